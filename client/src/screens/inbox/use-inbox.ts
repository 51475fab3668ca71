import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { onInteractionChanged } from '#api/changed.ts'
import { client } from '#api/client.ts'
import { type InboxEvent, onInboxEvent, onInboxGap } from '#api/live.ts'
import { shapeOf } from '#api/shape.ts'
import { activeFilters, type InboxFilters, serverFilter } from '#domain/inbox-filters.ts'
import type { InboxOrder } from '#domain/inbox-order.ts'
import type { InboxQuery as Question } from '#domain/inbox-query.ts'
import {
  arrivals,
  emptySections,
  extended,
  leaving,
  patched,
  placed,
  refreshed,
  replaced,
  type Section,
  type SectionName,
  type Sections,
  sectionNames,
} from '#domain/inbox-sections.ts'
import { isUrgent } from '#domain/urgency.ts'
import {
  type Channel,
  type FacetCountsFragment,
  InboxDocument,
  InboxPageDocument,
  type InboxQuery,
  type InboxSection,
  InboxTotalsDocument,
  type InteractionFilter,
  type LiveInteractionFragment,
  type SectionPageFragment,
} from '#generated/graphql.ts'
import { keepList, readList } from '#offline/kept-lists.ts'
import { serverNow, useNow } from '#stores/clock.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import { useUncounted } from '#stores/uncounted.ts'

export type Row = LiveInteractionFragment
export type Scope = { channel: Channel | null; search: string | null; order: InboxOrder; filters: InboxFilters }
type PageState = 'ready' | 'loading' | 'failed'
type Kept = { sections: Sections<Row>; counts: FacetCountsFragment }

const FIRST_PAGE = 50
const NEXT_PAGE = 100
/** An answered row stays under the finger this long (ui 7.5.3). */
const LEAVES_AFTER_MS = 4_000
/** Events come in bursts; the numbers are asked again once a burst. */
const BURST_MS = 800
/** What is on the screen is on the device this much later. */
const KEEP_AFTER_MS = 300
/** A list kept by an app that asked for other fields is of no use. */
const SHAPE = shapeOf(InboxDocument)

/**
 * The inbox of one scope: what is on the screen, and what the latest truth is. They differ while the list must not move
 * (ui 7.5.4); `mayMove` says whether it may.
 */
