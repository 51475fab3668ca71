import { prepareClient, prepareClientTypes, prepareServer } from './prepare.ts'
import { StartFailed } from './start/processes.ts'
import { browserStories } from './test/browser.ts'
import { type Count, check, conclude, lint, sum, tests } from './test/stages.ts'

// pnpm test: everything, in order of speed. `pnpm test stories` runs only what is also told on PostgreSQL (DATABASE_URL).

const only = process.argv[2]

// Stories that are not told once more on PostgreSQL: their subject is the embedded database, or no database at all.
const broughtByItself = ['durability', 'start', 'soak']
const sameOverAnyDatabase = [
  'chat-files connect-marketplace contract-check contract-surprises direct-sync key-life wb-trouble',
  'client-operations door errors examples fast-lane log schema sign-in guardrail-phrases reply-files',
  'reply-rules templates notes set-priority sla-targets sync-now models-never-send no-guess-sends one-order',
  'question-intents real-feedbacks',
].flatMap((names) => names.split(' '))

try {
  await prepareServer()
  await prepareClientTypes()
  const counts = only === 'stories' ? await stories() : await everything()
  const total = sum(counts)
  conclude(total)
  process.exit(total.failed > 0 ? 1 : 0)
} catch (error) {
  if (!(error instanceof StartFailed)) throw error
  console.error(error.message)
  console.log('\n0 passed, 1 failed, 0 skipped')
  process.exit(1)
}

async function everything(): Promise<Count[]> {
  return [
    await lint(),
    await check('types of the server', '.', 'tsc', ['-p', 'server']),
    await check('types of the client', 'client', 'vue-tsc', ['--noEmit', '-p', '.']),
    await check('types of the browser stories', '.', 'tsc', ['-p', 'e2e']),
    await tests('unit tests of the server', 'server', ['--project', 'unit']),
    await tests('unit tests of the client', 'client', []),
    await storiesOfTheBuilt(),
    await browserStories(),
  ]
}

/**
 * What depends on how a database plans, locks, waits and notifies. The embedded one's own durability and the launcher bring their own,
 * the soak takes minutes and is told where the database is embedded, as are most of the kills; what WB, keys, rules and models do is
 * the same over any database.
 */
async function stories(): Promise<Count[]> {
  process.env.KILLS ??= '12'
  const where = process.env.DATABASE_URL ? ' on PostgreSQL' : ''
  const left = [...broughtByItself, ...sameOverAnyDatabase].flatMap((name) => ['--exclude', `**/test/${name}.test.ts`])
  await prepareClient()
  return [
    await tests(`stories${where}`, 'server', ['test/', 'src/ingestion', 'src/dispatcher', 'src/storage', ...left]),
    await browserStories(`browser stories${where}`, ['first-day', 'answer', 'live']),
  ]
}

/**
 * One of the stories starts the product as a person does, who finds it built. The two that take minutes are told once each: the soak
 * here, the faults where two workers share a PostgreSQL.
 */
async function storiesOfTheBuilt(): Promise<Count> {
  await prepareClient()
  return await tests('stories', 'server', ['--project', 'stories', '--exclude', '**/faults.test.ts'])
}
