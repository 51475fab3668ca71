import { afterEach, expect, test, vi } from 'vitest'
import { troubleWith } from './file-trouble.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['is there after all', 200, null],
  ['is still checked', 202, 'PENDING'],
  ['was not let pass', 451, 'REFUSED'],
  ['is gone', 410, 'GONE'],
  ['cannot be had now', 503, 'LATER'],
])('a file that %s', async (_, status, trouble) => {
  vi.stubGlobal('fetch', async () => new Response(null, { status }))
  expect(await troubleWith('/files/chat/1.0')).toBe(trouble)
})

test('without a network nothing is known of a file', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await troubleWith('/files/chat/1.0')).toBe('LATER')
})
