import { comparisons, type InboxOrder, type Ordered } from './inbox-order.ts'
import { isUrgent, type Pressing } from './urgency.ts'

export const sectionNames = ['urgent', 'waiting', 'processed'] as const
export type SectionName = (typeof sectionNames)[number]

export type Section<Row> = {
  rows: readonly Row[]
  /** How many there are on the server, loaded or not. */
  total: number
  /** How many of them an answer is on its way to: they wait in no number (ui 8.2). */
  answering: number
  /** Where the next page starts; null when everything is loaded. */
  next: string | null
}

export type Sections<Row> = Record<SectionName, Section<Row>>

/** Where an item stands. Until the marketplace has taken its answer it stays where it was when that was given (ui 8.2). */
export function sectionOf(row: Pressing, now: number): SectionName {
  const { needsResponse, answeringSince } = row
  if (answeringSince !== null) return openSectionOf({ ...row, needsResponse: true }, Date.parse(answeringSince))

  return needsResponse ? openSectionOf(row, now) : 'processed'
}

const openSectionOf = (row: Pressing, at: number) => (isUrgent(row, at) ? 'urgent' : 'waiting')

/** A changed item stays where the eye has it; only what it says is new. */
export function patched<Row extends Ordered>(sections: Sections<Row>, row: Row): Sections<Row> {
  return mapSections(sections, (section) => {
    const index = section.rows.findIndex(({ id }) => id === row.id)
    const known = section.rows[index]
    if (!known || alike(known, row)) return section

    const answering = section.answering - countedIn(known) + countedIn(row)
    return { ...section, answering, rows: section.rows.with(index, row) }
  })
}

/** The item where it belongs now: out of its old section, into the right place of the new one. */
export function placed<Row extends Ordered>(
  sections: Sections<Row>,
  row: Row,
  now: number,
  order: InboxOrder = 'urgency',
): Sections<Row> {
  const home = sectionOf(row, now)
  const without = mapSections(sections, (section) => withoutRow(section, row.id))

  return { ...without, [home]: withRow(without[home], row, comesAfterIn(home, order)) }
}

/** A fresh first page over what is loaded. Rows of later pages stay if they still come after it. */
export function refreshed<Row extends Ordered>(
  known: Sections<Row>,
  fresh: Sections<Row>,
  now: number,
  order: InboxOrder = 'urgency',
): Sections<Row> {
  return mapSections(fresh, (page, name) => {
    const old = known[name]
    const rows = withKnown(page.rows, old.rows)
    if (page.next === null) return sameRows(old, { ...page, rows })

    const inFresh = new Set(sectionNames.flatMap((each) => fresh[each].rows.map(({ id }) => id)))
    const last = page.rows.at(-1)
    const comesAfter = comesAfterIn(name, order)
    const later = old.rows.filter(
      (row) => !inFresh.has(row.id) && sectionOf(row, now) === name && last !== undefined && comesAfter(row, last),
    )
    if (later.length === 0) return sameRows(old, { ...page, rows })

    return sameRows(old, { ...page, rows: [...rows, ...later], next: old.next })
  })
}

/** A fresh first page instead of everything that is known. */
export function replaced<Row extends Ordered>(known: Sections<Row>, fresh: Sections<Row>): Sections<Row> {
  return mapSections(fresh, (page, name) =>
    sameRows(known[name], { ...page, rows: withKnown(page.rows, known[name].rows) }),
  )
}

/** One more page at the end. What moved up meanwhile is not shown twice. */
export function extended<Row extends Ordered>(section: Section<Row>, page: Section<Row>): Section<Row> {
  const known = new Set(section.rows.map(({ id }) => id))

  return { ...page, rows: [...section.rows, ...page.rows.filter(({ id }) => !known.has(id))] }
}

/** What waits behind the pill: items to answer that are not on the screen yet. */
export function arrivals<Row extends Ordered>(
  shown: Sections<Row>,
  latest: Sections<Row>,
  order: InboxOrder = 'urgency',
): number {
  const visible = new Set(sectionNames.flatMap((name) => shown[name].rows.map(({ id }) => id)))
  const later = (row: Row, name: SectionName) => {
    const last = shown[name].rows.at(-1)
    return shown[name].next !== null && last !== undefined && comesAfterIn(name, order)(row, last)
  }

  return (['urgent', 'waiting'] as const).reduce(
    (count, name) =>
      count + latest[name].rows.filter((row) => row.needsResponse && !visible.has(row.id) && !later(row, name)).length,
    0,
  )
}

/** Rows on the screen whose place is elsewhere by now: they leave at the next merge. */
export function leaving<Row extends Ordered>(shown: Sections<Row>, latest: Sections<Row>): ReadonlySet<string> {
  const home = new Map(sectionNames.flatMap((name) => latest[name].rows.map((row) => [row.id, name] as const)))

  return new Set(
    sectionNames.flatMap((name) => shown[name].rows.filter((row) => home.get(row.id) !== name).map(({ id }) => id)),
  )
}

export function emptySections<Row>(): Sections<Row> {
  const empty: Section<Row> = { rows: [], total: 0, answering: 0, next: null }
  return { urgent: empty, waiting: empty, processed: empty }
}

function withoutRow<Row extends Ordered>(section: Section<Row>, id: string): Section<Row> {
  const row = section.rows.find((one) => one.id === id)
  if (!row) return section

  const rows = section.rows.filter((one) => one !== row)
  return { ...section, rows, total: section.total - 1, answering: section.answering - countedIn(row) }
}

function withRow<Row extends Ordered>(section: Section<Row>, row: Row, comesAfter: ComesAfter): Section<Row> {
  const index = section.rows.findIndex((one) => comesAfter(one, row))
  const more = { ...section, total: section.total + 1, answering: section.answering + countedIn(row) }
  if (index >= 0) return { ...more, rows: section.rows.toSpliced(index, 0, row) }

  // Behind the loaded part: it comes with its page.
  return section.next === null ? { ...more, rows: [...section.rows, row] } : more
}

/** What it adds to the number of those whose answer is on its way. */
const countedIn = ({ answeringSince }: Ordered) => (answeringSince === null ? 0 : 1)

type ComesAfter = (a: Ordered, b: Ordered) => boolean

/** Whether one comes after the other there. What is answered has no urgency: the newest comes first. */
function comesAfterIn(name: SectionName, order: InboxOrder): ComesAfter {
  if (name === 'processed' && order === 'urgency') {
    return (a, b) => Date.parse(a.occurredAt) < Date.parse(b.occurredAt)
  }
  return (a, b) => comparisons[order](a, b) > 0
}

function mapSections<Row>(
  sections: Sections<Row>,
  change: (section: Section<Row>, name: SectionName) => Section<Row>,
): Sections<Row> {
  return {
    urgent: change(sections.urgent, 'urgent'),
    waiting: change(sections.waiting, 'waiting'),
    processed: change(sections.processed, 'processed'),
  }
}

const withKnown = <Row extends Ordered>(rows: readonly Row[], known: readonly Row[]): Row[] =>
  rows.map((row) => known.find((one) => one.id === row.id && alike(one, row)) ?? row)

// The same object again when nothing changed, so that nothing is drawn again.
function sameRows<Row>(old: Section<Row>, section: Section<Row>): Section<Row> {
  const unchanged =
    old.rows.length === section.rows.length && old.rows.every((row, index) => row === section.rows[index])

  return unchanged ? { ...section, rows: old.rows } : section
}

const alike = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
