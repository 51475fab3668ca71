import { expect, test } from 'vitest'
import type { Listed } from '#domain/incoming.ts'
import { NotExecuted, OutcomeUnknown, RefusedBySource } from '#sources/errors.ts'
import { readAll, seconds, shopWith, today } from '../../../testkit/list.ts'

test('a first run lists all that waits and then the newest of what is done, and says how much there is', async () => {
  const shop = shopWith({ waiting: 250, done: 1700 })

  const { ids, pages } = await readAll(shop.list, null)

  expect(new Set(ids.filter((id) => id.startsWith('waiting'))).size).toBe(250)
  expect(new Set(ids.filter((id) => id.startsWith('done'))).size).toBeGreaterThanOrEqual(1480)
  expect(ids).toContain('done-1699')
  expect(ids).not.toContain('done-0')
  expect(pages[0]?.expected).toBe(250 + 1500)
})

test('a count that cannot be had keeps nothing from being read, unless the key is not taken', async () => {
  const shop = shopWith({ waiting: 3, done: 4 })
  const withCount = (failure: Error) => ({ ...shop.list, countAnswered: () => Promise.reject(failure) })
  const fault = new OutcomeUnknown('Count failed')

  const { ids, pages } = await readAll(withCount(fault), null)
  expect(new Set(ids).size).toBe(7)
  expect(pages[0]).toMatchObject({ expected: null, trouble: fault })
  expect(new Set((await readAll(withCount(new RefusedBySource('invalid', 422, 'Unknown')), null)).ids).size).toBe(7)

  const refused = new RefusedBySource('auth', 401, 'Unknown key')
  await expect(readAll(withCount(refused), null)).rejects.toBe(refused)
})

test('EX-10: what is done is read again from five minutes before the newest, whole, and the newest becomes the mark', async () => {
  const shop = shopWith({ waiting: 0, done: 0 })
  shop.add('done', 'first', '12:00:00')
  const { cursor } = await readAll(shop.list, null)
  for (const [id, at] of [
    ['a', '12:05:00'],
    ['b', '11:59:59'],
    ['c', '11:59:58'],
    ['old', '11:54:59'],
  ] as const) {
    shop.add('done', id, at)
  }

  const second = await readAll(shop.list, cursor)

  expect(second.ids.sort()).toEqual(['a', 'b', 'c', 'first'])
  expect(second.cursor).toMatchObject({ watermarks: { answered: seconds('12:05:00') } })
})

test('one list never speaks for the other', async () => {
  const shop = shopWith({ waiting: 0, done: 0 })
  shop.add('done', 'late', '12:00:00')
  shop.add('waiting', 'early', '09:00:00')
  const { cursor } = await readAll(shop.list, null)
  shop.add('waiting', 'earlier', '08:00:00')

  const { ids } = await readAll(shop.list, cursor)

  expect(ids).toContain('earlier')
})

test('answers that are given while we read make us miss nothing', async () => {
  const shop = shopWith({ waiting: 1000, done: 0 })
  const answered = new Set<string>()
  shop.beforeEachPage(() => {
    for (const id of shop.waiting().slice(0, 37)) {
      shop.answer(id)
      answered.add(id)
    }
  })

  const { ids } = await readAll(shop.list, null)

  const missed = Array.from({ length: 1000 }, (_, number) => `waiting-${number}`).filter(
    (id) => !ids.includes(id) && !answered.has(id),
  )
  expect(missed).toEqual([])
})

test('more items of one second than a page holds are all read', async () => {
  const shop = shopWith({ waiting: 0, done: 0 })
  for (let number = 0; number < 350; number += 1) shop.add('waiting', `same-${number}`, '12:00:00')

  const { ids } = await readAll(shop.list, null)

  expect(new Set(ids).size).toBe(350)
})

