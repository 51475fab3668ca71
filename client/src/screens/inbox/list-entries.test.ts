import { expect, test } from 'vitest'
import { emptySections } from '#domain/inbox-sections.ts'
import { entriesOf } from './list-entries.ts'
import type { Row } from './use-inbox.ts'

test('everything is done only where nothing is left out', () => {
  expect(kinds({ narrowed: false })).toContain('done')
  expect(kinds({ narrowed: true })).not.toContain('done')
})

test('where a channel was never read nothing is done and nothing is all', () => {
  expect(kinds({ narrowed: false, isPartial: true })).toEqual(['section', 'row', 'awaited'])
})

test('what is answered on this device stays in its place and waits in no number', () => {
  const rows = [{ id: 'a' } as Row, { id: 'b' } as Row]
  const entries = entriesOf({
    ...shown,
    sections: { ...emptySections<Row>(), urgent: { rows, total: 2, next: null } },
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
  const rows = [{ id: 'a', needsResponse: false } as Row, { id: 'b', needsResponse: true } as Row]
  const sections = { ...emptySections<Row>(), urgent: { rows, total, next: null } }

  const [heading] = entriesOf({ ...shown, sections, answering: new Set(answering) })

  expect(heading).toMatchObject({ kind: 'section', total: 1 })
})

test('what is answered is counted under its heading and folded away', () => {
  expect(kinds({ narrowed: true, processedOpen: false })).toEqual(['section'])
  expect(kinds({ narrowed: true, processedOpen: true })).toEqual(['section', 'row', 'end'])
})

const shown = {
  status: null,
  narrowed: false,
  isPartial: false,
  answering: new Set<string>(),
  processedOpen: true,
  pages: { urgent: 'ready', waiting: 'ready', processed: 'ready' },
} as const

function kinds(change: { narrowed: boolean; isPartial?: boolean; processedOpen?: boolean }) {
  const answered = { rows: [{ id: 'a' } as Row], total: 1, next: null }

  return entriesOf({ ...shown, ...change, sections: { ...emptySections<Row>(), processed: answered } }).map(
    ({ kind }) => kind,
  )
}
