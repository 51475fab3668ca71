import { onScopeDispose, type Ref, watch } from 'vue'

/** What lies over the page, the innermost last. */
const open: (() => void)[] = []

/** Registers an overlay while it is open, so that Back and Esc close it before anything else. */
export function useOverlay(isOpen: Ref<boolean>, close: () => void): void {
  watch(isOpen, (now) => (now ? add(close) : remove(close)), { immediate: true })
  onScopeDispose(() => remove(close))
}

/** Closes the innermost overlay. False when there was none. */
export function closeTopOverlay(): boolean {
  const close = open.at(-1)
  close?.()
  return close !== undefined
}

export function closeAllOverlays(): void {
  while (closeTopOverlay()) remove(open.at(-1))
}

function add(close: () => void) {
  open.push(close)
}

function remove(close: (() => void) | undefined) {
  const index = close ? open.indexOf(close) : -1
  if (index >= 0) open.splice(index, 1)
}
