import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { client } from '#api/client.ts'
import { onLiveNews } from '#api/live.ts'
import { countsWithout } from '#domain/waiting-counts.ts'
import { type Channel, WaitingCountsDocument, type WaitingCountsQuery } from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'
import { useUncounted } from './uncounted.ts'

export type WaitingCounts = WaitingCountsQuery['interactions']['counts']
type Scope = Channel | 'ALL'

/** Events come in bursts; the counts are read again at most so often. */
const CALM_MS = 1_500

/** How much waits for an answer: counted by the server, without what is answered on this device already. The badge, the tiles and analytics read the same numbers. */
export const useWaiting = defineStore('waiting', () => {
  const session = useSession()
  const connection = useConnection()
  const { answering, counting } = useUncounted(plan)
  const told = reactive<Partial<Record<Scope, WaitingCounts>>>({})
  const failed = ref(false)
  const asked = new Set<Scope>(['ALL'])
  let planned: ReturnType<typeof setTimeout> | undefined

  onLiveNews((news) => {
    if (news.kind !== 'state') plan()
  })
  connection.onBackOnline(refresh)

  const counts = computed(() => {
    const scopes = Object.entries(told) as [Scope, WaitingCounts][]
    return Object.fromEntries(
      scopes.map(([scope, known]) => [scope, countsWithout(known, answering.value, scope === 'ALL' ? null : scope)]),
    ) as Partial<Record<Scope, WaitingCounts>>
  })

  function plan() {
    planned ??= setTimeout(refresh, CALM_MS)
  }

  async function refresh() {
    clearTimeout(planned)
    planned = undefined
    const counted = counting()
    if (session.state === 'signed_in') await Promise.all([...asked].map(read))
    counted()
  }

  /** Keeps the numbers of these channels fresh too. */
  async function watchChannels(channels: Channel[]) {
    for (const channel of channels) asked.add(channel)
    await refresh()
  }

  async function read(scope: Scope) {
    const filter = scope === 'ALL' ? {} : { channel: scope }
    const { data, error } = await client.value
      .query(WaitingCountsDocument, { filter }, { requestPolicy: 'network-only' })
      .toPromise()

    if (data) told[scope] = data.interactions.counts
    failed.value = Boolean(error)
  }

  return { counts, failed, refresh, watchChannels }
})
