import { expect, test } from 'vitest'
import { shortEffort } from '../soak/plan.ts'
import { summary } from '../soak/report.ts'
import { soak } from '../soak/soak.ts'
import { isKept } from '../soak/verdict.ts'

// `pnpm soak` is the long form. Another seed: SOAK_SEED.

const seed = Number(process.env.SOAK_SEED ?? 1)

test('twenty-five minutes of trouble for one seller of each kind: nothing is missing, doubled, overrun or leaking', async () => {
  const report = await soak(shortEffort, seed, () => undefined)

  console.log(summary(report))
  expect(isKept(report.verdicts), summary(report)).toBe(true)
}, 600_000)
