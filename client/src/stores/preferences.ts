import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import type { InboxOrder } from '#domain/inbox-order.ts'
import { remember, remembered } from '#offline/remembered.ts'

/** What comes when an item is dealt with: the next one that waits, nothing else, or the list (ui 7.6.7). */
export type AfterSending = 'next' | 'stay' | 'list'

export type Preferences = {
  theme: 'system' | 'light' | 'dark'
  /** `auto` follows the width of the window (ui 3.1). */
  sidebar: 'auto' | 'expanded' | 'collapsed'
  density: 'comfortable' | 'compact'
  afterSending: AfterSending
  enterSends: boolean
  /** How many seconds a reply can be taken back; usually as many as the server says. */
  undoSeconds: 'usual' | 0 | 10 | 20
  /** Whether keys without Ctrl do something outside of fields; whoever dictates may not want it (WCAG 2.1.4). */
  singleKeys: boolean
  /** In which order the inbox stands when its address says nothing. */
  inboxOrder: InboxOrder
}

const defaults: Preferences = {
  theme: 'system',
  sidebar: 'auto',
  density: 'comfortable',
  afterSending: 'next',
  enterSends: false,
  undoSeconds: 'usual',
  singleKeys: true,
  inboxOrder: 'urgency',
}

const KEY = 'preferences'

/** How this device likes it. Kept over a sign-out: nothing here belongs to the account. */
export const usePreferences = defineStore('preferences', () => {
  const preferences = reactive<Preferences>({ ...defaults, ...remembered<Partial<Preferences>>(KEY) })
  watch(preferences, (chosen) => remember(KEY, chosen))

  return { preferences }
})
