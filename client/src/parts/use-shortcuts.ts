import { onBeforeUnmount, onMounted } from 'vue'
import { usePreferences } from '#stores/preferences.ts'

/** Does something for a key, or says with `false` that the key is not its business. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => unknown>

/**
 * Keys by their place on the keyboard, so that they work in the Russian layout; never while typing. «?» is known by what it writes:
 * it has another place there. Keys that are no characters go on when single ones are switched off (ui 10).
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { preferences } = usePreferences()
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))

  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || inOverlay()) return
    if (!preferences.singleKeys && isSingle(event)) return

    const run = shortcuts[nameOf(event)]
    if (run && run(event) !== false) event.preventDefault()
  }
}

const isSingle = (event: KeyboardEvent) => !isCombined(event) && event.key.length === 1

const isCombined = ({ ctrlKey, metaKey }: KeyboardEvent) => ctrlKey || metaKey

function nameOf(event: KeyboardEvent): string {
  if (isCombined(event)) return `Ctrl+${event.code}`
  return event.key === '?' ? '?' : event.code
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

const inOverlay = () => document.querySelector('dialog[open], [role="menu"]') !== null
