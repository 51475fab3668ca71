import { nextTick, onBeforeUnmount, onMounted, type Ref, watch } from 'vue'
import { useOverlay } from './overlays.ts'

/**
 * Opens and closes a native dialog with `open`: the browser traps the focus, makes the rest inert and gives the focus
 * back. Esc, Back and a press beside it ask to close.
 */
export function useModal(
  element: Readonly<Ref<HTMLDialogElement | null>>,
  open: Ref<boolean>,
  close: () => void,
): void {
  useOverlay(open, close)

  watch(
    open,
    async (wanted) => {
      await nextTick()
      if (wanted && !element.value?.open) element.value?.showModal()
      if (!wanted) element.value?.close()
    },
    { immediate: true },
  )
  onMounted(() => {
    element.value?.addEventListener('click', (event) => isBeside(event) && close())
    element.value?.addEventListener('cancel', (event) => {
      event.preventDefault()
      close()
    })
  })
  onBeforeUnmount(() => element.value?.close())
}

/** Whether a press landed beside the box of the dialog, on its backdrop. */
function isBeside(event: MouseEvent): boolean {
  const { currentTarget, target, clientX, clientY } = event
  if (target !== currentTarget || !(target instanceof HTMLDialogElement)) return false

  const { left, right, top, bottom } = target.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}
