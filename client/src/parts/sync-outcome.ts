import { type SyncNowOutcome, useSynchronisation } from '#stores/synchronisation.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** What became of the wish for fresher data. */
export function tellSyncOutcome(outcome: SyncNowOutcome, now: Date): void {
  switch (outcome.kind) {
    case 'accepted':
      showToast({ text: ru.settings.connection.started })
      return
    case 'refused':
      showToast({ text: freshText(outcome.refusal.__typename, now) ?? refusalText(outcome.refusal, now) })
      return
    case 'unreachable':
      showToast({ text: ru.frame.needsConnection })
      return
    case 'broken':
      showToast({ text: failures.broken(outcome.incident), tone: 'error' })
  }
}

/** Too soon is no failure when the data is fresh. */
function freshText(refusal: string, now: Date): string | null {
  const { lastSuccessAt } = useSynchronisation()
  if (refusal !== 'TooSoon' || !lastSuccessAt) return null

  const seconds = Math.max(0, Math.round((now.getTime() - lastSuccessAt.getTime()) / 1000))
  return seconds < 60 ? ru.settings.connection.fresh(seconds) : null
}
