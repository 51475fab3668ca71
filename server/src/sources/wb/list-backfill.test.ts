import { expect, test } from 'vitest'
import { NotExecuted, OutcomeUnknown } from '#sources/errors.ts'
import { readAll, seconds, shopWith } from '../../../testkit/list.ts'
import { backfillPages } from './list-backfill.ts'

test('what the first pass left is read to the first item ever, the newest first, and told truthfully', async () => {
  const shop = shopWith({ waiting: 2, done: 2600 })
  const first = await readAll(shop.list, null)

  const past = await readAll(shop.list, first.cursor, 1000, backfillPages)

  expect(new Set([...first.ids, ...past.ids].filter((id) => id.startsWith('done'))).size).toBe(2600)
  expect(past.ids.at(-1)).toBe('done-0')
  expect(first.pages.at(-1)?.backfill).toMatchObject({ done: 1585, expected: 2600, isOver: false })
  expect(past.pages[0]?.backfill).toMatchObject({ done: 1685, expected: 2600, isOver: false })
  expect(past.pages.at(-1)?.backfill).toEqual({ done: 2600, expected: 2600, isOver: true })
})

test('of all that is younger than where the walk has come, nothing is left to read', async () => {
  const shop = shopWith({ waiting: 2, done: 2600 })
  const first = await readAll(shop.list, null)
  const reachedAt = first.pages.at(-1)?.backfill?.reachedAt

  const past = await readAll(shop.list, first.cursor, 1000, backfillPages)

  const unread = past.pages.flatMap(({ items }) => items).filter(({ externalId }) => !first.ids.includes(externalId))
  expect(unread.length).toBeGreaterThan(900)
  expect(reachedAt).toBeInstanceOf(Date)
  expect(unread.filter(({ occurredAt }) => occurredAt && reachedAt && occurredAt > reachedAt)).toEqual([])
})

test('a list that the first pass read to its end has no past left', async () => {
  const shop = shopWith({ waiting: 2, done: 300 })

  const { cursor, pages } = await readAll(shop.list, null)

  expect(pages.at(-1)?.backfill).toEqual({ done: 300, expected: 300, isOver: true })
  expect((await readAll(shop.list, cursor, 1000, backfillPages)).pages).toEqual([])
})

test('a walk that is cut after any page goes on from there, while looks for news come between', async () => {
  const shop = shopWith({ waiting: 0, done: 2400 })
  const read = new Set<string>()
  let cursor: unknown = null

  for (let run = 0; run < 20; run += 1) {
    shop.addAt('done', `new-${run}`, seconds('23:00:00') + run)
    for (const walk of [undefined, backfillPages]) {
      const part = await readAll(shop.list, cursor, walk ? 1 : 1000, walk)
      for (const id of part.ids) read.add(id)
      cursor = part.cursor
    }
  }

  expect(read.size).toBe(2400 + 20)
})

test('every page of the past begins where the one before ended, and none skips further than the marketplace reaches', async () => {
  const shop = shopWith({ waiting: 0, done: 0 }, { pastTake: 100, reach: 250 })
  for (let number = 0; number < 900; number += 1) shop.addAt('done', `old-${number}`, seconds('01:00:00') + number)
  for (let number = 0; number < 400; number += 1) shop.add('done', `same-${number}`, '00:30:00')
  shop.add('done', 'the very first', '00:10:00')

  const { ids } = await readAll(shop.list, null, 1000, backfillPages)

  expect(new Set(ids.filter((id) => id.startsWith('old'))).size).toBe(900)
  expect(ids).toContain('the very first')
  expect(Math.max(...shop.asked.map(({ skip }) => skip))).toBeLessThanOrEqual(150)
})

test('a page that is too much for the marketplace is asked for again, half as large', async () => {
  const shop = shopWith({ waiting: 0, done: 900 }, { pastTake: 800 })
  let cursor: unknown = null
  for (let attempt = 0; attempt < 2; attempt += 1) {
    shop.failDone(() => new OutcomeUnknown('504'))
    cursor = (await readAll(shop.list, cursor, 1000, backfillPages)).cursor
  }
  shop.failDone(null)

  const { ids } = await readAll(shop.list, cursor, 1000, backfillPages)

  expect(shop.asked.map(({ take }) => take).slice(0, 3)).toEqual([800, 400, 200])
  expect(new Set(ids).size).toBe(900)
})

test('a budget that is spent loses no place', async () => {
  const shop = shopWith({ waiting: 0, done: 500 })
  const begun = await readAll(shop.list, null, 2, backfillPages)
  shop.failDone(() => new NotExecuted('rate_limit', null, 'later'))
  const refused = await readAll(shop.list, begun.cursor, 1000, backfillPages)
  shop.failDone(null)

  const rest = await readAll(shop.list, refused.cursor, 1000, backfillPages)

  expect(refused.pages).toEqual([])
  expect(new Set([...begun.ids, ...rest.ids]).size).toBe(500)
})

test('where the archive shows more than the lists, it is read too, and says nothing about what is known', async () => {
  const shop = shopWith({ waiting: 0, done: 150 })
  shop.archive('put away', '00:20:00')
  const { cursor } = await readAll(shop.list, null)

  const { pages, ids } = await readAll(shop.list, cursor, 1000, backfillPages)

  expect(ids).toContain('put away')
  expect(pages.every(({ onlyUnknown }) => onlyUnknown)).toBe(true)
  expect(pages.at(-1)?.backfill).toMatchObject({ isOver: true })
})

test('a cursor from before there was a backfill walks the whole past', async () => {
  const shop = shopWith({ waiting: 0, done: 250 })
  const former = { step: 'sweep', place: null, read: 0, newest: null, watermarks: { answered: 1, unanswered: 1 } }

  const { ids, pages } = await readAll(shop.list, former, 1000, backfillPages)

  expect(new Set(ids).size).toBe(250)
  expect(pages[0]?.backfill).toMatchObject({ expected: 250 })
})

test('nobody but the past waits for these pages', async () => {
  const shop = shopWith({ waiting: 0, done: 250 })
  await readAll(shop.list, null, 1000, backfillPages)

  expect(new Set(shop.asked.map(({ lane }) => lane))).toEqual(new Set(['backfill']))
})
