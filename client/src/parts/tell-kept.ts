import { useBulk } from '#stores/bulk.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Says that something waits on the device for a connection. As long as it has not left it can be taken back. */
export function useTellKept() {
  const t = ru.triage.bulk
  const bulk = useBulk()

  return (key: string | null): void => {
    if (key === null) return void showToast({ text: t.kept })
    const run = async () => {
      await bulk.giveUp(key)
      showToast({ text: t.wishDropped })
    }
    showToast({ text: t.kept, action: { label: ru.frame.cancel, run: () => void run() } })
  }
}
