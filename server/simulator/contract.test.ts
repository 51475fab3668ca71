import { expect, test } from 'vitest'
import { contract, type Heard, strangeIn } from './contract.ts'
import { routes } from './routes.ts'

const told = (status: number, body: unknown, type = 'application/json'): Heard => ({
  status,
  type,
  headers: new Headers({ 'X-Ratelimit-Remaining': '5' }),
  text: body === null ? '' : JSON.stringify(body),
})

const pending = { moderationState: 'pending', retrySeconds: 30 }

test('every method of the simulator is described, and nothing else is', () => {
  const names = (list: { method: string; path: string }[]) => list.map(({ method, path }) => `${method} ${path}`).sort()

  expect(names(contract)).toEqual(names(routes))
})

test.each([
  ['a status nobody described', told(201, pending), 'answered 201 application/json, which nobody has described'],
  ['another content type', told(202, pending, 'text/json'), 'answered 202 text/json, which nobody has described'],
  ['a field too many', told(202, { ...pending, mood: 'calm' }), '$.mood is not in the contract'],
  ['a field too few', told(202, { moderationState: 'pending' }), '$.retrySeconds is missing'],
  ['another type of field', told(202, { ...pending, retrySeconds: '30' }), '$.retrySeconds is no integer: "30"'],
  [
    'a word too many',
    told(202, { ...pending, moderationState: 'slow' }),
    '$.moderationState is none of pending: "slow"',
  ],
  ['a family that is not its own', told(400, { data: null, error: true }), '$.data is not in the contract'],
])('an answer with %s is not in the contract', (_, heard, complaint) => {
  expect(strangeIn('GET', '/api/v1/seller/download/1', heard).join('\n')).toContain(complaint)
})

test('an answer as described is in the contract', () => {
  expect(strangeIn('GET', '/api/v1/seller/download/1', told(202, pending))).toEqual([])
})

test('a 429 tells when to come back and nothing else, and every other answer tells what is left', () => {
  const silent = { ...told(202, pending), headers: new Headers() }
  const talkative = { ...told(429, null), headers: new Headers({ 'X-Ratelimit-Remaining': '0' }), text: '{}' }

  expect(strangeIn('GET', '/api/v1/seller/download/1', silent)).toEqual(['X-Ratelimit-Remaining is null'])
  expect(strangeIn('GET', '/ping', talkative)).toContain('X-Ratelimit-Retry is null')
  expect(strangeIn('GET', '/ping', talkative)).toContain('X-Ratelimit-Remaining does not belong here')
})
