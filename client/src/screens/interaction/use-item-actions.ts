import { closeInteraction, reopenInteraction } from '#api/close-interaction.ts'
import type { Outcome } from '#api/outcome.ts'
import { setPriority } from '#api/set-priority.ts'
import { countedOf } from '#domain/outbox-item.ts'
import type { CloseReason, LiveInteractionFragment, Priority } from '#generated/graphql.ts'
import { serverNow } from '#stores/clock.ts'
import { useOutbox } from '#stores/outbox.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** What can be done with an item without answering it. `moveOn` is told in words what was done when it is dealt with. */
export function useItemActions(
  id: string,
  interaction: () => LiveInteractionFragment | null,
  moveOn: (done: string) => void,
) {
  const outbox = useOutbox()

  async function close(reason: CloseReason) {
    const outcome = await closeInteraction(id, reason)
    if (outcome.kind !== 'accepted') return tellFailure(outcome)

    showToast({ text: ru.interaction.closed, action: { label: ru.frame.cancel, run: reopen } })
    moveOn(ru.interaction.closed)
  }

  async function reopen() {
    const outcome = await reopenInteraction(id)
    if (outcome.kind === 'accepted') showToast({ text: ru.interaction.reopened })
    else tellFailure(outcome)
  }

  async function reject() {
    const item = interaction()
    if (!item) return
    await outbox.send({
      interactionId: id,
      kind: 'rejection',
      channel: item.channel,
      text: ru.interaction.menu.reject,
      customerName: item.customerName,
      productName: item.product?.name ?? null,
      counted: countedOf(item),
    })
    moveOn(ru.interaction.rejecting)
  }

  async function prioritise(priority: Priority | null) {
    const { changed, given } = ru.triage.priority
    const outcome = await setPriority(id, priority)
    if (outcome.kind !== 'accepted') return tellFailure(outcome)
    showToast({ text: priority === null ? given : changed(ru.words.priority[priority]) })
  }

  return { close, reopen, reject, prioritise }
}

function tellFailure(
  outcome: Outcome<{ __typename: 'BadInput' } | { __typename: 'Conflict' } | { __typename: 'NotFound' }>,
) {
  if (outcome.kind === 'refused') showToast({ text: refusalText(outcome.refusal, serverNow()) })
  if (outcome.kind === 'unreachable') showToast({ text: ru.frame.needsConnection })
  if (outcome.kind === 'broken') showToast({ text: failures.broken(outcome.incident), tone: 'error' })
}
