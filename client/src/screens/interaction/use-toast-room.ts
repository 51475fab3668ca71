import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/** Toasts stand above what is at the bottom of the page: here that is the field, and it grows. */
export function useToastRoom(bottom: Readonly<Ref<HTMLElement | null>>): void {
  const { style } = document.documentElement
  const watcher = new ResizeObserver(([size]) => {
    style.setProperty('--bottom-bar', `${size?.borderBoxSize[0]?.blockSize ?? 0}px`)
  })

  onMounted(() => {
    if (bottom.value) watcher.observe(bottom.value)
  })
  onBeforeUnmount(() => {
    watcher.disconnect()
    style.removeProperty('--bottom-bar')
  })
}
