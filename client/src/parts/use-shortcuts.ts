import { onBeforeUnmount, onMounted } from 'vue'

/** Does something for a key, or says with `false` that the key is not its business. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => unknown>

/** Single keys by their place on the keyboard, so that they work in the Russian layout; never while typing. */
export function useShortcuts(shortcuts: Shortcuts): void {
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))

  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || inOverlay()) return

    const name = event.ctrlKey || event.metaKey ? `Ctrl+${event.code}` : event.code
    const run = shortcuts[name]
    if (run && run(event) !== false) event.preventDefault()
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

const inOverlay = () => document.querySelector('dialog[open], [role="menu"]') !== null
