import { expect, test } from 'vitest'
import { likeliest } from './echo.ts'
import { after, SECOND } from './time.ts'

const noon = new Date('2026-11-27T12:00:00Z')
const reply = (name: string, state: 'accepted' | 'sending' | 'unknown' | 'needs_attention', seconds?: number) => ({
  name,
  state,
  addedAt: seconds === undefined ? null : after(noon, seconds * SECOND),
})

test.each([
  ['the nearest by the time that WB told', [reply('one', 'accepted', -4), reply('two', 'accepted', 1)], 'two'],
  ['the younger one too', [reply('one', 'accepted', 30), reply('two', 'accepted', 5)], 'two'],
  ['the nearest, given up or not', [reply('one', 'accepted'), reply('two', 'needs_attention', 2)], 'two'],
  ['no time six seconds away', [reply('one', 'accepted', 6), reply('two', 'accepted')], 'two'],
  ['of two far away the oldest', [reply('one', 'accepted', -60), reply('two', 'accepted', 20)], 'one'],
  ['what was taken before what nobody knows of', [reply('one', 'unknown'), reply('two', 'accepted', 60)], 'two'],
  ['what is being sent before what was given up', [reply('one', 'needs_attention'), reply('two', 'sending')], 'two'],
  ['the oldest of equals', [reply('one', 'unknown'), reply('two', 'unknown')], 'one'],
] as const)('of replies with the same words a message is that of %s', (_, replies, name) => {
  expect(likeliest(replies, noon)?.name).toBe(name)
})

test('a message is nobody’s where no reply is', () => {
  expect(likeliest([], noon)).toBeUndefined()
})
