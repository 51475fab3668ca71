import { computed, onScopeDispose } from 'vue'
import { onLiveNews } from '#api/live.ts'
import { useReading } from '#api/reading.ts'
import { HomeDocument } from '#generated/graphql.ts'
import { useConnection } from '#stores/connection.ts'
import { useWaiting } from '#stores/waiting.ts'

const CALM_MS = 1_500

/** How things stand: the numbers of the whole inbox and the few who wait most urgently. */
export function useHome() {
  const waiting = useWaiting()
  const connection = useConnection()
  const { reading, again } = useReading(HomeDocument, () => ({}))
  let planned: ReturnType<typeof setTimeout> | undefined

  const counts = computed(() => waiting.counts.ALL ?? null)

  onScopeDispose(connection.onBackOnline(readAgain))
  onScopeDispose(
    onLiveNews((news) => {
      if (news.kind !== 'state') planned ??= setTimeout(readAgain, CALM_MS)
    }),
  )
  onScopeDispose(() => clearTimeout(planned))
  void waiting.refresh()

  function readAgain() {
    planned = undefined
    again()
    void waiting.refresh()
  }

  return { reading, counts, readAgain }
}
