import type { OutboxKind } from '#domain/outbox-item.ts'
import type { ReplyKind } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

const { reply } = ru.interaction

const otherwise = { answer: {}, edit: reply.ofEdit, rejection: reply.ofRejection }

/** What is said otherwise of what kind of reply. */
export const replyWords = (kind: OutboxKind): typeof reply => ({ ...reply, ...otherwise[kind] })

/** The kind of a reply that the server has, by the word of the device. */
export const kindOf: Record<ReplyKind, OutboxKind> = { ANSWER: 'answer', EDIT: 'edit', REJECTION: 'rejection' }

/** Says what became of a reply that was taken back. */
export function tellTakenBack(outcome: keyof typeof reply.takenBack, kind: OutboxKind): void {
  showToast({ text: replyWords(kind).takenBack[outcome] })
}
