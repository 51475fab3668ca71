import { measureBackfill } from '../bench/backfill.ts'
import { fullEffort, measure, quickEffort } from '../bench/bench.ts'
import { measureDispatch } from '../bench/dispatch.ts'
import { measureLinks } from '../bench/links.ts'
import { machine, type Results, table, verdicts } from '../bench/report.ts'

// pnpm bench: how fast the server is, as a ratio to the least that could do the same work on this machine. Figures go to
// standard output as JSON, a table to standard error. Ends with 1 when a promise of docs/BENCHMARKS.md is broken.
//   backfill   only how fast the past of a shop comes in
//   links      only how fast it is found out what a new item has to do with others; promises 20 ms (p95) on PostgreSQL
//   dispatch   only how soon a reply that may leave is on its way; promises 50 ms (p95)
//   --quick   a few seconds with little data: shows that the bench works, and promises nothing
//   DATABASE_URL=postgresql://…   measures on PostgreSQL as well, in a database of its own that is dropped afterwards

const quick = process.argv.includes('--quick')
const databaseServers = [null, ...(process.env.DATABASE_URL ? [process.env.DATABASE_URL] : [])]
const results: Results[] = []

if (process.argv.includes('backfill')) {
  for (const databaseServer of databaseServers) {
    const database = databaseServer ? 'postgres' : 'pglite'
    console.log(JSON.stringify({ database, ...(await measureBackfill(databaseServer, quick ? 2000 : 100_000)) }))
  }
  process.exit(0)
}

if (process.argv.includes('links')) {
  for (const databaseServer of databaseServers) {
    const links = await measureLinks(databaseServer, quick ? 3000 : 100_000)
    console.log(JSON.stringify({ database: databaseServer ? 'postgres' : 'pglite', ...links }))
    if (databaseServer && !quick && Math.max(links.usual.p95, links.hot.p95) > 20) process.exitCode = 1
  }
  process.exit()
}

if (process.argv.includes('dispatch')) {
  for (const databaseServer of databaseServers) {
    const dispatch = await measureDispatch(databaseServer, quick ? 6 : 80)
    console.log(JSON.stringify({ database: databaseServer ? 'postgres' : 'pglite', ...dispatch }))
    if (!quick && Math.max(dispatch.message.p95, dispatch.look.p95) > 50) process.exitCode = 1
  }
  process.exit()
}

for (const databaseServer of databaseServers) {
  results.push(await measure(databaseServer, quick ? quickEffort : fullEffort, (line) => console.error(line)))
}

const promises = quick ? [] : verdicts(results)
console.log(JSON.stringify({ quick, machine: machine(), results, promises }, null, 2))
console.error(table(results, promises))
process.exitCode = promises.every(({ kept }) => kept) ? 0 : 1
