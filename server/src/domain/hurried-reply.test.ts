import { expect, test } from 'vitest'
import { mayBeHurried } from './hurried-reply.ts'

test.each([
  ['retry_wait', 'network', true],
  ['retry_wait', 'rate', false],
  ['queued', 'network', false],
  ['unknown', 'network', false],
  ['failed', 'network', false],
] as const)('a reply that is %s because of %s may be tried at once: %s', (state, lastError, may) => {
  expect(mayBeHurried({ state, lastError })).toBe(may)
})
