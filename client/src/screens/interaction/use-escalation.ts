import { ref } from 'vue'
import { declineChat, escalate, withdrawEscalation } from '#api/escalate.ts'
import type { Outcome } from '#api/outcome.ts'
import type { ChatCandidateFragment, EscalateInput } from '#generated/graphql.ts'
import { serverNow } from '#stores/clock.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { announce } from '#ui/announcer.ts'
import { showToast } from '#ui/toasts.ts'

const t = ru.escalation

/** Lets an item go on in a chat: in the one that is sure, in the one she chooses, or in the one that the buyer has yet to open. */
export function useEscalation(id: string, openItem: (id: string) => void) {
  /** The chats to choose from; null while there is nothing to choose. */
  const choosing = ref<readonly ChatCandidateFragment[] | null>(null)

  async function continueInChat(choice: Pick<EscalateInput, 'chatId' | 'isNoneOfThem'> = {}) {
    choosing.value = null
    const outcome = await escalate({ interactionId: id, ...choice })
    if (outcome.kind !== 'accepted') return tellFailure(outcome)

    const { outcome: what, candidates, interaction } = outcome.answer
    if (what === 'CHOOSE') choosing.value = candidates
    // The notice says the same to whoever sees it.
    if (what === 'WAITING') announce(t.waiting)
    const chat = interaction.escalation?.chat
    if (what === 'CONTINUED' && chat) {
      showToast({ text: t.opened })
      openItem(chat.id)
    }
  }

  /** Of a chat: this item goes on here. */
  async function takeOver(itemId: string) {
    const outcome = await escalate({ interactionId: itemId, chatId: id })
    if (outcome.kind !== 'accepted') tellFailure(outcome)
  }

  /** Of a chat: this item is another buyer's. */
  async function decline(itemId: string) {
    const outcome = await declineChat(itemId, id)
    if (outcome.kind === 'accepted') showToast({ text: t.declined })
    else tellFailure(outcome)
  }

  async function withdraw(itemId: string, done: string) {
    const outcome = await withdrawEscalation(itemId)
    if (outcome.kind === 'accepted') showToast({ text: done })
    else tellFailure(outcome)
  }

  return { choosing, continueInChat, takeOver, decline, withdraw }
}

function tellFailure(outcome: Outcome<{ __typename: 'NotFound' } | { __typename: 'BadInput' }>) {
  if (outcome.kind === 'refused') showToast({ text: refusalText(outcome.refusal, serverNow()) })
  if (outcome.kind === 'unreachable') showToast({ text: ru.frame.needsConnection })
  if (outcome.kind === 'broken') showToast({ text: failures.broken(outcome.incident), tone: 'error' })
}
