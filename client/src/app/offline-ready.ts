import { watch } from 'vue'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Says once that the app works without a network, as soon as `isCalm`: nobody has asked, so it covers nothing. */
export function tellOfflineReady(isCalm: () => boolean): void {
  const stop = watch(isCalm, tell)
  tell()

  function tell() {
    if (!isCalm()) return
    stop()
    showToast({ text: ru.update.offlineReady, unasked: true })
  }
}
