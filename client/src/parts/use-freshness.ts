import { type ComputedRef, computed } from 'vue'
import { useNow } from '#stores/clock.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import { useSynchronisation } from '#stores/synchronisation.ts'
import { moment } from '#texts/formats.ts'
import { ru } from '#texts/ru.ts'
import { freshnessLine } from './freshness-line.ts'

/**
 * How fresh what is on the screen is. Without a network that is what the device has kept, whatever WB said last; without a session the
 * server goes on looking, and nothing of it comes here.
 */
export function useFreshness(): ComputedRef<string[]> {
  const session = useSession()
  const connection = useConnection()
  const synchronisation = useSynchronisation()
  const now = useNow()

  return computed(() => {
    if (session.state === 'expired') {
      const seenAt = synchronisation.lastSuccessAt
      return [seenAt ? ru.frame.savedAt(moment(seenAt, now.value)) : ru.frame.neverUpdated]
    }
    if (connection.online && (connection.heard || !connection.reachedAt))
      return freshnessLine(session.seller, synchronisation.running, now.value)
    return [
      connection.reachedAt ? ru.frame.savedAt(moment(connection.reachedAt, now.value)) : ru.frame.offlineEmpty.title,
    ]
  })
}
