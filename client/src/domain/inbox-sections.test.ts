import { expect, test } from 'vitest'
import type { InboxOrder, Ordered } from './inbox-order.ts'
import {
  arrivals,
  emptySections,
  extended,
  leaving,
  patched,
  placed,
  refreshed,
  type Sections,
  sectionNames,
  sectionOf,
} from './inbox-sections.ts'

const now = Date.parse('2026-03-04T12:00:00Z')
const early = Date.parse('2026-03-04T08:00:00Z')

test('a new item is put where urgency wants it, and counted', () => {
  const inbox = sections({ waiting: [row('a', { due: '13:30' }), row('c', { due: '15:00' })] })

  const next = placed(inbox, row('b', { due: '14:00' }), now)

  expect(ids(next)).toEqual({ urgent: [], waiting: ['a', 'b', 'c'], processed: [] })
  expect(next.waiting.total).toBe(3)
})

test('an overdue item goes to the urgent section', () => {
  expect(ids(placed(emptySections(), row('late', { due: '11:59' }), now)).urgent).toEqual(['late'])
})

test('an item behind the loaded part is counted, but comes with its page', () => {
  const inbox = sections({ waiting: [row('a', { due: '13:30' })] })
  inbox.waiting = { ...inbox.waiting, next: 'cursor', total: 40 }

  const next = placed(inbox, row('z', { due: '20:00' }), now)

  expect(ids(next).waiting).toEqual(['a'])
  expect(next.waiting.total).toBe(41)
})

test('an answered item stays in its place until the merge, with its new words', () => {
  const shown = sections({ waiting: [row('a'), row('b')] })
  const answered = { ...row('a'), needsResponse: false }

  const patchedRows = patched(shown, answered)

  expect(ids(patchedRows).waiting).toEqual(['a', 'b'])
  expect(patchedRows.waiting.rows[0]).toBe(answered)
  expect(patchedRows.waiting.rows[1]).toBe(shown.waiting.rows[1])
  expect(leaving(patchedRows, placed(shown, answered, now))).toEqual(new Set(['a']))
})

test('the same words again change nothing at all', () => {
  const shown = sections({ waiting: [row('a')] })

  expect(patched(shown, row('a')).waiting).toBe(shown.waiting)
})

test('a refresh keeps the rows that did not change and the pages loaded after them', () => {
  const known = sections({
    waiting: [row('a', { due: '13:30' }), row('b', { due: '14:00' }), row('c', { due: '15:00' })],
  })
  known.waiting = { ...known.waiting, next: 'after c', total: 9 }
  const fresh = sections({ waiting: [row('new', { due: '13:20' }), row('a', { due: '13:30' })] })
  fresh.waiting = { ...fresh.waiting, next: 'after a', total: 10 }

  const next = refreshed(known, fresh, now)

  expect(ids(next).waiting).toEqual(['new', 'a', 'b', 'c'])
  expect(next.waiting.rows[1]).toBe(known.waiting.rows[0])
  expect(next.waiting).toMatchObject({ next: 'after c', total: 10 })
})

test('a refresh forgets what is no longer there', () => {
  const known = sections({
    waiting: [row('a', { due: '13:30' }), row('gone', { due: '14:00' }), row('c', { due: '15:00' })],
  })
  const fresh = sections({ waiting: [row('a', { due: '13:30' }), row('c', { due: '15:00' })] })

  expect(ids(refreshed(known, fresh, now)).waiting).toEqual(['a', 'c'])
})

