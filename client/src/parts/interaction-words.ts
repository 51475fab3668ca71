import { urgencyOf } from '#domain/urgency.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { deadline } from '#texts/formats.ts'
import { ru } from '#texts/ru.ts'
import { priorityText, words } from '#texts/words.ts'
import { chipWord } from './reply-words.ts'
import type { Chip } from './state-chips.ts'

const { row } = ru.inbox

export const buyerName = ({ customerName }: Pick<LiveInteractionFragment, 'customerName'>) => customerName ?? row.buyer

export const productName = ({ product }: Pick<LiveInteractionFragment, 'product'>) => product?.name ?? row.product

/** WB names no author of a question, so its product leads. */
export const headline = (item: LiveInteractionFragment) =>
  item.channel === 'QUESTION' ? productName(item) : buyerName(item)

/** What the buyer wants, in a word; null where that says nothing. */
export function topicOf({ channel, intent }: LiveInteractionFragment): string | null {
  if (channel === 'QUESTION') return words.intent[intent ?? 'GENERAL_QUESTION']
  return intent === null || intent === 'OTHER' ? null : words.intent[intent]
}

/** What the second line of a row begins with: a complaint that stars hide, else the topic. */
export function leadOf(item: LiveInteractionFragment): string | null {
  const hides = item.needsResponse && item.priorityReason === 'HIDDEN_COMPLAINT'
  return hides ? row.hiddenComplaint : topicOf(item)
}

/** What it is about: the product, unless that leads already. */
export function subjectLine(item: LiveInteractionFragment): string | null {
  return item.channel !== 'QUESTION' && item.product ? productName(item) : null
}

/** How urgent it is and why, for those who listen; a topic that is the reason is said once. */
function urgencyWords(item: LiveInteractionFragment, now: Date): string | null {
  const { needsResponse, priority, priorityReason, escalationReason: escalation } = item
  if (!needsResponse || !priorityReason) return null
  if (priorityReason === 'INTENT') return words.priority[priority]

  return priorityText(priority, priorityReason, { escalation, overdue: urgencyOf(item, now.getTime()) === 'overdue' })
}

export function previewOf(item: LiveInteractionFragment, draft = ''): string {
  if (draft !== '') return draft
  if (item.preview === '') return item.channel === 'REVIEW' ? row.noText : ''

  return item.previewIsOurs ? row.ours(item.preview) : item.preview
}

/** Nothing is called sent before WB has it: until then the reply speaks for itself. */
export function statusWord({ displayStatus, lastReply }: LiveInteractionFragment): string | null {
  if (displayStatus === 'FAILED') return chipWord('failed', lastReply?.kind)
  if (displayStatus !== 'PENDING') return words.status[displayStatus]
  if (lastReply?.state !== 'ACCEPTED') return null
  return lastReply.moderatedAt ? ru.inbox.chips.onReview : words.status.PENDING
}

/** Why it is closed, else its status. A question whose rejection is on its way is not closed yet. */
export function standingWord(item: LiveInteractionFragment): string | null {
  if (item.displayStatus === 'CLOSED' && item.closeReason) return words.closeReason[item.closeReason]
  return statusWord(item)
}

/** How a screen reader says a row: channel, rating, name, product, topic, status, deadline, urgency, text. */
export function rowName(
  item: LiveInteractionFragment,
  { draft, draftIsReady = false, chips, now }: { draft: string; draftIsReady?: boolean; chips: Chip[]; now: Date },
): string {
  const due = item.slaDueAt !== null && urgencyOf(item, now.getTime()) !== 'none' ? new Date(item.slaDueAt) : null
  const urgency = urgencyWords(item, now)
  const text = draft === '' ? previewOf(item) : row.draft(draft)

  return [
    words.channel[item.channel] ?? words.unknownChannel,
    item.rating && ru.interaction.thread.stars(item.rating),
    item.channel !== 'QUESTION' && buyerName(item),
    item.product && productName(item),
    topicOf(item),
    statusWord(item),
    due && deadline(due, now).long,
    urgency,
    draftIsReady && row.draftReady,
    ...chips.map((chip) => chip.text).filter((chip) => chip !== statusWord(item) && chip !== urgency),
    text,
  ]
    .filter(Boolean)
    .join(', ')
}
