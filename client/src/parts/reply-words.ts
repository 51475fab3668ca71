import type { OutboxKind } from '#domain/outbox-item.ts'
import type { ReplyChip } from '#domain/reply-chip.ts'
import type { ReplyKind } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

const { reply } = ru.interaction

const otherwise = { answer: {}, edit: reply.ofEdit, rejection: reply.ofRejection }

/** What is said otherwise of what kind of reply. */
export const replyWords = (kind: OutboxKind): typeof reply => ({ ...reply, ...otherwise[kind] })

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
