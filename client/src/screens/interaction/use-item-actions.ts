import { closeInteraction, reopenInteraction } from '#api/close-interaction.ts'
import { setPriority } from '#api/set-priority.ts'
import { type ClosedByHand, subjectOf, type Wish } from '#domain/kept-action.ts'
import { countedOf } from '#domain/outbox-item.ts'
import type { LiveInteractionFragment, Priority } from '#generated/graphql.ts'
import { tellFailure } from '#parts/tell-failure.ts'
import { useTellKept } from '#parts/tell-kept.ts'
import { useBulk } from '#stores/bulk.ts'
import { useConnection } from '#stores/connection.ts'
import { useOutbox } from '#stores/outbox.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** What can be done with an item without answering it. `moveOn` is told in words what was done when it is dealt with. */
export function useItemActions(
  id: string,
  interaction: () => LiveInteractionFragment | null,
  moveOn: (done: string) => void,
) {
  const outbox = useOutbox()
  const bulk = useBulk()
  const connection = useConnection()
  const tellKept = useTellKept()

  async function close(reason: ClosedByHand) {
    const outcome = await reached(() => closeInteraction(id, reason))
    if (outcome.kind === 'unreachable') return await keepClosing(reason)
    if (outcome.kind !== 'accepted') return tellFailure(outcome)

    showToast({ text: ru.interaction.closed, action: { label: ru.frame.cancel, run: reopen } })
    moveOn(ru.interaction.closed)
  }

  async function reopen() {
    const outcome = await reached(() => reopenInteraction(id))
    if (outcome.kind === 'unreachable') return await keep({ action: 'REOPEN' })
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
    const outcome = await reached(() => setPriority(id, priority))
    if (outcome.kind === 'unreachable') return await keep({ action: 'SET_PRIORITY', priority })
    if (outcome.kind !== 'accepted') return tellFailure(outcome)
    showToast({ text: priority === null ? given : changed(ru.words.priority[priority]) })
  }

  /** Without a connection the server is not asked at all: then it is sure that nothing has been done yet. */
  async function reached<Answered>(ask: () => Promise<Answered>): Promise<Answered | { kind: 'unreachable' }> {
    return connection.online ? await ask() : { kind: 'unreachable' }
  }

  async function keepClosing(closeReason: ClosedByHand) {
    await keep({ action: 'CLOSE', closeReason })
    if (bulk.wishOf(id)?.action === 'CLOSE') moveOn(ru.triage.bulk.kept)
  }

  /** It waits on the device for a connection, and is done once (ui 8.3). */
  async function keep(wish: Omit<Wish, 'items'>) {
    const item = interaction()
    if (!item) return
    const outcome = await bulk.begin({ ...wish, items: [{ interactionId: id, version: item.version }] }, [
      subjectOf(item),
    ])
    if (outcome.kind === 'kept') tellWaiting(outcome.key)
    else if (outcome.kind !== 'accepted') tellFailure(outcome)
  }

  /** To bring back what was only about to be closed leaves nothing to do. */
  function tellWaiting(key: string | null) {
    if (bulk.wishOf(id)) tellKept(key)
    else showToast({ text: ru.triage.bulk.wishDropped })
  }

  return { close, reopen, reject, prioritise }
}
