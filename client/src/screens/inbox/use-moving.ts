import { onBeforeUnmount } from 'vue'
import { useRouter } from 'vue-router'
import { useQueue } from '#stores/queue.ts'
import { useSelection } from '#stores/selection.ts'
import { useIsTablet } from '#ui/media.ts'

/** Moving on with a held key opens only where it stops. */
const OPEN_AFTER_MS = 140

type Place = {
  /** The item that is open. */
  openId: () => string | null
  /** The facets as the end of every item's address. */
  addressEnd: () => string
  /** Moves the focus in the list and tells whose row has it then. */
  step: (by: 1 | -1) => string | null | undefined
}

/** To the next item and the one before, by the keyboard. */
export function useMoving({ openId, addressEnd, step }: Place) {
  const router = useRouter()
  const queue = useQueue()
  const selection = useSelection()
  const isTablet = useIsTablet()
  let opening: ReturnType<typeof setTimeout> | undefined
  onBeforeUnmount(() => clearTimeout(opening))

  /** With both panes in sight moving on opens; on a phone it only moves the focus. */
  function move(by: 1 | -1) {
    if (openId() !== null && !isTablet.value) return openNeighbour(by)

    const id = step(by)
    if (!id || !isTablet.value || selection.active) return
    clearTimeout(opening)
    opening = setTimeout(() => open(id), OPEN_AFTER_MS)
  }

  function openNeighbour(by: 1 | -1) {
    const current = openId()
    const id = current && queue.neighbour(current, by)
    if (id) open(id)
  }

  function open(id: string) {
    const to = `/inbox/${encodeURIComponent(id)}${addressEnd()}`
    void (openId() === null ? router.push(to) : router.replace(to))
  }

  return { move }
}
