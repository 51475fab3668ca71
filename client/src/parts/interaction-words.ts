import { urgencyOf } from '#domain/urgency.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { deadline } from '#texts/formats.ts'
import { ru } from '#texts/ru.ts'
import { words } from '#texts/words.ts'
import type { Chip } from './state-chips.ts'

const { row } = ru.inbox

export const buyerName = ({ customerName }: Pick<LiveInteractionFragment, 'customerName'>) => customerName ?? row.buyer

export const productName = ({ product }: Pick<LiveInteractionFragment, 'product'>) => product?.name ?? row.product

/** WB names no author of a question, so its product leads. */
export const headline = (item: LiveInteractionFragment) =>
  item.channel === 'QUESTION' ? productName(item) : buyerName(item)

export function secondLine(item: LiveInteractionFragment): string {
  if (item.channel === 'QUESTION') return words.intent[item.intent ?? 'GENERAL_QUESTION']

  return item.product ? productName(item) : ''
}

export function previewOf(item: LiveInteractionFragment, draft = ''): string {
  if (draft !== '') return draft
  if (item.preview === '') return item.channel === 'REVIEW' ? row.noText : ''

  return item.previewIsOurs ? row.ours(item.preview) : item.preview
}

/** Nothing is called sent before WB has it: until then the reply speaks for itself. */
export function statusWord({ displayStatus, lastReply }: LiveInteractionFragment): string | null {
  return displayStatus === 'PENDING' && lastReply?.state !== 'ACCEPTED' ? null : words.status[displayStatus]
}

/** How a screen reader says a row: channel, rating, name, product, status, deadline, text. */
export function rowName(
  item: LiveInteractionFragment,
  { draft, draftIsReady = false, chips, now }: { draft: string; draftIsReady?: boolean; chips: Chip[]; now: Date },
): string {
  const due = item.slaDueAt !== null && urgencyOf(item, now.getTime()) !== 'none' ? new Date(item.slaDueAt) : null
  const text = draft === '' ? previewOf(item) : row.draft(draft)

  return [
    words.channel[item.channel] ?? words.unknownChannel,
    item.rating && ru.interaction.thread.stars(item.rating),
    item.channel !== 'QUESTION' && buyerName(item),
    item.product && productName(item),
    item.channel === 'QUESTION' && secondLine(item),
    statusWord(item),
    due && deadline(due, now).long,
    draftIsReady && row.draftReady,
    ...chips.map((chip) => chip.text).filter((chip) => chip !== words.status[item.displayStatus]),
    text,
  ]
    .filter(Boolean)
    .join(', ')
}
