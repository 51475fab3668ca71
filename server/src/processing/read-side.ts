import { chatIntentOf } from '#domain/intent.ts'
import type { Intent } from '#domain/interaction.ts'
import type { LinkSide } from '#domain/link.ts'
import type { Read } from '#domain/probable-link.ts'
import { buyersWordsIn } from '#domain/review-text.ts'
import { stemsOf, stemsOfMessages } from './stems.ts'

/** Texts are cut into stems only when something depends on their words. */
export function readSide(side: LinkSide): Read {
  const intent = troubleOf(side)
  let stems: ReadonlySet<string> | null = null
  let messages: ReadonlySet<string>[] | null = null
  return {
    ...side,
    intent,
    get stems() {
      stems ??= stemsOf(wordsOf(side))
      return stems
    },
    get messages() {
      messages ??= stemsOfMessages(side)
      return messages
    },
  }
}

/** What the buyer himself wrote: what we call the fields of a review is common to all reviews. */
function wordsOf({ channel, text }: LinkSide): string | null {
  return channel === 'review' && text !== null ? buyersWordsIn(text) : text
}

/**
 * What a side is about. An item shows what the buyer wants now, and who has been answered often only thanks; what he had come with is in
 * what he wrote before.
 */
function troubleOf({ channel, intent, text }: LinkSide): Intent | null {
  const isSpent = channel === 'chat' && (intent === 'thanks' || intent === 'other')
  return isSpent ? chatIntentOf((text ?? '').split('\n')) : intent
}
