import { mostBulkItems } from '@agentiq/server/rules'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { onInteractionChanged } from '#api/changed.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'

type Item = LiveInteractionFragment

/** Items chosen for an action on many, as they were when they were chosen (ui 7.8). */
export const useSelection = defineStore('selection', () => {
  const active = ref(false)
  const items = shallowRef<ReadonlyMap<string, Item>>(new Map())
  const listeners = new Set<(answered: number) => void>()
  const count = computed(() => items.value.size)

  onInteractionChanged((changed) => {
    const known = items.value.get(changed.id)
    if (!known?.needsResponse || changed.status !== 'RESPONDED') return
    drop([changed.id])
    for (const listener of listeners) listener(1)
  })

  function begin(first: Item | null = null) {
    active.value = true
    if (first) choose([first])
  }

  function end() {
    active.value = false
    items.value = new Map()
  }

  /** False: there is no room for all of them. */
  function choose(more: readonly Item[]): boolean {
    const fresh = more.filter(({ id }) => !items.value.has(id))
    const room = mostBulkItems - items.value.size
    items.value = new Map([...items.value, ...fresh.slice(0, room).map((item) => [item.id, item] as const)])
    return fresh.length <= room
  }

  function drop(ids: readonly string[]) {
    items.value = new Map([...items.value].filter(([id]) => !ids.includes(id)))
  }

  /** False: it was to be chosen, and there is no room. */
  function toggle(item: Item): boolean {
    if (!items.value.has(item.id)) return choose([item])
    drop([item.id])
    return true
  }

  /** Calls back when chosen items were answered meanwhile and left the selection. */
  function onAnswered(listener: (answered: number) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return { active, items, count, begin, end, choose, drop, toggle, onAnswered }
})
