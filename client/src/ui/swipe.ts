import { onMounted, type Ref, ref } from 'vue'

/** What lies nearer to an edge of the screen belongs to the step back of the system. */
const EDGE_PX = 24
const SLOP_PX = 10
/** How far a finger must have come when it lets go (ui 7.5.7). */
export const SWIPE_PX = 72
const STEEPEST = Math.tan(Math.PI / 6)

export type SwipeDirection = 'left' | 'right'

/**
 * A finger that moved over the element, sideways and far enough; scrolling wins, and a mouse does not swipe. Gives how far it
 * is, in pixels to the right, while it moves. The element stays for as long as the component and needs `touch-action: pan-y`.
 */
export function useSwipe(
  element: Readonly<Ref<HTMLElement | null>>,
  swiped: (direction: SwipeDirection) => void,
): Readonly<Ref<number>> {
  const moved = ref(0)
  let from: { x: number; y: number } | null = null
  let swiping = false

  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: forget }
  onMounted(() => {
    for (const [name, hear] of Object.entries(listeners)) element.value?.addEventListener(name, hear as EventListener)
  })

  function down(event: PointerEvent) {
    forget()
    const { pointerType, isPrimary, clientX: x, clientY: y } = event
    const atEdge = x < EDGE_PX || x > window.innerWidth - EDGE_PX
    if (pointerType !== 'mouse' && isPrimary && !atEdge && !inOverlay(event)) from = { x, y }
  }

  function move({ clientX, clientY, pointerId }: PointerEvent) {
    if (!from) return
    const [dx, dy] = [clientX - from.x, clientY - from.y]
    if (!swiping && Math.hypot(dx, dy) < SLOP_PX) return
    if (!swiping && Math.abs(dy) > Math.abs(dx) * STEEPEST) return forget()

    if (!swiping) element.value?.setPointerCapture?.(pointerId)
    swiping = true
    moved.value = dx
  }

  function up() {
    const far = moved.value
    forget()
    if (Math.abs(far) >= SWIPE_PX) swiped(far < 0 ? 'left' : 'right')
  }

  function forget() {
    from = null
    swiping = false
    moved.value = 0
  }

  return moved
}

/** A photo shown large belongs to the element and lies over it. */
const inOverlay = ({ target }: Event) => target instanceof Element && target.closest('dialog') !== null
