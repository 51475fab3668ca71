import type { InboxStatus } from '#domain/inbox-query.ts'
import { type SectionName, type Sections, sectionNames } from '#domain/inbox-sections.ts'
import type { Row } from './use-inbox.ts'

type PageState = 'ready' | 'loading' | 'failed'

/** One line of the list as it is drawn: sections one under the other, so that one list scrolls. */
export type Entry =
  | { kind: 'section'; key: string; section: SectionName; total: number; open: boolean }
  | { kind: 'row'; key: string; row: Row; position: number; size: number }
  | { kind: 'more'; key: string; section: SectionName; state: PageState }
  | { kind: 'done'; key: string }
  | { kind: 'end'; key: string }
  /** The list ends here, and some channels were never read: what they hold is not in it. */
  | { kind: 'awaited'; key: string }

type Shown = {
  sections: Sections<Row>
  status: InboxStatus | null
  /** A channel or a search leaves items out: then it is not known whether everything is done. */
  narrowed: boolean
  /** Some channels were never read: then there may be more than anybody knows. */
  isPartial: boolean
  /** Items that are answered and still in the totals: they stay where they are, and wait in no number. */
  answering: ReadonlySet<string>
  processedOpen: boolean
  pages: Record<SectionName, PageState>
}

export function entriesOf({ sections, status, narrowed, isPartial, answering, processedOpen, pages }: Shown): Entry[] {
  const names = visibleSections[status ?? 'all']
  const size = names.reduce((sum, name) => sum + sections[name].total, 0)
  const entries: Entry[] = []
  let position = 0

  const nothingWaits = status === null && sections.urgent.total + sections.waiting.total === 0
  if (nothingWaits && !narrowed && !isPartial) entries.push({ kind: 'done', key: 'done' })

  for (const name of names) {
    const { rows, total, next } = sections[name]
    if (rows.length === 0) continue

    const open = name !== 'processed' || processedOpen || status === 'processed'
    const known = name === 'processed' ? Math.max(total, rows.length) : waitingIn(sections[name], answering)
    entries.push({ kind: 'section', key: name, section: name, total: known, open })
    if (!open) continue

    for (const row of rows) entries.push({ kind: 'row', key: row.id, row, position: ++position, size })
    if (next !== null) entries.push({ kind: 'more', key: `more-${name}`, section: name, state: pages[name] })
  }

  const last = names.at(-1)
  if (last && position > 0 && sections[last].next === null && entries.at(-1)?.kind === 'row') {
    entries.push(isPartial ? { kind: 'awaited', key: 'awaited' } : { kind: 'end', key: 'end' })
  }
  return entries
}

/** How many of a section wait, on the screen and beyond it. An answered row stays on the screen for a while and is no longer one. */
function waitingIn({ rows, total }: Sections<Row>[SectionName], answering: ReadonlySet<string>): number {
  const onScreen = rows.filter(({ id, needsResponse }) => needsResponse && !answering.has(id)).length
  const uncounted = rows.filter(({ id }) => answering.has(id)).length
  return Math.max(total - uncounted, onScreen)
}

const visibleSections: Record<InboxStatus | 'all', readonly SectionName[]> = {
  all: sectionNames,
  urgent: ['urgent'],
  waiting: ['urgent', 'waiting'],
  processed: ['processed'],
}
