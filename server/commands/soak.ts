import { randomFrom, whole } from '../simulator/random.ts'
import { longEffort, shortEffort } from '../soak/plan.ts'
import { summary } from '../soak/report.ts'
import { isKept } from '../soak/verdict.ts'
import { prepareServer } from './prepare.ts'

// pnpm soak: ten simulated hours of trouble for twenty sellers. The report goes to standard output as JSON, how far it is and a
// summary to standard error. Ends with 1 when something is missing, doubled, overrun or leaking.
//   --short   twenty-five minutes and one seller of each kind, as the tests run it
//   --hours 3   another length
//   --seed 7   the same trouble again; by itself every run has its own
//   DATABASE_URL=postgresql://…   on PostgreSQL, in databases of its own that are dropped afterwards

const effort = process.argv.includes('--short') ? shortEffort : longEffort
const hours = numberAfter('--hours') ?? effort.hours
const seed = numberAfter('--seed') ?? whole(randomFrom(Date.now()), 1, 1_000_000)

await prepareServer()
// What it is made of is there only now.
const { soak } = await import('../soak/soak.ts')
console.error(`seed ${seed}`)
const report = await soak({ ...effort, hours }, seed, (line) => console.error(line))
console.log(JSON.stringify(report, null, 2))
console.error(summary(report))
process.exitCode = isKept(report.verdicts) ? 0 : 1

function numberAfter(name: string): number | null {
  const at = process.argv.indexOf(name)
  const number = at === -1 ? Number.NaN : Number(process.argv[at + 1])
  return number > 0 ? number : null
}
