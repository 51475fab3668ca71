import { computed, onBeforeUnmount, ref, watch } from 'vue'
import { type InboxQuery, isNarrowed } from '#domain/inbox-query.ts'
import { sectionNames } from '#domain/inbox-sections.ts'
import { countsWithout } from '#domain/waiting-counts.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useQueue } from '#stores/queue.ts'
import { useSynchronisation } from '#stores/synchronisation.ts'
import { useIsTablet } from '#ui/media.ts'
import { entriesOf } from './list-entries.ts'
import type { useInbox } from './use-inbox.ts'

/** What of the inbox is shown under the chosen facets, and in which numbers; the open item works in the same order. */
export function useEntries(query: () => InboxQuery, inbox: ReturnType<typeof useInbox>) {
  const synchronisation = useSynchronisation()
  const drafts = useDrafts()
  const queue = useQueue()
  const processedOpen = ref(useIsTablet().value)

  /** Channels of which nothing is known yet. A search or a filter says what it found in what there is. */
  const unread = computed(() => {
    const { channel } = query()
    return synchronisation.unread.filter((one) => !isNarrowed(query()) && (channel === null || one.channel === channel))
  })
  const entries = computed(() =>
    entriesOf({
      sections: inbox.shown.value,
      status: query().status,
      narrowed: query().channel !== null || isNarrowed(query()),
      isPartial: unread.value.length > 0,
      answering: new Set(inbox.answering.value.map(({ interactionId }) => interactionId)),
      processedOpen: processedOpen.value || isNarrowed(query()),
      order: query().order,
      standing: inbox.standing.value,
      pages: inbox.pages.value,
    }),
  )
  const rows = computed(() => entries.value.flatMap((entry) => (entry.kind === 'row' ? [entry.row] : [])))
  const isEmpty = computed(
    () => sectionNames.every((name) => inbox.shown.value[name].rows.length === 0) || entries.value.length === 0,
  )
  const counts = computed(() => {
    if (!inbox.counts.value) return null
    const loaded = new Set(sectionNames.flatMap((name) => inbox.shown.value[name].rows.map(({ id }) => id)))
    // What a search or a filter leaves out is in none of its numbers.
    const answering = inbox.answering.value.filter(
      ({ interactionId }) => !isNarrowed(query()) || loaded.has(interactionId),
    )

    return countsWithout(inbox.counts.value, answering, query().channel)
  })

  watch(rows, (shown) => queue.show(shown), { immediate: true })
  watch([rows, () => drafts.takenBack], ([shown, { size }]) => {
    if (size > 0) for (const row of shown) void drafts.settle(row)
  })
  onBeforeUnmount(() => queue.show([]))

  const fold = () => (processedOpen.value = !processedOpen.value)

  return { unread, entries, rows, isEmpty, counts, fold }
}
