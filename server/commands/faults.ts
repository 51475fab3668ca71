import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { longForm, shortForm, sized } from '../faults/forms.ts'
import { told } from '../faults/report.ts'
import type { FaultsOptions } from '../faults/run.ts'
import { prepareServer } from './prepare.ts'

// pnpm faults: answers thousands of reviews, questions and chats, edits answers and rejects questions, while everything goes wrong that
// can, and holds what the product says against what the marketplace has. Ends with 1 when a reply was doubled or lost, or an edit spent
// that nobody wanted.
//   --short          three minutes instead of half an hour
//   --seed=7         the same troubles again; without it one is made up, and told
//   --replies=900 --kills=50   as many of each, in as much less time
//   --pglite         on the embedded database, although there is a PostgreSQL
//   --keep=FILE      what the verdict is drawn from, as JSON: every reply, every write, what the buyers see
//   --json           the report as JSON on standard output
//   DATABASE_URL     the PostgreSQL server on which two servers share a database; by default one on this machine, if there is one

const given = (name: string) => process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1]
const kept = given('keep')
const has = (name: string) => process.argv.includes(`--${name}`)

await prepareServer()
const options: FaultsOptions = {
  ...sized(has('short') ? shortForm : longForm, { replies: given('replies'), kills: given('kills') }),
  seed: Number(given('seed') ?? Date.now() % 1_000_000),
  databaseServer: has('pglite') ? null : await postgres(),
  say: (line) => console.error(line),
  ...(kept ? { keep: (evidence) => writeFileSync(kept, JSON.stringify(evidence)) } : {}),
}
if (!Number.isSafeInteger(options.seed)) throw new Error('The seed must be a whole number.')

// Its modules need what has just been made.
const { runFaults } = await import('../faults/run.ts')
const report = await runFaults(options)
console.log(has('json') ? JSON.stringify(report, null, 2) : told(report))
process.exit(report.damages.length === 0 ? 0 : 1)

async function postgres(): Promise<string | null> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const local = 'postgresql://root@127.0.0.1:5432/postgres'
  const client = new pg.Client({ connectionString: local, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    return local
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}
