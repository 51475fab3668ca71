import { expect, test } from 'vitest'
import { after, MINUTE, SECOND } from '#domain/time.ts'
import { NotExecuted } from './errors.ts'
import { takeInTurn } from './rate-budget.ts'

const now = new Date('2026-11-22T12:00:00Z')
const clock = { now: () => now }

test('whoever can be put aside comes back for its request when there is one', async () => {
  const asides: Date[] = []
  const budget = budgetWithout(2, after(now, 400))

  await takeInTurn(
    {
      budget,
      clock,
      aside: async (until) => {
        asides.push(until)
        return true
      },
    },
    'feedbacks',
    'rest',
  )

  expect(asides).toEqual([after(now, 400), after(now, 400)])
})

test.each([
  ['nobody waits who has no place to wait in', undefined, after(now, 400), 0],
  ['nobody waits for long', true, after(now, 12 * MINUTE), 0],
  ['nobody waits when the program ends', false, after(now, SECOND), 1],
  ['nobody waits for ever for a budget that does not fill', true, after(now, SECOND), 5],
] as const)('%s', async (_, goesOn, freeAt, asides) => {
  let counted = 0
  const aside = async () => {
    counted += 1
    return goesOn ?? true
  }
  const budget = budgetWithout(100, freeAt)

  const taken = takeInTurn({ budget, clock, aside: goesOn === undefined ? undefined : aside }, 'feedbacks', 'rest')

  await expect(taken).rejects.toMatchObject({ reason: 'rate_limit', retryAt: freeAt })
  expect(counted).toBe(asides)
})

/** A bucket that refuses so often. */
function budgetWithout(refusals: number, freeAt: Date) {
  let left = refusals
  return {
    take: async () => {
      left -= 1
      if (left >= 0) throw new NotExecuted('rate_limit', freeAt, 'spent', null, { isHeldBack: true })
    },
    slowDown: async () => freeAt,
    heard: async () => undefined,
    stumbled: async () => undefined,
  }
}