test('a run that is cut anywhere goes on from there, and what its pages speak for is all of time without a gap', async () => {
  const shop = shopWith({ waiting: 450, done: 120 })
  const read = new Set<string>()
  let cursor: unknown = null
  const spoken: Listed[] = []

  for (let run = 0; run < 20; run += 1) {
    const part = await readAll(shop.list, cursor, 1)
    for (const id of part.ids) read.add(id)
    spoken.push(...part.pages.flatMap(({ listed }) => listed ?? []))
    cursor = part.cursor
  }

  expect(read.size).toBe(570)
  const [first, ...rest] = spoken.slice(0, spoken.findIndex(({ isEnd }) => isEnd) + 1)
  expect(first).toMatchObject({ from: null })
  expect(rest.length).toBeGreaterThan(2)
  let edge = first?.to ?? null
  for (const { ids, from, to } of rest) {
    expect(from?.getTime()).toBeLessThanOrEqual(edge?.getTime() ?? 0)
    const within = shop.waitingBetween(from, to)
    expect(within.filter((id) => !ids.has(id))).toEqual([])
    edge = to
  }
  expect(edge).toBeNull()
})

test('where many wait, the newest of them are asked for first', async () => {
  const shop = shopWith({ waiting: 450, done: 0 })
  const { cursor } = await readAll(shop.list, null)
  shop.add('waiting', 'new', '23:00:00')

  const { pages } = await readAll(shop.list, cursor, 1)

  expect(pages[0]?.items.map(({ externalId }) => externalId)).toContain('new')
})

test('what is done may fail again and again, and what waits is read all the same', async () => {
  const shop = shopWith({ waiting: 3, done: 3 })
  shop.failDone(() => new OutcomeUnknown('502'))
  const { cursor } = await readAll(shop.list, null)
  shop.add('waiting', 'new', '13:00:00')

  expect((await readAll(shop.list, cursor)).ids).toContain('new')
})

test('a budget that is spent while reading what is done loses no place', async () => {
  const shop = shopWith({ waiting: 3, done: 3 })
  shop.failDone(() => new NotExecuted('rate_limit', null, 'later'))
  const { cursor } = await readAll(shop.list, null)
  shop.failDone(null)

  expect((await readAll(shop.list, cursor)).ids).toEqual(['done-2', 'done-1', 'done-0'])
})

test('a large page of a poor key is stored in small ones, and only the last moves the cursor', async () => {
  const shop = shopWith({ waiting: 250, done: 0 }, { take: 1000 })

  const { pages } = await readAll(shop.list, null, 3)

  expect(pages.map(({ items }) => items.length)).toEqual([100, 100, 50])
  expect(pages.map(({ cursor }) => (cursor as { step: string }).step)).toEqual(['sweep', 'sweep', 'answered'])
})

test('a review dated far in the future is taken in, and moves no mark', async () => {
  const shop = shopWith({ waiting: 0, done: 3 })
  shop.addAt('done', 'next century', today + 75 * 365 * 86_400)
  const { ids, cursor } = await readAll(shop.list, null)
  shop.add('done', 'new', '23:00:00')

  const later = await readAll(shop.list, cursor)

  expect(ids).toContain('next century')
  expect(cursor).toMatchObject({ watermarks: { answered: seconds('00:01:00') } })
  expect(later.ids).toContain('new')
})

test('one list has a budget of its own: what is done is read five hundred at a time, and the run says that there is more', async () => {
  const shop = shopWith({ waiting: 700, done: 1 })
  const { cursor } = await readAll(shop.list, null)
  for (let number = 0; number < 1200; number += 1) shop.addAt('done', `late-${number}`, seconds('12:00:00') + number)

  const second = await readAll(shop.list, cursor)
  const third = await readAll(shop.list, second.cursor)

  const lateIn = ({ ids }: { ids: string[] }) => new Set(ids.filter((id) => id.startsWith('late'))).size
  expect([lateIn(second), lateIn(third)]).toEqual([589, 884])
  expect(new Set(second.ids.filter((id) => id.startsWith('waiting'))).size).toBe(700)
  expect([second.pages.at(-1)?.isBehind, third.pages.at(-1)?.isBehind]).toEqual([true, true])
})

test('more items in the overlap than one budget reads do not keep the mark where it is', async () => {
  const shop = shopWith({ waiting: 0, done: 1 })
  let { cursor } = await readAll(shop.list, null)
  for (let number = 0; number < 2000; number += 1)
    shop.addAt('done', `dense-${number}`, seconds('12:00:00') + Math.floor(number / 20))
  const read = new Set<string>()

  for (let run = 0; run < 5; run += 1) {
    const part = await readAll(shop.list, cursor)
    for (const id of part.ids) read.add(id)
    cursor = part.cursor
  }

  expect(read.size).toBe(2001)
})
