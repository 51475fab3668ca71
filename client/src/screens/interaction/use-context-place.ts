import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue'

/** The conversation keeps 480 pixels, the context takes 320; with less it is a drawer (ui 3.1). */
const ROOM_PX = 800

/** Whether there is room for the context beside the conversation. */
export function useContextPlace(pane: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const pinned = ref(false)
  const measure = new ResizeObserver(([size]) => {
    pinned.value = (size?.contentRect.width ?? 0) >= ROOM_PX
  })
  onMounted(() => {
    if (!pane.value) return
    pinned.value = pane.value.clientWidth >= ROOM_PX
    measure.observe(pane.value)
  })
  onBeforeUnmount(() => measure.disconnect())
  return pinned
}
