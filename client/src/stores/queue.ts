import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useOutbox } from './outbox.ts'

export type Queued = { id: string; needsResponse: boolean }

/** The order in which the operator works: the list as it stands on the screen, known to the open item beside it. */
export const useQueue = defineStore('queue', () => {
  const outbox = useOutbox()
  const items = shallowRef<readonly Queued[]>([])
  const ids = computed(() => items.value.map(({ id }) => id))

  const show = (rows: readonly Queued[]) => {
    items.value = rows
  }

  function neighbour(id: string, step: 1 | -1): string | null {
    const index = ids.value.indexOf(id)
    return index < 0 ? null : (ids.value[index + step] ?? null)
  }

  /** Who waits for an answer next: after this one first, then from the top. */
  function nextWaiting(id: string): string | null {
    const index = ids.value.indexOf(id)
    const inOrder = [...items.value.slice(index + 1), ...items.value.slice(0, Math.max(0, index))]
    const answering = new Set(outbox.waiting.map(({ interactionId }) => interactionId))

    return inOrder.find((item) => item.needsResponse && item.id !== id && !answering.has(item.id))?.id ?? null
  }

  return { items, show, neighbour, nextWaiting }
})