export function useInbox(scope: () => Scope, mayMove: () => boolean) {
  const connection = useConnection()
  const session = useSession()
  const now = useNow()

  const { answering, counting } = useUncounted(planTotals)
  const shown = shallowRef(emptySections<Row>())
  const latest = shallowRef(emptySections<Row>())
  /** The rows as they were when they took their places on the screen; what they say may have changed since. */
  const standing = shallowRef<ReadonlyMap<string, Row>>(new Map())
  const counts = shallowRef<FacetCountsFragment | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const refreshing = ref(false)
  const pages = ref<Record<SectionName, PageState>>({ urgent: 'ready', waiting: 'ready', processed: 'ready' })
  /** New items since the last merge, also those whose place is behind the loaded part. */
  const newcomers = shallowRef<ReadonlySet<string>>(new Set())
  const waitingBehindPill = computed(() => {
    const loaded = new Set(sectionNames.flatMap((name) => latest.value[name].rows.map(({ id }) => id)))
    const beyond = [...newcomers.value].filter((id) => !loaded.has(id)).length

    return arrivals(shown.value, latest.value, scope().order) + beyond
  })

  let reading = { stop: () => {} }
  let planned: ReturnType<typeof setTimeout> | undefined
  let departure: ReturnType<typeof setTimeout> | undefined
  let keeping: ReturnType<typeof setTimeout> | undefined
  /** Where the list on the screen is kept; null for a search, under filters, in an order of choice, and when nobody is signed in. */
  let place: string | null = null
  /** The list comes from the device and the server has not been heard yet. */
  let fromDevice = false
  const leavingSince = new Map<string, number>()

  watch([latest, counts], planKeeping)
  watch(() => JSON.stringify(scope()), open, { immediate: true })
  watch(now, becomeOverdue)
  window.addEventListener('pagehide', keepNow)
  const deaf = [
    onInboxEvent(noteNewcomer),
    onInteractionChanged(change),
    onInboxEvent(planTotals),
    onInboxGap(refresh),
    connection.onBackOnline(refresh),
  ]
  onScopeDispose(() => {
    for (const stop of deaf) stop()
    reading.stop()
    keepNow()
    window.removeEventListener('pagehide', keepNow)
    clearTimeout(planned)
    clearTimeout(departure)
  })

  /** Another scope: its kept list at once if there is one, else skeletons; then the truth. */
  function open() {
    reading.stop()
    keepNow()
    place = placeOf(scope())
    fromDevice = false
    state.value = 'loading'
    shown.value = latest.value = emptySections()
    newcomers.value = new Set()
    pages.value = { urgent: 'ready', waiting: 'ready', processed: 'ready' }
    read(showKept())
  }

  async function showKept(): Promise<void> {
    const asked = place
    const kept = asked && (await readList<Kept>(asked, SHAPE).catch(notKept))
    if (!kept || state.value !== 'loading' || asked !== place) return

    fromDevice = true
    counts.value = kept.counts
    latest.value = kept.sections
    merge()
    state.value = 'ready'
  }

  function refresh() {
    reading.stop()
    read()
  }

  function read(kept = Promise.resolve()) {
    refreshing.value = true
    const counted = counting()
    const { unsubscribe } = client.value
      .query(InboxDocument, { ...filters(), ...sorting(), first: FIRST_PAGE }, { requestPolicy: 'network-only' })
      .subscribe(({ data, stale, operation }) => {
        if (stale) return

        refreshing.value = false
        // Without a network the cache answers with the last first page; the kept list knows more.
        const fromServer = operation.context.requestPolicy !== 'cache-only'
        if (data && fromServer) {
          counted()
          receive(data)
        } else {
          void kept.then(() => settleWithout(data))
        }
        queueMicrotask(() => unsubscribe())
      })
    reading = { stop: unsubscribe }
  }

  function settleWithout(data: InboxQuery | undefined) {
    if (state.value !== 'loading') return

    if (data) receive(data)
    else state.value = 'failed'
  }

  function receive(data: InboxQuery) {
    const fresh: Sections<Row> = {
      urgent: sectionFrom(data.urgent),
      waiting: sectionFrom(data.waiting),
      processed: sectionFrom(data.processed),
    }
    counts.value = data.urgent.counts
    // Nobody told this device what happened behind the first page since it was left.
    latest.value = fromDevice ? replaced(latest.value, fresh) : refreshed(latest.value, fresh, time(), scope().order)
    const first = state.value !== 'ready' || fromDevice
    fromDevice = false

    if (state.value !== 'ready' || (first && mayMove())) {
      state.value = 'ready'
      merge()
      return
    }
    for (const name of sectionNames) for (const row of latest.value[name].rows) shown.value = patched(shown.value, row)
    settle()
  }

  function planKeeping() {
    keeping ??= setTimeout(keepNow, KEEP_AFTER_MS)
  }

  function keepNow() {
    if (keeping === undefined) return
    clearTimeout(keeping)
    keeping = undefined

    if (state.value !== 'ready' || !counts.value || place === null || !session.viewer) return
    const kept: Kept = { sections: latest.value, counts: counts.value }
    void keepList(place, SHAPE, kept).catch(notKept)
  }

  function placeOf({ channel, order, ...rest }: Scope): string | null {
    const viewer = session.viewer?.user.id
    return !isNarrow(rest) && order === 'urgency' && viewer ? `inbox.${viewer}.${channel ?? 'ALL'}` : null
  }

  function noteNewcomer({ type, interaction }: InboxEvent) {
    const { channel, ...rest } = scope()
    if (type !== 'INGESTED' || !interaction?.needsResponse || isNarrow(rest)) return

    if (channel === null || interaction.channel === channel)
      newcomers.value = new Set(newcomers.value).add(interaction.id)
  }

  function change(row: Row) {
    const { channel, order, ...rest } = scope()
    if (channel !== null && row.channel !== channel) return

    const known = sectionNames.some((name) => latest.value[name].rows.some(({ id }) => id === row.id))
    shown.value = patched(shown.value, row)
    if (known || !isNarrow(rest)) latest.value = placed(latest.value, row, time(), order)
    else planRefresh()
    settle()
  }

  /** Nobody tells the phone that a deadline has passed. */
  function becomeOverdue() {
    for (const row of latest.value.waiting.rows.filter((one) => isUrgent(one, time()))) {
      latest.value = placed(latest.value, row, time(), scope().order)
    }
    settle()
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
    const { order } = scope()
    if (order !== 'urgency') {
      const processed = latest.value.processed.rows.filter(({ id }) => standing.value.has(id))
      for (const row of processed)
        if (!holds(shown.value.processed, row)) shown.value = placed(shown.value, row, time(), order)
      return
    }
    const answered = new Set(latest.value.processed.rows.map(({ id }) => id))
    for (const name of ['urgent', 'waiting'] as const) {
      const section = shown.value[name]
      const rows = section.rows.filter(({ id }) => !answered.has(id))
      if (rows.length < section.rows.length) {
        shown.value = { ...shown.value, [name]: { ...section, rows, total: latest.value[name].total } }
      }
    }
  }

  function planTotals() {
    planned ??= setTimeout(readTotals, BURST_MS)
  }

  function planRefresh() {
    clearTimeout(planned)
    planned = setTimeout(() => {
      planned = undefined
      refresh()
    }, BURST_MS)
  }

  async function readTotals() {
    planned = undefined
    const asked = JSON.stringify(scope())
    const counted = counting()
    const { data } = await client.value
      .query(InboxTotalsDocument, filters(), { requestPolicy: 'network-only' })
      .toPromise()
    if (!data || asked !== JSON.stringify(scope())) return

    counted()
    counts.value = data.urgent.counts
    const totals = {
      urgent: data.urgent.totalCount,
      waiting: data.waiting.totalCount,
      processed: data.processed.totalCount,
    }
    shown.value = withTotals(shown.value, totals)
    latest.value = withTotals(latest.value, totals)
    if (shortOfRows(latest.value)) refresh()
  }

  async function loadMore(name: SectionName) {
    const after = shown.value[name].next
    if (after === null || pages.value[name] === 'loading') return

    pages.value = { ...pages.value, [name]: 'loading' }
    const asked = JSON.stringify(scope())
    const { data } = await client.value
      .query(
        InboxPageDocument,
        { filter: filterOf(name), ...sorting(), first: NEXT_PAGE, after },
        { requestPolicy: connection.online ? 'network-only' : 'cache-only' },
      )
      .toPromise()
    if (asked !== JSON.stringify(scope())) return

    pages.value = { ...pages.value, [name]: data ? 'ready' : 'failed' }
    if (!data) return
    const page = sectionFrom(data.interactions)
    latest.value = { ...latest.value, [name]: extended(latest.value[name], page) }
    shown.value = { ...shown.value, [name]: extended(shown.value[name], page) }
    standing.value = withPlaces(standing.value, page.rows)
  }

  function filters() {
    return { urgent: filterOf('urgent'), waiting: filterOf('waiting'), processed: filterOf('processed') }
  }

  function filterOf(name: SectionName): InteractionFilter {
    return { ...filterIn(scope()), section: sectionWord[name] }
  }

  function sorting() {
    const { order } = scope()
    return order === 'urgency' ? {} : { sort: sorts[order] }
  }

  return {
    shown,
    standing,
    latest,
    counts,
    answering,
    state,
    refreshing,
    pages,
    waitingBehindPill,
    settle,
    merge,
    loadMore,
    refresh,
  }
}

