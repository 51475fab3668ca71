import { prepareClientTypes, prepareServer } from './prepare.ts'
import { check, conclude, lint, sum, tests } from './test/stages.ts'

// pnpm check: the quick part of `pnpm test`, for the minute before a commit.

await prepareServer()
await prepareClientTypes()
const total = sum([
  await lint(),
  await check('types of the server', '.', 'tsc', ['-p', 'server']),
  await check('types of the client', 'client', 'vue-tsc', ['--noEmit', '-p', '.']),
  await tests('rules', 'server', ['--project', 'unit', 'src/domain']),
  await tests('unit tests of the client', 'client', []),
])
conclude(total)
process.exit(total.failed > 0 ? 1 : 0)
