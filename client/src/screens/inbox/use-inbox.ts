import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { onInteractionChanged } from '#api/changed.ts'
import { client } from '#api/client.ts'
import { type InboxEvent, onInboxEvent, onInboxGap } from '#api/live.ts'
import { shapeOf } from '#api/shape.ts'
import {
  refreshed,
  replaced,
  type Section,
  type SectionName,
  type Sections,
  sectionNames,
} from '#domain/inbox-sections.ts'
import {
  type FacetCountsFragment,
  InboxDocument,
  InboxPageDocument,
  type InboxQuery,
  InboxTotalsDocument,
  type SectionPageFragment,
} from '#generated/graphql.ts'
import { keepList, readList } from '#offline/kept-lists.ts'
import { serverNow, useNow } from '#stores/clock.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import { useUncounted } from '#stores/uncounted.ts'
import { isNarrow, isOfChannel, type Scope, sectionFilter, sectionFilters, sortingOf } from './inbox-scope.ts'
import { type Row, useShownList } from './use-shown-list.ts'

type PageState = 'ready' | 'loading' | 'failed'
type Kept = { sections: Sections<Row>; counts: FacetCountsFragment }

const FIRST_PAGE = 50
const NEXT_PAGE = 100
/** Events come in bursts; the numbers are asked again once a burst. */
const BURST_MS = 800
/** What is on the screen is on the device this much later. */
const KEEP_AFTER_MS = 300
/** A list kept by an app that asked for other fields is of no use. */
const SHAPE = shapeOf(InboxDocument)

/** The inbox of one scope: read from the device at once and from the server as soon as it answers, and kept up to date. */
export function useInbox(scope: () => Scope, mayMove: () => boolean) {
  const connection = useConnection()
  const session = useSession()

  const list = useShownList(() => scope().order, mayMove)
  const { answering, counting } = useUncounted(planTotals)
  const counts = shallowRef<FacetCountsFragment | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const refreshing = ref(false)
  const pages = ref<Record<SectionName, PageState>>({ urgent: 'ready', waiting: 'ready', processed: 'ready' })

  let reading = { stop: () => {} }
  let planned: ReturnType<typeof setTimeout> | undefined
  let keeping: ReturnType<typeof setTimeout> | undefined
  /** Where the list on the screen is kept; null for a search, under filters, in an order of choice, and when nobody is signed in. */
  let place: string | null = null
  /** The list comes from the device and the server has not been heard yet. */
  let fromDevice = false

  watch([list.latest, counts], planKeeping)
  watch(() => JSON.stringify(scope()), open, { immediate: true })
  watch(useNow(), list.becomeOverdue)
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
  })

  /** Another scope: its kept list at once if there is one, else skeletons; then the truth. */
  function open() {
    reading.stop()
    keepNow()
    place = placeOf(scope())
    fromDevice = false
    state.value = 'loading'
    list.clear()
    pages.value = { urgent: 'ready', waiting: 'ready', processed: 'ready' }
    read(showKept())
  }

  async function showKept(): Promise<void> {
    const asked = place
    const kept = asked && (await readList<Kept>(asked, SHAPE).catch(notKept))
    if (!kept || state.value !== 'loading' || asked !== place) return

    fromDevice = true
    counts.value = kept.counts
    list.latest.value = kept.sections
    list.merge()
    state.value = 'ready'
  }

  function refresh() {
    reading.stop()
    read()
  }

  function read(kept = Promise.resolve()) {
    refreshing.value = true
    const counted = counting()
    const asked = { ...sectionFilters(scope()), ...sortingOf(scope()), first: FIRST_PAGE }
    const { unsubscribe } = client.value
      .query(InboxDocument, asked, { requestPolicy: 'network-only' })
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
    const { latest } = list
    counts.value = data.urgent.counts
    // Nobody told this device what happened behind the first page since it was left.
    latest.value = fromDevice
      ? replaced(latest.value, fresh)
      : refreshed(latest.value, fresh, serverNow().getTime(), scope().order)
    const first = state.value !== 'ready' || fromDevice
    fromDevice = false

    if (state.value !== 'ready' || (first && mayMove())) {
      state.value = 'ready'
      list.merge()
      return
    }
    for (const name of sectionNames) for (const row of latest.value[name].rows) list.patch(row)
    list.settle()
  }

  function planKeeping() {
    keeping ??= setTimeout(keepNow, KEEP_AFTER_MS)
  }

  function keepNow() {
    if (keeping === undefined) return
    clearTimeout(keeping)
    keeping = undefined

    if (state.value !== 'ready' || !counts.value || place === null || !session.viewer) return
    const kept: Kept = { sections: list.latest.value, counts: counts.value }
    void keepList(place, SHAPE, kept).catch(notKept)
  }

  function placeOf(asked: Scope): string | null {
    const viewer = session.viewer?.user.id
    const isKept = !isNarrow(asked) && asked.order === 'urgency' && viewer
    return isKept ? `inbox.${viewer}.${asked.channel ?? 'ALL'}` : null
  }

  function noteNewcomer({ type, interaction }: InboxEvent) {
    if (type !== 'INGESTED' || !interaction?.needsResponse || isNarrow(scope())) return
    if (isOfChannel(scope(), interaction)) list.noteNewcomer(interaction.id)
  }

  function change(row: Row) {
    if (!isOfChannel(scope(), row)) return

    const known = sectionNames.some((name) => list.latest.value[name].rows.some(({ id }) => id === row.id))
    list.patch(row)
    if (known || !isNarrow(scope())) list.place(row)
    else planRefresh()
    list.settle()
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
      .query(InboxTotalsDocument, sectionFilters(scope()), { requestPolicy: 'network-only' })
      .toPromise()
    if (!data || asked !== JSON.stringify(scope())) return

    counted()
    counts.value = data.urgent.counts
    list.count({
      urgent: numbersOf(data.urgent),
      waiting: numbersOf(data.waiting),
      processed: numbersOf(data.processed),
    })
    if (isShortOfRows(list.latest.value)) refresh()
  }

  async function loadMore(name: SectionName) {
    const after = list.shown.value[name].next
    if (after === null || pages.value[name] === 'loading') return

    pages.value = { ...pages.value, [name]: 'loading' }
    const asked = JSON.stringify(scope())
    const { data } = await client.value
      .query(
        InboxPageDocument,
        { filter: sectionFilter(scope(), name), ...sortingOf(scope()), first: NEXT_PAGE, after },
        { requestPolicy: connection.online ? 'network-only' : 'cache-only' },
      )
      .toPromise()
    if (asked !== JSON.stringify(scope())) return

    pages.value = { ...pages.value, [name]: data ? 'ready' : 'failed' }
    if (data) list.extend(name, sectionFrom(data.interactions))
  }

  const { shown, latest, standing, waitingBehindPill, settle, merge } = list
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

function notKept(error: unknown) {
  console.warn(error)
  return null
}

function sectionFrom({ edges, pageInfo, ...counted }: SectionPageFragment): Section<Row> {
  return {
    ...numbersOf(counted),
    rows: edges.map(({ node }) => node),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  }
}

function numbersOf({ totalCount, answeringCount }: Pick<SectionPageFragment, 'totalCount' | 'answeringCount'>) {
  return { total: totalCount, answering: answeringCount }
}

/** The server knows of items that should be loaded and are not: something was missed. */
function isShortOfRows(sections: Sections<Row>): boolean {
  return sectionNames.some((name) => sections[name].next === null && sections[name].rows.length < sections[name].total)
}
