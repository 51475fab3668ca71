import { expect, test } from 'vitest'
import { glimpse, type Placed, storyOf } from './story.ts'

const sure = 'DETERMINISTIC_CONFIDENCE_OK'
const now: Placed = { isCurrent: true, matchReason: 'CURRENT_INTERACTION', policyReason: sure }
const order: Placed = { isCurrent: false, matchReason: 'ORDER_ID_EXACT', policyReason: sure }
const supplement: Placed = { isCurrent: false, matchReason: 'FEEDBACK_CHAIN_EXACT', policyReason: sure }
const product: Placed = {
  isCurrent: false,
  matchReason: 'NM_ID_TIME_WINDOW',
  policyReason: 'DETERMINISTIC_BELOW_CONFIDENCE_THRESHOLD',
}
const buyer: Placed = { isCurrent: false, matchReason: 'CUSTOMER_ID_EXACT', policyReason: sure }
const oldId: Placed = { ...buyer, policyReason: 'LEGACY_IDENTIFIER_ONLY' }

test('what is the buyer’s for certain stands apart from what is about the product', () => {
  expect(storyOf([order, product, now, supplement])).toEqual({ buyer: [order, now, supplement], doubtful: [product] })
})

test('where nothing is known of the buyer the current item stands among those of its product', () => {
  expect(storyOf([product, now])).toEqual({ buyer: [], doubtful: [product, now] })
})

test('what only an old id of a buyer speaks for is not his for certain', () => {
  expect(storyOf([oldId, now])).toEqual({ buyer: [], doubtful: [oldId, now] })
  expect(storyOf([oldId, buyer, now])).toEqual({ buyer: [buyer, now], doubtful: [oldId] })
})

test('of a long story ten steps are shown: those around the current one, else the latest', () => {
  const steps = Array.from({ length: 30 }, (_, at) => ({ ...product, at, isCurrent: at === 12 }))
  const others = steps.map((step) => ({ ...step, isCurrent: false }))

  expect(glimpse(steps, false).map(({ at }) => at)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
  expect(glimpse(others, false).map(({ at }) => at)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
  expect(glimpse(steps, true)).toHaveLength(30)
  expect(glimpse(steps.slice(0, 10), false)).toHaveLength(10)
})
