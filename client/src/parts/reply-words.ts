import type { OutboxKind } from '#domain/outbox-item.ts'
import type { ReplyChip } from '#domain/reply-chip.ts'
import type { ReplyFailure, ReplyKind, ReplyState } from '#generated/graphql.ts'
import { replyFailures } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

const { reply } = ru.interaction

const otherwise = { answer: {}, edit: reply.ofEdit, rejection: reply.ofRejection }

/** What is said otherwise of what kind of reply. */
export const replyWords = (kind: OutboxKind): typeof reply => ({ ...reply, ...otherwise[kind] })

/** Why a reply that the server has did not get through. */
export function failureText(failure: ReplyFailure, kind: ReplyKind): string {
  const ofRejection = kind === 'REJECTION' ? reply.ofRejection.failures[failure] : undefined
  return ofRejection ?? replyFailures[failure]
}

type Said = { kind: ReplyKind; state: ReplyState; text: string | null }

/** What stands in the bubble of a reply. Nobody wrote the words of a rejection, and they call it carried out: until it is, it is a wish. */
export function saidIn({ kind, state, text }: Said): string | null {
  return kind === 'REJECTION' && state !== 'CONFIRMED' ? ru.interaction.menu.reject : text
}

/** What became of a reply that the server has, in a word or two. */
export function chipWord(chip: ReplyChip, kind: ReplyKind | undefined): string {
  const { ofRejection, ...words } = ru.inbox.chips
  return kind === 'REJECTION' ? { ...words, ...ofRejection }[chip] : words[chip]
}

/** The kind of a reply that the server has, by the word of the device. */
export const kindOf: Record<ReplyKind, OutboxKind> = { ANSWER: 'answer', EDIT: 'edit', REJECTION: 'rejection' }

/** Says what became of a reply that was taken back. */
export function tellTakenBack(outcome: keyof typeof reply.takenBack, kind: OutboxKind): void {
  showToast({ text: replyWords(kind).takenBack[outcome] })
}