/** What of the inbox is read for a question; its status only chooses among the sections. */
export function scopeOf({ channel, search, order, filters }: Question): Scope {
  return { channel, search: search || null, order, filters }
}

/** What a scope asks of the server, but for the section. */
export function filterIn({ channel, search, filters }: Omit<Scope, 'order'>): InteractionFilter {
  return { ...serverFilter(filters, serverNow()), ...(channel && { channel }), ...(search && { search }) }
}

/** Whether an item may be left out of it that nobody has told about. */
const isNarrow = ({ search, filters }: Pick<Scope, 'search' | 'filters'>) =>
  search !== null || activeFilters(filters).length > 0

const time = () => serverNow().getTime()

function notKept(error: unknown) {
  console.warn(error)
  return null
}

const sorts = { newest: 'NEWEST', oldest: 'OLDEST', lowest_rating: 'LOWEST_RATING' } as const

const sectionWord: Record<SectionName, InboxSection> = { urgent: 'URGENT', waiting: 'WAITING', processed: 'PROCESSED' }

function sectionFrom({ edges, pageInfo, totalCount }: SectionPageFragment): Section<Row> {
  return {
    rows: edges.map(({ node }) => node),
    total: totalCount,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  }
}

function withPlaces(standing: ReadonlyMap<string, Row>, rows: readonly Row[]): ReadonlyMap<string, Row> {
  const added = rows.filter(({ id }) => !standing.has(id))
  return added.length === 0 ? standing : new Map([...standing, ...added.map((row) => [row.id, row] as const)])
}

const holds = ({ rows }: Section<Row>, { id }: Row) => rows.some((row) => row.id === id)

function withTotals(sections: Sections<Row>, totals: Record<SectionName, number>): Sections<Row> {
  if (sectionNames.every((name) => sections[name].total === totals[name])) return sections

  const told = { ...sections }
  for (const name of sectionNames) told[name] = { ...sections[name], total: totals[name] }
  return told
}

/** The server knows of items that should be loaded and are not: something was missed. */
function shortOfRows(sections: Sections<Row>): boolean {
  return sectionNames.some((name) => sections[name].next === null && sections[name].rows.length < sections[name].total)
}
