import { registerSW } from 'virtual:pwa-register'
import { ref } from 'vue'
import { remember, remembered } from '#offline/remembered.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'
import { tellOfflineReady } from './offline-ready.ts'

const CHECK_MS = 60 * 60 * 1000
const LATER_MS = 4 * 60 * 60 * 1000
/** How long somebody who is typing is left alone. */
const TYPING_MS = 60_000

/** Whether the question about the new version is on the screen. */
export const updateOffered = ref(false)

let accept: (() => Promise<void>) | null = null

/** Watches for new versions; `isCalm` says when a word that nobody asked for is in nobody's way. Nothing reloads by itself: what is typed is on the device, but the place on the page is not. */
export function followUpdates(isCalm: () => boolean): void {
  tellWhatWasUpdated()

  const activate = registerSW({
    onNeedRefresh: () => {
      accept = () => activate(true)
      offerWhenIdle()
    },
    onOfflineReady: () => tellOfflineReady(isCalm),
    onRegisteredSW: (_url, registration) => {
      if (registration) setInterval(() => void registration.update().catch(() => {}), CHECK_MS)
    },
  })
}

export async function acceptUpdate(): Promise<void> {
  updateOffered.value = false
  await accept?.()
}

export function postponeUpdate(): void {
  updateOffered.value = false
  setTimeout(offerWhenIdle, LATER_MS)
}

function offerWhenIdle() {
  if (!typing()) {
    updateOffered.value = true
    return
  }

  const offer = () => {
    clearTimeout(timer)
    document.removeEventListener('focusout', offer)
    updateOffered.value = true
  }
  const timer = setTimeout(offer, TYPING_MS)
  document.addEventListener('focusout', offer)
}

const typing = () => document.activeElement?.matches('input, textarea') ?? false

function tellWhatWasUpdated() {
  const before = remembered<string>('version')
  if (before && before !== __APP_VERSION__) showToast({ text: ru.update.done(__APP_VERSION__), unasked: true })
  remember('version', __APP_VERSION__)
}
