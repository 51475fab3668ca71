// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { client } from '#api/client.ts'
import { useReadingAhead } from './reading-ahead.ts'
import { useSession } from './session.ts'

let waiting: { id: string; version: number }[] = []
let read = new Map<string, number>()
let asked: string[][] = []

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  read = new Map()
  asked = []
  client.value = fakeClient() as unknown as typeof client.value
})

afterEach(() => {
  vi.useRealTimers()
})

test('everything that waits for an answer is read ahead, eight at a time', async () => {
  waiting = Array.from({ length: 23 }, (_, index) => ({ id: `i${index}`, version: 1 }))

  await signedIn()

  expect(asked.map((ids) => new Set(ids).size)).toEqual([8, 8, 7])
  expect(asked.every((ids) => ids.length === 8)).toBe(true)
})

test('what this device has in the same version is not asked for again', async () => {
  waiting = [
    { id: 'same', version: 4 },
    { id: 'changed', version: 5 },
  ]
  read = new Map([
    ['same', 4],
    ['changed', 4],
  ])

  await signedIn()

  expect(asked.flat()).toEqual(Array(8).fill('changed'))
})

test('nothing is read before the server has said who asks', async () => {
  waiting = [{ id: 'a', version: 1 }]
  useReadingAhead().start()

  await vi.advanceTimersByTimeAsync(60_000)

  expect(asked).toEqual([])
})

async function signedIn() {
  const session = useSession()
  session.state = 'signed_in'
  session.confirmed = true
  useReadingAhead().start()
  await vi.advanceTimersByTimeAsync(30_000)
}

function fakeClient() {
  return {
    query: (_: unknown, variables: Record<string, string>) => ({
      toPromise: async () => {
        if ('id0' in variables) asked.push(Object.values(variables))
        return { data: { interactions: { edges: waiting.map((node) => ({ node })) } } }
      },
    }),
    readQuery: (_: unknown, { id }: { id: string }) => ({ data: { interaction: { version: read.get(id) } } }),
  }
}
