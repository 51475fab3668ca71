import { nextTick, onBeforeUnmount, watch } from 'vue'

/** What stands at the bottom of the page, and what lies over the page there. */
type Place = 'page' | 'over'

const occupied = new Map<HTMLElement, Place>()
const watcher = new ResizeObserver(measureToastRoom)
window.addEventListener('resize', measureToastRoom)

/**
 * Keeps toasts off something at the bottom of the screen, for as long as it is there and however it grows: what can be pressed
 * is never covered. Gives two lengths to the styles, from the bottom of the screen: `--bar-room` is what the page needs,
 * `--toast-room` is that and what lies over it.
 */
export function useToastRoom(element: () => HTMLElement | null, place: Place = 'page'): void {
  let known: HTMLElement | null = null
  watch(element, occupy, { immediate: true, flush: 'post' })
  onBeforeUnmount(() => occupy(null))

  function occupy(now: HTMLElement | null) {
    if (known) {
      occupied.delete(known)
      watcher.unobserve(known)
      void nextTick(measureToastRoom)
    }
    if (now) {
      occupied.set(now, place)
      watcher.observe(now)
    }
    known = now
  }
}

/** Looks again where everything is. What slides in stands where it belongs only when it has come to rest. */
export function measureToastRoom(): void {
  const { style } = document.documentElement
  style.setProperty('--bar-room', `${roomOf('page')}px`)
  style.setProperty('--toast-room', `${Math.max(roomOf('page'), roomOf('over'))}px`)
}

function roomOf(place: Place): number {
  const elements = [...occupied].filter(([, where]) => where === place).map(([element]) => element)
  const rooms = elements
    .map((element) => element.getBoundingClientRect())
    .filter(({ height }) => height > 0)
    .map(({ top }) => window.innerHeight - top)
  return Math.max(0, ...rooms)
}
