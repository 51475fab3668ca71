import { ref } from 'vue'

/** Whether the keyboard of a phone is open: then there is no room for the bottom bar. */
export const keyboardOpen = ref(false)

const KEYBOARD_LEAVES = 0.75

/**
 * iOS lays its keyboard over the page instead of shrinking it: while a field has the focus, the shell takes the height
 * and the place of what is really visible.
 */
export function followVisibleHeight(): void {
  const visible = window.visualViewport
  if (!visible) return

  let largest = visible.height
  visible.addEventListener('resize', follow)
  visible.addEventListener('scroll', follow)
  window.addEventListener('orientationchange', () => {
    largest = 0
  })

  function follow() {
    if (!visible || visible.scale > 1.01) return
    largest = Math.max(largest, visible.height)
    keyboardOpen.value = typing() && visible.height < largest * KEYBOARD_LEAVES

    const { style } = document.documentElement
    style.setProperty('--visible-height', keyboardOpen.value ? `${visible.height}px` : '100dvh')
    style.setProperty('--visible-top', keyboardOpen.value ? `${visible.offsetTop}px` : '0px')
  }
}

const typing = () => document.activeElement?.matches('input, textarea, [contenteditable]') ?? false
