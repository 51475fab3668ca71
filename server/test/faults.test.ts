import { expect, test } from 'vitest'
import { shortForm } from '../faults/forms.ts'
import { told } from '../faults/report.ts'
import { runFaults } from '../faults/run.ts'

// The short form of `pnpm faults`, on both databases: two servers on PostgreSQL, one on the embedded database. Another seed:
// FAULTS_SEED. How long it may take on a machine with much else to do is the last number; by itself it takes three minutes.

const seed = Number(process.env.FAULTS_SEED ?? 1)

test('whatever fails and whoever is killed, no reply, edit or rejection is doubled or lost, no edit spent by accident, and each comes to an end', async () => {
  const databaseServer = process.env.DATABASE_URL ?? null
  const report = await runFaults({ ...shortForm, seed, databaseServer, say: (line) => console.log(line) })
  console.log(told(report))

  expect(report.damages, `seed ${seed}`).toEqual([])
  expect(report.kills).toBeGreaterThanOrEqual(8)
  expect(report.replies).toBeGreaterThanOrEqual(100)
  expect(report.writes.applied).toBeGreaterThan(report.replies / 3)
  // Not a run without edits and rejections, which would prove nothing of them.
  expect(report.outcomes.edit.confirmed).toBeGreaterThan(0)
  expect(report.outcomes.rejection.confirmed).toBeGreaterThan(0)
}, 600_000)
