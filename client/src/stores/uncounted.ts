import { computed, shallowRef, watch } from 'vue'
import type { OutboxItem } from '#domain/outbox-item.ts'
import { answeringOf } from '#domain/waiting-counts.ts'
import { useBulk } from './bulk.ts'
import { useNow } from './clock.ts'
import { useOutbox } from './outbox.ts'

type Pending = Pick<OutboxItem, 'key' | 'interactionId' | 'channel' | 'state' | 'counted'>

/**
 * What is dealt with and still waits in numbers that the server counted before: replies on this device, items that are about to be
 * closed, and what of both has left since. Whoever shows such numbers takes these items off them, so that no number jumps up again while a reply is handed over.
 */
export function useUncounted(whenLeft: () => void) {
  const outbox = useOutbox()
  const bulk = useBulk()
  const now = useNow()
  const left = shallowRef<readonly Pending[]>([])
  const pending = computed<readonly Pending[]>(() => [...outbox.waiting, ...bulk.closing])

  watch(pending, (waiting, before) => {
    const keys = new Set(waiting.map(({ key }) => key))
    const gone = before.filter(({ key }) => !keys.has(key))
    if (gone.length === 0) return
    left.value = [...left.value, ...gone]
    whenLeft()
  })

  const answering = computed(() => answeringOf([...pending.value, ...left.value], now.value.getTime()))

  /** Begin to count: what has left by now is in the numbers that come. Call the result when they are here. */
  function counting(): () => void {
    const known = new Set(left.value)
    return () => {
      left.value = left.value.filter((item) => !known.has(item))
    }
  }

  return { answering, counting }
}
