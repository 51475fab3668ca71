import { describe, expect, test } from 'vitest'
import { emptySections } from '#domain/inbox-sections.ts'
import { entriesOf } from './list-entries.ts'
import type { Row } from './use-shown-list.ts'

test('everything is done only where nothing is left out', () => {
  expect(kinds({ narrowed: false })).toContain('done')
  expect(kinds({ narrowed: true })).not.toContain('done')
})

test('where a channel was never read nothing is done and nothing is all', () => {
  expect(kinds({ narrowed: false, isPartial: true })).toEqual(['section', 'row', 'awaited'])
})

test('what is answered on this device stays in its place and waits in no number', () => {
  const rows = [item('a'), item('b')]
  const entries = entriesOf({
    ...shown,
    sections: { ...emptySections<Row>(), urgent: { rows, total: 2, answering: 0, next: null } },
    answering: new Set(['a']),
  })

  expect(entries.map((entry) => (entry.kind === 'section' ? entry.total : entry.kind))).toEqual([
    1,
    'row',
    'row',
    'end',
  ])
})

test.each([
  ['the server has the answer and the totals do not know of it', 2, ['a']],
  ['the totals know of it and the row still stands there', 1, []],
])('%s: it waits in no number', (_, total, answering) => {
  const rows = [item('a', { needsResponse: false }), item('b', { needsResponse: true })]
  const sections = { ...emptySections<Row>(), urgent: { rows, total, answering: 0, next: null } }

  const [heading] = entriesOf({ ...shown, sections, answering: new Set(answering) })

  expect(heading).toMatchObject({ kind: 'section', total: 1 })
})

test('what an answer is on its way to on the server waits in no number, on the screen or beyond it', () => {
  const answering = item('a', { needsResponse: false, answeringSince: '2026-03-04T09:00:00Z' })
  const rows = [answering, item('b', { needsResponse: true })]
  const sections = { ...emptySections<Row>(), urgent: { rows, total: 9, answering: 3, next: 'more' } }

  // That it is still known on this device too does not take it off twice.
  const [heading] = entriesOf({ ...shown, sections, answering: new Set(['a']) })

  expect(heading).toMatchObject({ kind: 'section', total: 6 })
})

test('what is answered is counted under its heading and folded away', () => {
  expect(kinds({ narrowed: true, processedOpen: false })).toEqual(['section'])
  expect(kinds({ narrowed: true, processedOpen: true })).toEqual(['section', 'row', 'end'])
})

describe('in an order of choice', () => {
  const old = { id: 'old', rating: 5, occurredAt: '2026-03-01T09:00:00Z' } as Row
  const middle = { id: 'middle', rating: null, occurredAt: '2026-03-02T09:00:00Z' } as Row
  const fresh = { id: 'fresh', rating: 1, occurredAt: '2026-03-03T09:00:00Z' } as Row
  const sections = {
    urgent: { rows: [middle], total: 1, answering: 0, next: null },
    waiting: { rows: [fresh], total: 1, answering: 0, next: null },
    processed: { rows: [old], total: 1, answering: 0, next: null },
  }

  test.each([
    ['newest', ['fresh', 'middle', 'old']],
    ['oldest', ['old', 'middle', 'fresh']],
    ['lowest_rating', ['fresh', 'old', 'middle']],
  ] as const)('%s: everything stands in one list under the name of the order', (order, expected) => {
    const [heading, ...entries] = entriesOf({ ...shown, order, sections })

    expect(heading).toMatchObject({ kind: 'order', order, total: 3 })
    expect(entries.map(({ key }) => key)).toEqual([...expected, 'end'])
    expect(entries[2]).toMatchObject({ position: 3, size: 3 })
  })

  test('a status holds what it holds', () => {
    const keys = (status: 'urgent' | 'waiting' | 'processed') =>
      entriesOf({ ...shown, order: 'oldest', sections, status }).map(({ key }) => key)

    expect(keys('urgent')).toEqual(['order', 'middle', 'end'])
    expect(keys('waiting')).toEqual(['order', 'middle', 'fresh', 'end'])
    expect(keys('processed')).toEqual(['order', 'old', 'end'])
  })

  test('it reaches as far as the section that is loaded the least, and goes on there', () => {
    const partly = { ...sections, urgent: { rows: [middle], total: 9, answering: 0, next: 'after middle' } }

    expect(entriesOf({ ...shown, order: 'newest', sections: partly })).toMatchObject([
      { kind: 'order' },
      { key: 'fresh' },
      { key: 'middle' },
      { kind: 'more', section: 'urgent' },
    ])
  })

  test('a row keeps the place it took, whatever has become of it', () => {
    const moved = {
      ...sections,
      processed: { rows: [{ ...old, occurredAt: '2026-03-04T09:00:00Z' }], total: 1, answering: 0, next: null },
    }

    expect(
      entriesOf({ ...shown, order: 'newest', sections: moved, standing: new Map([['old', old]]) }).map(
        ({ key }) => key,
      ),
    ).toEqual(['order', 'fresh', 'middle', 'old', 'end'])
  })
})

const shown = {
  status: null,
  narrowed: false,
  isPartial: false,
  answering: new Set<string>(),
  processedOpen: true,
  order: 'urgency',
  standing: new Map<string, Row>(),
  pages: { urgent: 'ready', waiting: 'ready', processed: 'ready' },
} as const

const item = (id: string, signs: Partial<Row> = {}) => ({ id, answeringSince: null, ...signs }) as Row

function kinds(change: { narrowed: boolean; isPartial?: boolean; processedOpen?: boolean }) {
  const answered = { rows: [item('a')], total: 1, answering: 0, next: null }

  return entriesOf({ ...shown, ...change, sections: { ...emptySections<Row>(), processed: answered } }).map(
    ({ kind }) => kind,
  )
}
