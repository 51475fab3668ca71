import { mostBulkItems } from '@agentiq/server/rules'
import { computed, onBeforeUnmount } from 'vue'
import { useSelection } from '#stores/selection.ts'
import { ru } from '#texts/ru.ts'
import { useOverlay } from '#ui/overlays.ts'
import { showToast } from '#ui/toasts.ts'
import type { Row } from './use-shown-list.ts'

/** Choosing rows for an action on many: one by one, a range, or all that fit (ui 7.8). It ends with the list. */
export function useChoosing(rows: () => readonly Row[]) {
  const selection = useSelection()
  /** Where a range begins. */
  let lastChosen: string | null = null

  // A step back ends the selection before it leaves the list.
  useOverlay(
    computed(() => selection.active),
    selection.end,
  )
  onBeforeUnmount(selection.end)

  /** How many can be chosen at once; null when all of them are. */
  const choosable = computed(() => {
    const all = Math.min(rows().length, mostBulkItems)
    return selection.count < all ? all : null
  })

  function choose(row: Row, range: boolean) {
    if (!selection.active) selection.begin()
    const fits = range && lastChosen !== null ? selection.choose(between(lastChosen, row.id)) : selection.toggle(row)
    lastChosen = row.id
    if (!fits) showToast({ text: ru.triage.select.limit })
  }

  function between(from: string, to: string): Row[] {
    const indexes = [from, to].map((id) => rows().findIndex((row) => row.id === id))
    return indexes.includes(-1) ? [] : rows().slice(Math.min(...indexes), Math.max(...indexes) + 1)
  }

  function hold(row: Row) {
    navigator.vibrate?.(10)
    selection.begin(row)
    lastChosen = row.id
  }

  function chooseAll() {
    if (!selection.choose(rows())) showToast({ text: ru.triage.select.limit })
  }

  return { choosable, choose, hold, chooseAll }
}
