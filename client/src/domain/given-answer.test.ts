import { expect, test } from 'vitest'
import { newestAnswer } from './given-answer.ts'

test('the newest answer is who answered, by name or in the cabinet', () => {
  expect(newestAnswer([by('Мария'), cabinet('12:47')], 'Анна')).toEqual({ inCabinet: true, name: null, at: '12:47' })
  expect(newestAnswer([cabinet('12:47'), by('Мария')], 'Анна')).toEqual({ inCabinet: false, name: 'Мария', at: null })
  expect(newestAnswer([{ ...by('Мария'), author: 'BUYER' }], 'Анна')).toBeNull()
})

test('what she has said herself since is not what she was too late for', () => {
  expect(newestAnswer([by('Мария'), by('Анна')], 'Анна')?.name).toBe('Мария')
  expect(newestAnswer([by('Анна')], 'Анна')?.name).toBe('Анна')
})

test('what did not reach the buyer is not who answered', () => {
  expect(newestAnswer([by('Мария', 'FAILED')], 'Анна')).toBeNull()
})

function cabinet(sentAt: string | null) {
  return { author: 'SELLER', source: 'WB_CABINET', sentAt, reply: null }
}

function by(name: string, state = 'CONFIRMED') {
  return { author: 'SELLER', source: 'AGENTIQ', sentAt: null, reply: { state, author: { id: name, name } } }
}
