import { expect, test, vi } from 'vitest'
import { createLog } from '#log.ts'
import { systemClock } from './clock.ts'
import { openLane } from './lane.ts'

const deps = { log: createLog('silent'), clock: systemClock }
const later = () => new Date(Date.now() + 60_000)
const soon = () => new Date(Date.now() + 30)

test('what waits for its next request keeps nobody from being begun', async () => {
  const line = lineOf(20)
  const begun: number[] = []
  const lane = openLane(
    deps,
    {
      claim: line.claim,
      work: async (each, aside) => {
        begun.push(each)
        await aside(later())
      },
    },
    { atOnce: 2, mostHeld: 100 },
  )

  lane.look()
  await vi.waitFor(() => expect(begun).toHaveLength(20))

  await lane.stop()
})

test('no more is at work than there are places, also when everybody comes back at once', async () => {
  const line = lineOf(20)
  const ended: number[] = []
  let atWork = 0
  let most = 0
  const works = async () => {
    atWork += 1
    most = Math.max(most, atWork)
    await new Promise((resolve) => setTimeout(resolve, 5))
    atWork -= 1
  }
  const lane = openLane(
    deps,
    {
      claim: line.claim,
      work: async (each, aside) => {
        await works()
        expect(await aside(soon())).toBe(true)
        await works()
        ended.push(each)
      },
    },
    { atOnce: 3, mostHeld: 100 },
  )

  lane.look()
  await lane.idle()

  expect(ended).toHaveLength(20)
  expect(most).toBe(3)
})

test('who comes back goes on before anything new is begun', async () => {
  const line = lineOf(3)
  const told: string[] = []
  const lane = openLane(
    deps,
    {
      claim: line.claim,
      work: async (each, aside) => {
        told.push(`begins ${each}`)
        if (each === 0) await aside(soon())
        if (each === 1) await new Promise((resolve) => setTimeout(resolve, 100))
        told.push(`ends ${each}`)
      },
    },
    { atOnce: 1, mostHeld: 100 },
  )

  lane.look()
  await lane.idle()

  expect(told).toEqual(['begins 0', 'begins 1', 'ends 1', 'ends 0', 'begins 2', 'ends 2'])
})

test('a lane holds no more than it may, however long they wait', async () => {
  const line = lineOf(20)
  const lane = openLane(
    deps,
    { claim: line.claim, work: async (_, aside) => void (await aside(later())) },
    { atOnce: 2, mostHeld: 5 },
  )

  lane.look()
  await vi.waitFor(() => expect(line.taken()).toBe(5))
  lane.look()
  await new Promise((resolve) => setTimeout(resolve, 50))

  expect(line.taken()).toBe(5)
  await lane.stop()
})

test('at the end nobody is waited for who waits: they are told not to go on', async () => {
  const line = lineOf(4)
  const goesOn: boolean[] = []
  const lane = openLane(
    deps,
    { claim: line.claim, work: async (_, aside) => void goesOn.push(await aside(later())) },
    { atOnce: 1, mostHeld: 100 },
  )
  lane.look()
  await vi.waitFor(() => expect(line.taken()).toBe(4))

  const begun = performance.now()
  await lane.stop()

  expect(performance.now() - begun).toBeLessThan(1000)
  expect(goesOn).toEqual([false, false, false, false])
})

/** So many pieces of work, numbered, that are due. */
function lineOf(count: number) {
  let taken = 0
  return {
    claim: async (limit: number) => {
      const from = taken
      taken = Math.min(count, taken + limit)
      return Array.from({ length: taken - from }, (_, index) => from + index)
    },
    taken: () => taken,
  }
}
