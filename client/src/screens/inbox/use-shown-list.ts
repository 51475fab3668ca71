import { computed, onScopeDispose, shallowRef } from 'vue'
import type { InboxOrder } from '#domain/inbox-order.ts'
import {
  arrivals,
  emptySections,
  extended,
  leaving,
  patched,
  placed,
  type Section,
  type SectionName,
  type Sections,
  sectionNames,
  sectionOf,
} from '#domain/inbox-sections.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { serverNow } from '#stores/clock.ts'

export type Row = LiveInteractionFragment

/** An answered row stays under the finger this long (ui 7.5.3). */
const LEAVES_AFTER_MS = 4_000

/**
 * What is on the screen, and what the latest truth is. They differ while the list must not move (ui 7.5.4); `mayMove` says whether
 * it may.
 */
export function useShownList(order: () => InboxOrder, mayMove: () => boolean) {
  const shown = shallowRef(emptySections<Row>())
  const latest = shallowRef(emptySections<Row>())
  /** The rows as they were when they took their places on the screen; what they say may have changed since. */
  const standing = shallowRef<ReadonlyMap<string, Row>>(new Map())
  /** New items since the last merge, also those whose place is behind the loaded part. */
  const newcomers = shallowRef<ReadonlySet<string>>(new Set())
  const waitingBehindPill = computed(() => {
    const loaded = new Set(sectionNames.flatMap((name) => latest.value[name].rows.map(({ id }) => id)))
    const beyond = [...newcomers.value].filter((id) => !loaded.has(id)).length

    return arrivals(shown.value, latest.value, order()) + beyond
  })

  const leavingSince = new Map<string, number>()
  let departure: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(departure))

  function clear() {
    shown.value = latest.value = emptySections()
    newcomers.value = new Set()
  }

  function noteNewcomer(id: string) {
    newcomers.value = new Set(newcomers.value).add(id)
  }

  /** What a row says changes where it stands. */
  function patch(row: Row) {
    shown.value = patched(shown.value, row)
  }

  /** The truth about a row changes; the screen follows when it settles. */
  function place(row: Row) {
    latest.value = placed(latest.value, row, time(), order())
  }

  /** Nobody tells the phone that a deadline has passed. */
  function becomeOverdue() {
    for (const row of latest.value.waiting.rows.filter((one) => sectionOf(one, time()) === 'urgent')) place(row)
    settle()
  }

  /** More rows at the end of a section. */
  function extend(name: SectionName, page: Section<Row>) {
    latest.value = { ...latest.value, [name]: extended(latest.value[name], page) }
    shown.value = { ...shown.value, [name]: extended(shown.value[name], page) }
    standing.value = withPlaces(standing.value, page.rows)
  }

  function count(totals: Numbers) {
    shown.value = withTotals(shown.value, totals)
    latest.value = withTotals(latest.value, totals)
  }

  /** Brings the screen up to the truth as far as the list may move now. */
  function settle() {
    clearTimeout(departure)
    const going = leaving(shown.value, latest.value)
    for (const id of going) if (!leavingSince.has(id)) leavingSince.set(id, Date.now())
    for (const id of leavingSince.keys()) if (!going.has(id)) leavingSince.delete(id)

    const youngest = Math.max(0, ...leavingSince.values())
    const rest = youngest === 0 ? 0 : youngest + LEAVES_AFTER_MS - Date.now()
    if (rest > 0) {
      departure = setTimeout(settle, rest)
      return
    }
    if (mayMove()) merge()
    else dropAnswered()
  }

  /** The screen shows the truth, wherever its rows have to go. */
  function merge() {
    leavingSince.clear()
    newcomers.value = new Set()
    shown.value = latest.value
    standing.value = withPlaces(
      new Map(),
      sectionNames.flatMap((name) => latest.value[name].rows),
    )
  }

  /** Answered rows give way even in the middle of the list; everything else waits for the pill. In one list they keep their place. */
  function dropAnswered() {
    if (order() !== 'urgency') {
      const processed = latest.value.processed.rows.filter(({ id }) => standing.value.has(id))
      for (const row of processed)
        if (!holds(shown.value.processed, row)) shown.value = placed(shown.value, row, time(), order())
      return
    }
    const answered = new Set(latest.value.processed.rows.map(({ id }) => id))
    for (const name of ['urgent', 'waiting'] as const) {
      const section = shown.value[name]
      const rows = section.rows.filter(({ id }) => !answered.has(id))
      if (rows.length < section.rows.length) {
        const { total, answering } = latest.value[name]
        shown.value = { ...shown.value, [name]: { ...section, rows, total, answering } }
      }
    }
  }

  return {
    shown,
    latest,
    standing,
    waitingBehindPill,
    clear,
    noteNewcomer,
    patch,
    place,
    becomeOverdue,
    extend,
    count,
    settle,
    merge,
  }
}

const time = () => serverNow().getTime()

function withPlaces(standing: ReadonlyMap<string, Row>, rows: readonly Row[]): ReadonlyMap<string, Row> {
  const added = rows.filter(({ id }) => !standing.has(id))
  return added.length === 0 ? standing : new Map([...standing, ...added.map((row) => [row.id, row] as const)])
}

const holds = ({ rows }: Section<Row>, { id }: Row) => rows.some((row) => row.id === id)

type Numbers = Record<SectionName, Pick<Section<Row>, 'total' | 'answering'>>

function withTotals(sections: Sections<Row>, numbers: Numbers): Sections<Row> {
  const isTold = (name: SectionName) =>
    sections[name].total === numbers[name].total && sections[name].answering === numbers[name].answering
  if (sectionNames.every(isTold)) return sections

  const told = { ...sections }
  for (const name of sectionNames) told[name] = { ...sections[name], ...numbers[name] }
  return told
}
