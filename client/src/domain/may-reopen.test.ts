import { expect, test } from 'vitest'
import { mayReopen } from './may-reopen.ts'

test.each([
  ['CLOSED', 'MANUAL', true],
  ['CLOSED', 'INACTIVE', true],
  ['CLOSED', 'REJECTED', false],
  ['RESPONDED', null, false],
  ['OPEN', null, false],
])('an item that is %s because of %s can be brought back to work: %s', (status, closeReason, may) => {
  expect(mayReopen({ status, closeReason })).toBe(may)
})
