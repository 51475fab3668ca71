import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { onInteractionChanged } from '#api/changed.ts'
import { client } from '#api/client.ts'
import { onInboxGap } from '#api/live.ts'
import { lostStates } from '#domain/reply-chip.ts'
import { type LiveInteractionFragment, ServerRepliesDocument, type ServerReplyFragment } from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useOutbox } from './outbox.ts'
import { useSession } from './session.ts'

/** Events come in bursts; the replies are read again at most so often. */
const CALM_MS = 1_500

const waitingStates: ReadonlySet<string> = new Set(['QUEUED', 'SENDING', 'RETRY_WAIT', 'UNKNOWN'])

/** Replies that the server has and that are not with WB, as far as is known: those that wait there, and those that came to nothing. */
export const useServerReplies = defineStore('serverReplies', () => {
  const session = useSession()
  const connection = useConnection()
  const outbox = useOutbox()
  /** As last told; null until the server, or the device of an earlier visit, has told anything. */
  const told = shallowRef<readonly ServerReplyFragment[] | null>(null)
  const failed = ref(false)
  let planned: ReturnType<typeof setTimeout> | undefined

  /** What this device is just sending, or sends in the place of another, is told as its own. */
  const known = computed(() => {
    const here = new Set(outbox.items.flatMap(({ key, replaces = null }) => [key, replaces]))
    return (told.value ?? []).filter(({ id, key }) => !here.has(id) && !here.has(key))
  })
  const lost = computed(() => known.value.filter(({ state, dismissedAt }) => lostStates.has(state) && !dismissedAt))
  const waiting = computed(() => known.value.filter(({ state }) => waitingStates.has(state)))

  onInteractionChanged(follow)
  onInboxGap(plan)
  connection.onBackOnline(() => void refresh())
  session.onLeaving(async () => {
    told.value = null
  })
  watch(
    () => [session.state, session.confirmed, session.seller?.id].join(),
    () => void refresh(),
    { immediate: true },
  )

  /** What the screen holds moves at once; whether there are others is asked. */
  function follow({ lastReply }: Pick<LiveInteractionFragment, 'lastReply'>) {
    if (!lastReply) return
    told.value = told.value?.map((reply) => (reply.id === lastReply.id ? { ...reply, ...lastReply } : reply)) ?? null
    plan()
  }

  function plan() {
    planned ??= setTimeout(() => void refresh(), CALM_MS)
  }

  async function refresh() {
    clearTimeout(planned)
    planned = undefined
    const sellerId = session.seller?.id
    if (session.state !== 'signed_in' || !sellerId) return

    const { data, error } = await client.value
      .query(ServerRepliesDocument, {}, { requestPolicy: 'network-only' })
      .toPromise()
    const seller = data?.sellers.find(({ id }) => id === sellerId)
    if (seller) told.value = [...seller.lostReplies, ...seller.waitingReplies]
    failed.value = Boolean(error) && !data
  }

  return { told, failed, lost, waiting, refresh }
})
