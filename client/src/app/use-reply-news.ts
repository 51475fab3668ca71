import { type InboxEvent, onInboxEvent } from '#api/live.ts'
import type { ReplyChip } from '#domain/reply-chip.ts'
import { headline } from '#parts/interaction-words.ts'
import { chipWord } from '#parts/reply-words.ts'
import { ru } from '#texts/ru.ts'
import { announce } from '#ui/announcer.ts'

/** Says at once, wherever the operator is, that a reply which the server has did not get through (ui 8.2). */
export function useReplyNews() {
  onInboxEvent((event) => {
    const words = replyNews(event)
    if (words) announce(words, { urgent: true })
  })
}

/** What is said of an event; null when it is no failure. */
export function replyNews({ type, interaction }: InboxEvent): string | null {
  // Whose answer was overtaken is told by the device that had sent it.
  if (!interaction || interaction.lastReply?.state === 'ANSWERED_ELSEWHERE') return null
  const say = (chip: ReplyChip) =>
    ru.interaction.outbox.announced(chipWord(chip, interaction.lastReply?.kind), headline(interaction))

  if (type === 'REPLY_REJECTED') return say('rejected')
  if (type !== 'REPLY_FAILED') return null
  switch (interaction.lastReply?.state) {
    case 'MODERATION_REJECTED':
      return say('rejected')
    case 'NEEDS_ATTENTION':
      return say('unconfirmed')
    default:
      return say('failed')
  }
}