test('what moved up between two pages is not shown twice', () => {
  const first = sections({ waiting: [row('a'), row('b')] }).waiting
  const second = { rows: [row('b'), row('c')], total: 3, answering: 0, next: null }

  expect(extended(first, second).rows.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('the pill counts what came and is not on the screen, not what merely moved or is pages away', () => {
  const shown = sections({ waiting: [row('a', { due: '13:30' }), row('b', { due: '14:00' })] })
  shown.waiting = { ...shown.waiting, next: 'after b' }
  let latest = placed(shown, row('new', { due: '13:40' }), now)
  latest = placed(latest, row('a', { due: '11:00' }), now)
  latest = placed(latest, row('far', { due: '23:00' }), now)

  expect(arrivals(shown, latest)).toBe(1)
})

test.each([
  ['urgent', { priority: 'URGENT' }],
  ['urgent', { slaDueAt: '2026-03-04T09:30:00Z' }],
  ['waiting', { slaDueAt: '2026-03-04T10:30:00Z' }],
  ['waiting', {}],
] as const)('%s: it stays there while its answer is on its way, whatever the clock says: %o', (home, signs) => {
  const answering = { ...row('a'), ...signs, needsResponse: false, answeringSince: '2026-03-04T10:00:00Z' }

  expect(sectionOf(answering, Date.parse('2026-03-04T12:00:00Z'))).toBe(home)
  expect(sectionOf({ ...answering, answeringSince: null }, now)).toBe('processed')
})

test('it keeps its place among its neighbours and is counted as on its way until it is processed', () => {
  const [a, b, c] = [row('a', { due: '10:00' }), row('b', { due: '11:00' }), row('c', { due: '12:00' })]
  const answering = { ...b, needsResponse: false, answeringSince: '2026-03-04T08:00:00Z' }
  const accepted = { ...b, needsResponse: false, priority: 'LOW' as const, slaDueAt: null }

  const meanwhile = placed(sections({ waiting: [a, b, c] }), answering, early)
  const after = placed(meanwhile, accepted, early)

  expect(ids(meanwhile)).toEqual({ urgent: [], waiting: ['a', 'b', 'c'], processed: [] })
  expect(meanwhile.waiting).toMatchObject({ total: 3, answering: 1 })
  expect(patched(sections({ waiting: [a, b, c] }), answering).waiting).toMatchObject({ total: 3, answering: 1 })
  expect(ids(after)).toEqual({ urgent: [], waiting: ['a', 'c'], processed: ['b'] })
  expect(after.waiting).toMatchObject({ total: 2, answering: 0 })
})

test('what somebody else is answering is no newcomer', () => {
  const answering = { ...row('a'), needsResponse: false, answeringSince: '2026-03-04T10:00:00Z' }

  expect(arrivals(emptySections<Ordered>(), sections({ waiting: [answering] }))).toBe(0)
})

test.each<[InboxOrder, string[]]>([
  ['newest', ['f', 'e', 'd']],
  ['oldest', ['d', 'e', 'f']],
  ['lowest_rating', ['e', 'f', 'd']],
])('%s: a new item is put where the order of choice wants it', (order, expected) => {
  const [d, e, f] = [row('d'), { ...row('e'), rating: 1 }, row('f')]
  const before = [d, f].toSorted((one, other) => expected.indexOf(one.id) - expected.indexOf(other.id))

  expect(ids(placed(sections({ waiting: before }), e, now, order)).waiting).toEqual(expected)
})

function ids(from: Sections<Ordered>) {
  return Object.fromEntries(sectionNames.map((name) => [name, from[name].rows.map(({ id }) => id)]))
}

function sections(rows: { [Name in keyof Sections<Ordered>]?: Ordered[] }): Sections<Ordered> {
  const made = emptySections<Ordered>()
  for (const name of sectionNames) {
    const own = rows[name] ?? []
    made[name] = { rows: own, total: own.length, answering: 0, next: null }
  }
  return made
}

function row(id: string, { due }: { due?: string } = {}): Ordered {
  return {
    id,
    needsResponse: true,
    priority: 'NORMAL',
    rating: null,
    slaDueAt: due ? `2026-03-04T${due}:00Z` : null,
    answeringSince: null,
    occurredAt: `2026-03-04T09:00:0${id.charCodeAt(0) % 10}Z`,
  }
}
