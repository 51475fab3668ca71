import { comparisons, type InboxOrder } from '#domain/inbox-order.ts'
import type { InboxStatus } from '#domain/inbox-query.ts'
import { type SectionName, type Sections, sectionNames } from '#domain/inbox-sections.ts'
import type { Row } from './use-shown-list.ts'

type PageState = 'ready' | 'loading' | 'failed'

/** One line of the list as it is drawn: sections one under the other, or everything in the order asked for, so that one list scrolls. */
export type Entry =
  | { kind: 'section'; key: string; section: SectionName; total: number; open: boolean }
  | { kind: 'order'; key: string; order: InboxOrder; total: number }
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
  order: InboxOrder
  /** The rows as they were when they took their places: an order of choice does not change under the eye. */
  standing: ReadonlyMap<string, Row>
  pages: Record<SectionName, PageState>
}

export function entriesOf(shown: Shown): Entry[] {
  return shown.order === 'urgency' ? inSections(shown) : inOneList(shown)
}

function inSections({ sections, status, narrowed, isPartial, answering, processedOpen, pages }: Shown): Entry[] {
  const names = visibleSections[status ?? 'all']
  const size = names.reduce((sum, name) => sum + sections[name].total, 0)
  const entries: Entry[] = []
  let position = 0

  const nothingWaits = status === null && sections.urgent.total + sections.waiting.total === 0
  if (nothingWaits && !narrowed && !isPartial) entries.push({ kind: 'done', key: 'done' })

  for (const name of names) {
    const { rows, next } = sections[name]
    if (rows.length === 0) continue

    const open = name !== 'processed' || processedOpen || status === 'processed'
    entries.push({ kind: 'section', key: name, section: name, total: totalOf(name, sections[name], answering), open })
    if (!open) continue

    for (const row of rows) entries.push({ kind: 'row', key: row.id, row, position: ++position, size })
    if (next !== null) entries.push({ kind: 'more', key: `more-${name}`, section: name, state: pages[name] })
  }

  const last = names.at(-1)
  if (last && position > 0 && sections[last].next === null && entries.at(-1)?.kind === 'row') {
    entries.push(endOf(isPartial))
  }
  return entries
}

/** The sections as one list. It reaches as far as each of them is loaded: beyond, something of it may be missing. */
function inOneList({ sections, status, isPartial, answering, order, standing, pages }: Shown): Entry[] {
  const names = visibleSections[status ?? 'all']
  const rows = names.flatMap((name) => sections[name].rows)
  if (rows.length === 0) return []

  const standsBefore = (a: Row, b: Row) => comparisons[order](standing.get(a.id) ?? a, standing.get(b.id) ?? b)
  const ends = names.flatMap((name) => {
    const last = sections[name].rows.at(-1)
    return last && sections[name].next !== null ? [{ name, last }] : []
  })
  const [nearest] = ends.toSorted((a, b) => standsBefore(a.last, b.last))
  const known = nearest ? rows.filter((row) => standsBefore(row, nearest.last) <= 0 || row === nearest.last) : rows
  const size = names.reduce((sum, name) => sum + sections[name].total, 0)
  const total = names.reduce((sum, name) => sum + totalOf(name, sections[name], answering), 0)

  return [
    { kind: 'order', key: 'order', order, total },
    ...known
      .toSorted(standsBefore)
      .map((row, index): Entry => ({ kind: 'row', key: row.id, row, position: index + 1, size })),
    nearest
      ? { kind: 'more', key: `more-${nearest.name}`, section: nearest.name, state: pages[nearest.name] }
      : endOf(isPartial),
  ]
}

const endOf = (isPartial: boolean): Entry =>
  isPartial ? { kind: 'awaited', key: 'awaited' } : { kind: 'end', key: 'end' }

function totalOf(name: SectionName, section: Sections<Row>[SectionName], answering: ReadonlySet<string>): number {
  return name === 'processed' ? Math.max(section.total, section.rows.length) : waitingIn(section, answering)
}

/**
 * How many of a section wait, on the screen and beyond it. An answered row stays on the screen for a while and is no longer one, and
 * neither is one whose answer is on its way, on this device or on the server (ui 8.2).
 */
function waitingIn(section: Sections<Row>[SectionName], answering: ReadonlySet<string>): number {
  const { rows, total } = section
  const onScreen = rows.filter(({ id, needsResponse }) => needsResponse && !answering.has(id)).length
  const uncounted = rows.filter(({ id, answeringSince }) => answeringSince === null && answering.has(id)).length
  return Math.max(total - section.answering - uncounted, onScreen)
}

const visibleSections: Record<InboxStatus | 'all', readonly SectionName[]> = {
  all: sectionNames,
  urgent: ['urgent'],
  waiting: ['urgent', 'waiting'],
  processed: ['processed'],
}
