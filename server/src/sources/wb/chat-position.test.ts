import { expect, test } from 'vitest'
import { type ChatCursor, moveAfter, readChatCursor, startOf } from './chat-position.ts'

const DAY = 86_400_000
const now = 1_790_000_600_000

test('a poll begins just before the newest event, and every five minutes five minutes before it', () => {
  const cursor = { ...readChatCursor(null), newest: 1_790_000_000_000, sweptAt: now - 1000, replayedAt: now - 1000 }

  expect(startOf(cursor, { now, isPoor: false }).position).toBe(1_789_999_999_999)
  expect(startOf({ ...cursor, sweptAt: now - 300_000 }, { now, isPoor: false }).position).toBe(1_789_999_700_000)
  expect(startOf(cursor, { now, isPoor: true }).position).toBe(1_789_999_700_000)
  expect(startOf({ ...cursor, replayedAt: now - DAY }, { now, isPoor: false }).position).toBe(
    1_790_000_000_000 - 2 * DAY,
  )
})

test('a poll that was cut short goes on from its own place, and the first one from the oldest event', () => {
  const cursor = { ...readChatCursor(null), newest: 5000, resume: 3000 }

  expect(startOf(cursor, { now, isPoor: false }).position).toBe(3000)
  expect(startOf(readChatCursor('nonsense'), { now, isPoor: false }).position).toBeNull()
})

test('three pages with a tie: all four events are read, and the official loop would have lost one', () => {
  const stream = [1_790_000_000_000, 1_790_000_003_000, 1_790_000_005_000, 1_790_000_005_000, 1_790_000_009_000]
  const wb = marketplace(stream, { pageSize: 3, isInclusive: false })

  const { read, asked } = poll(wb, readChatCursor(null))

  expect(read.size).toBe(stream.length)
  expect(asked).toEqual([null, 1_790_000_004_999, 1_790_000_008_999])
})

test('a quiet poll is one request', () => {
  const wb = marketplace([1000, 2000, 3000], { pageSize: 50, isInclusive: false })
  const cursor = poll(wb, readChatCursor(null)).cursor

  expect(poll(wb, { ...cursor, sweptAt: now, replayedAt: now }).asked).toEqual([2999])
})

test('an event from the far future is no place to go on from', () => {
  expect(moveAfter(10, { next: now + 2 * DAY, newest: 500, size: 2 }, { largest: 2, now }).newest).toBe(500)
  expect(moveAfter(10, { next: now + 2 * DAY, newest: null, size: 2 }, { largest: 2, now }).position).toBeNull()
})

test.each([
  ['is missing', null],
  ['is zero', 0],
  ['goes back', 100],
])('a page whose `next` %s goes on from its newest event', (_, next) => {
  expect(moveAfter(200, { next, newest: 900, size: 3 }, { largest: 3, now })).toMatchObject({
    position: 899,
    newest: 900,
  })
})

test('a millisecond that holds more than a page is passed with a warning instead of asking for ever', () => {
  const wb = marketplace([...Array.from({ length: 7 }, () => 5000), 6000], { pageSize: 3, isInclusive: true })

  const { read, stuck } = poll(wb, readChatCursor(null))

  expect(stuck).toBe(true)
  expect(read.has('7')).toBe(true)
})

test('random streams: nothing is lost and the reading always ends, with both kinds of bound', () => {
  const random = randomFrom(20261122)
  for (let round = 0; round < 600; round += 1) {
    const pageSize = 2 + Math.floor(random() * 6)
    const stream = randomStream(random, { length: Math.floor(random() * 40), mostAlike: pageSize - 1 })
    const wb = marketplace(stream, { pageSize, isInclusive: random() < 0.5 })

    const { read, asked } = poll(wb, readChatCursor(null))

    expect({ round, read: read.size, ends: asked.length < 200 }).toEqual({ round, read: stream.length, ends: true })
  }
})

test('random streams that go on growing, read by runs that are cut anywhere: nothing is lost', () => {
  const random = randomFrom(7)
  for (let round = 0; round < 300; round += 1) {
    const pageSize = 2 + Math.floor(random() * 5)
    const stream = randomStream(random, { length: 30, mostAlike: pageSize - 1 })
    const isInclusive = random() < 0.5
    const read = new Set<string>()
    let cursor = readChatCursor(null)

    for (let run = 0; run < 80; run += 1) {
      const until = stream[run] ?? Number.POSITIVE_INFINITY
      const wb = marketplace(
        stream.filter((at) => at <= until),
        { pageSize, isInclusive },
      )
      const polled = poll(wb, cursor, { mostPages: 1 + Math.floor(random() * 2) })
      for (const id of polled.read) read.add(id)
      cursor = polled.cursor
    }

    expect({ round, read: read.size }).toEqual({ round, read: stream.length })
  }
})

test('an event that becomes visible late is read by the next sweep', () => {
  const cursor = poll(
    marketplace([1000, 2000, 3000], { pageSize: 50, isInclusive: false }),
    readChatCursor(null),
  ).cursor
  const wb = marketplace([1000, 2000, 3000, 1500], { pageSize: 50, isInclusive: false })

  expect(poll(wb, cursor).read.has('3')).toBe(false)
  expect(poll(wb, { ...cursor, sweptAt: 0 }).read.has('3')).toBe(true)
})

type Marketplace = (position: number | null) => { ids: string[]; next: number | null; newest: number | null }

function marketplace(
  times: number[],
  { pageSize, isInclusive }: { pageSize: number; isInclusive: boolean },
): Marketplace {
  const events = times.map((at, index) => ({ id: String(index), at })).sort((one, other) => one.at - other.at)
  return (position) => {
    const rest = events.filter(({ at }) => position === null || (isInclusive ? at >= position : at > position))
    const page = rest.slice(0, pageSize)
    const newest = page.at(-1)?.at ?? null
    return { ids: page.map(({ id }) => id), next: newest ?? position, newest }
  }
}

/** The loop as the connector runs it, with what it has read. */
function poll(wb: Marketplace, begin: ChatCursor, { mostPages = 1000 } = {}) {
  let { position, cursor } = startOf(begin, { now, isPoor: false })
  const read = new Set<string>()
  const asked: (number | null)[] = []
  let stuck = false

  while (asked.length < mostPages) {
    asked.push(position)
    const { ids, next, newest } = wb(position)
    for (const id of ids) read.add(id)
    const move = moveAfter(position, { next, newest, size: ids.length }, { largest: cursor.largest, now })
    stuck ||= move.isStuck
    const newestEver = move.newest === null ? cursor.newest : Math.max(move.newest, cursor.newest ?? 0)
    cursor = { ...cursor, newest: newestEver, resume: move.position, largest: Math.max(cursor.largest, ids.length) }
    position = move.position
    if (position === null) break
  }
  return { read, asked, cursor, stuck }
}

function randomStream(random: () => number, { length, mostAlike }: { length: number; mostAlike: number }): number[] {
  const stream: number[] = []
  for (let at = 1_789_000_000_000; stream.length < length; at += 1 + Math.floor(random() * 3)) {
    const alike = random() < 0.4 ? 1 + Math.floor(random() * mostAlike) : 1
    for (let count = 0; count < alike && stream.length < length; count += 1) stream.push(at)
  }
  return stream
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
