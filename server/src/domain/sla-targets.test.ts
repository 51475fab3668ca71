import { expect, test } from 'vitest'
import { BadInput } from './errors.ts'
import type { Channel, Intent } from './interaction.ts'
import { checkedTarget, type OwnTarget, overridesIn, targetsOf } from './sla-targets.ts'

test.each([
  ['question', 'sizing_fit', 1],
  ['question', 'sizing_fit', 10_080],
  ['chat', 'thanks', null],
  ['review', 'wrong_item', 30],
] as const)('a seller may allow a %s about %s %s minutes', (channel, intent, minutes) => {
  expect(checkedTarget(own(channel, intent, { minutes }))).toMatchObject({ minutes })
})

test.each([
  ['no time at all', 'question', 'sizing_fit', 0],
  ['more than a week', 'question', 'sizing_fit', 10_081],
  ['half minutes', 'question', 'sizing_fit', 1.5],
  ['an intent that questions do not have', 'question', 'thanks', 60],
  ['an intent of reviews that their stars decide', 'review', 'thanks', 60],
] as const)('%s is refused', (_, channel, intent, minutes) => {
  expect(() => checkedTarget(own(channel, intent, { minutes }))).toThrow(BadInput)
})

test('what is not set keeps ours, and one channel’s figures are not another’s', () => {
  const set = [own('question', 'sizing_fit', { minutes: 30 }), own('chat', 'thanks', { priority: 'normal' })]

  expect(overridesIn(set, 'question')).toEqual({ sizing_fit: { minutes: 30 } })
  expect(overridesIn(set, 'chat')).toEqual({ thanks: { priority: 'normal' } })
  expect(overridesIn(set, 'review')).toEqual({})
})

test('every figure that counts is told: six of questions, fifteen of chats, two of reviews', () => {
  const targets = targetsOf([own('chat', 'sizing_fit', { minutes: 5 })])

  expect(targets).toHaveLength(23)
  expect(targets.filter(({ own: each }) => each !== null)).toEqual([
    {
      usual: { channel: 'chat', intent: 'sizing_fit', priority: 'high', minutes: 60 },
      own: { channel: 'chat', intent: 'sizing_fit', priority: null, minutes: 5 },
    },
  ])
})

function own(channel: Channel, intent: Intent, figures: Partial<OwnTarget>): OwnTarget {
  return { channel, intent, priority: null, minutes: null, ...figures }
}
