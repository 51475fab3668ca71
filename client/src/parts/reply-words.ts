import type { OutboxKind } from '#domain/outbox-item.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

const { reply } = ru.interaction

/** What is said otherwise of what kind of reply. */
export const replyWords = (kind: OutboxKind): typeof reply =>
  kind === 'rejection' ? { ...reply, ...reply.ofRejection } : reply

/** Says what became of a reply that was taken back. */
export function tellTakenBack(outcome: keyof typeof reply.takenBack, kind: OutboxKind): void {
  showToast({ text: replyWords(kind).takenBack[outcome] })
}
