import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { client } from '#api/client.ts'
import { onInboxEvent } from '#api/live.ts'
import { type Outcome, outcomeOf } from '#api/outcome.ts'
import { unreadOf } from '#domain/first-sync.ts'
import { type JournalEventType, SyncNowDocument, type SyncNowMutation } from '#generated/graphql.ts'
import { useNow } from './clock.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

export type SyncNowOutcome = Outcome<SyncNowMutation['syncNow']>

/** What these say of the key is not part of the event. */
const aboutKeys: ReadonlySet<JournalEventType> = new Set(['CONNECTED', 'KEY_EXPIRING', 'KEY_EXPIRED', 'KEY_REJECTED'])

/** How fresh the seller's data is, and the wish to make it fresher. */
export const useSynchronisation = defineStore('synchronisation', () => {
  const session = useSession()
  const asking = ref(false)
  const lastOutcome = ref<SyncNowOutcome | null>(null)

  const sync = computed(() => session.seller?.sync ?? null)
  /** Channels of which nothing is known for sure yet: an empty place and a zero say nothing there. */
  const unread = computed(() => unreadOf(session.seller?.connection ?? null, sync.value?.channels ?? []))
  const running = computed(() => asking.value || (session.state !== 'expired' && sync.value?.status === 'SYNCING'))
  const lastSuccessAt = computed(() => (sync.value?.lastSuccessAt ? new Date(sync.value.lastSuccessAt) : null))

  const connection = useConnection()
  const now = useNow()
  watch(now, () => isOutdated() && void session.refresh())
  onInboxEvent(({ type }) => aboutKeys.has(type) && void session.refresh())

  /** A look that changes nothing is no news, so nothing tells of it: whoever shows when it was has to ask. */
  function isOutdated(): boolean {
    const isSeen = session.state === 'signed_in' && connection.online && document.visibilityState === 'visible'
    return (
      isSeen && (sync.value?.channels.some(({ nextAt }) => nextAt !== null && new Date(nextAt) <= now.value) ?? false)
    )
  }

  async function syncNow(): Promise<SyncNowOutcome> {
    asking.value = true
    const sellerId = session.seller?.id ?? null
    const { data, error } = await client.value.mutation(SyncNowDocument, { input: { sellerId } }).toPromise()
    asking.value = false

    const outcome = outcomeOf(data?.syncNow, error)
    lastOutcome.value = outcome
    return outcome
  }

  return { sync, unread, running, lastSuccessAt, syncNow, lastOutcome }
})
