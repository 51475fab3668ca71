import { serverNow } from '#stores/clock.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

type Failed =
  | { kind: 'refused'; refusal: Parameters<typeof refusalText>[0] }
  | { kind: 'unreachable' }
  | { kind: 'broken'; incident: string | null }

/** Says why something with items came to nothing. */
export function tellFailure(outcome: Failed): void {
  switch (outcome.kind) {
    case 'refused':
      return void showToast({ text: refusalText(outcome.refusal, serverNow()) })
    case 'unreachable':
      return void showToast({ text: ru.frame.needsConnection })
    case 'broken':
      return void showToast({ text: failures.broken(outcome.incident), tone: 'error' })
  }
}
