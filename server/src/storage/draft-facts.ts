import { identifierMatch } from '#domain/deterministic-match.ts'
import type { DraftFacts, PastAnswer, ProductFacts, RelatedStep, SpokenMessage } from '#domain/draft-facts.ts'
import { mostStepsOf, stepsIn } from '#domain/draft-prompt.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { MessageAttachment } from '#domain/incoming.ts'
import type { Channel, Intent } from '#domain/interaction.ts'
import type { LinkSide, Verdict } from '#domain/link.ts'
import { isDenied, policyOf } from '#domain/link-policy.ts'
import type { Tone } from '#domain/phrases/draft-prompt.ts'
import { previewOf } from '#domain/preview.ts'
import { fillTemplate, fitsItem, unfilledIn } from '#domain/template.ts'
import type { Db } from './db.ts'
import type { InteractionModel } from './generated/models.ts'
import { verdictsOf } from './links.ts'
import { productCardsOf } from './product-cards.ts'
import { productContextsOf } from './product-context.ts'
import { templatesOf } from './templates.ts'

/** An item that a draft is written for, as it was when it was read. */
export type DraftItem = { interaction: InteractionModel; facts: DraftFacts; lastBuyerMessageId: string | null }

/**
 * Everything stored that a draft of this item may be based on (domain §9.2). Notes of the team are never among it, nor is anything
 * of another buyer but what the seller answered about the product.
 */
export async function gatherDraftFacts(
  db: Db,
  interaction: InteractionModel,
  { tone, now }: { tone: Tone; now: Date },
): Promise<DraftItem> {
  const { text, rating, customerName } = interaction
  // The columns hold the domain's words; nobody else writes them.
  const channel = interaction.channel as Channel
  const messages = channel === 'chat' ? await lastMessages(db, interaction) : []
  const [card, pastAnswers, templates, frequent, related, profile] = await Promise.all([
    cardOf(db, interaction),
    pastAnswersAbout(db, interaction),
    templatesFor(db, interaction),
    frequentAbout(db, interaction, now),
    relatedTo(db, interaction),
    profileOf(db, interaction),
  ])
  const known = { pastAnswers, templates, frequent, related, profile }
  const facts: DraftFacts = {
    ...{ channel, text, rating, customerName, messages, tone },
    intent: interaction.intent as Intent | null,
    product: { ...productOf(interaction), card },
    ...known,
  }
  return { interaction, facts, lastBuyerMessageId: messages.findLast(({ author }) => author === 'buyer')?.id ?? null }
}

async function cardOf(db: Db, { nmId }: InteractionModel): Promise<ProductFacts['card']> {
  return nmId === null ? null : ((await productCardsOf(db, [nmId])).get(nmId) ?? null)
}

function productOf({ nmId, productName, extra }: InteractionModel): Omit<ProductFacts, 'card'> {
  const { brand = null, category = null, size = null, color = null } = (extra ?? {}) as InteractionExtra
  return { nmId, name: productName, brand, category, size, color }
}

async function lastMessages(db: Db, { id, sellerId }: InteractionModel): Promise<SpokenMessage[]> {
  type Row = Omit<SpokenMessage, 'attachments'> & { attachments: MessageAttachment[] }
  const rows = await db.query<Row>(messagesStatement, [sellerId, id])
  return rows.filter((row) => previewOf(row) !== null).reverse()
}

const messagesStatement = {
  name: 'draft_messages',
  text: `
    SELECT message.id, message.author, message.text, message.attachments, message.sent_at AS "sentAt"
    FROM chat_message AS message JOIN chat_thread AS t ON t.id = message.thread_id
    WHERE t.interaction_id = $2::uuid AND t.seller_id = $1::uuid AND message.author <> 'system'
      AND message.status NOT IN ('failed', 'moderation_rejected')
    ORDER BY message.sent_at DESC, message.arrival DESC LIMIT 10`,
}

async function pastAnswersAbout(db: Db, { id, sellerId, nmId, intent }: InteractionModel): Promise<PastAnswer[]> {
  if (nmId === null) return []
  return await db.query<PastAnswer>(answersStatement, [sellerId, nmId, intent, id])
}

// The answer to this very item would say what was promised already, but then it waits for no other.
const answersStatement = {
  name: 'draft_past_answers',
  text: `
    SELECT answer.id, answer.interaction_id AS "interactionId", answer.text, answered.customer_name AS "customerName"
    FROM (
      SELECT id, interaction_id, text, intent, sent_at FROM response_history
      WHERE seller_id = $1::uuid AND nm_id = $2 AND text <> '' AND channel <> 'chat' AND interaction_id <> $4::uuid
      ORDER BY (intent IS NOT NULL AND intent = $3::text) DESC, sent_at DESC NULLS LAST, id LIMIT 5
    ) AS answer
    LEFT JOIN interaction AS answered ON answered.id = answer.interaction_id
    ORDER BY (answer.intent IS NOT NULL AND answer.intent = $3::text) DESC, answer.sent_at DESC NULLS LAST, answer.id`,
}

/** Without the buyer's name: that is not for a model. */
async function templatesFor(db: Db, item: InteractionModel): Promise<{ id: string; text: string }[]> {
  const { sellerId, productName, nmId } = item
  const fitting = ((await templatesOf(db, [sellerId])).get(sellerId) ?? []).filter((each) => fitsItem(each, item))
  const closest = fitting.sort((one, other) => Number(other.intent !== null) - Number(one.intent !== null))
  const facts = { customerName: null, productName, article: nmId, shopName: null }
  return closest
    .map(({ id, text }) => ({ id, text: fillTemplate(text, facts) }))
    .filter(({ text }) => unfilledIn(text).length === 0)
    .slice(0, 2)
}

async function frequentAbout(db: Db, { id, sellerId }: InteractionModel, now: Date): Promise<DraftFacts['frequent']> {
  const context = (await productContextsOf(db, [sellerId], [id], now)).get(id)
  return { complaints: context?.complaints ?? [], questions: context?.questions ?? [] }
}

/**
 * What the same order or the same buyer said elsewhere; by an old number of a buyer only probably. Links that are guesses are not told:
 * they may be another buyer's, and his words are not for this one (domain §9.2 leaves it open). For the same reason nothing is told of
 * what is denied.
 */
async function relatedTo(db: Db, interaction: InteractionModel): Promise<RelatedStep[]> {
  const { id, sellerId, orderId, customerId } = interaction
  if (!orderId && !customerId) return []
  const verdicts = await verdictsOf(db, sellerId, id)
  const keys = [...(orderId ? [{ orderId }] : []), ...(customerId ? [{ customerId }] : [])]
  const where = { sellerId, id: { not: id }, OR: keys }
  const steps: RelatedStep[] = []
  // Judged first, and then the best are taken: newer ones that say nothing of this buyer take no place.
  const wanted = mostStepsOf(interaction)
  for (let skip = 0; skip < mostRelated && stepsIn(steps).length < wanted; skip += pageOfRelated) {
    const orderBy = [{ occurredAt: 'desc' as const }, { id: 'desc' as const }]
    const others = await db.prisma.interaction.findMany({ where, orderBy, skip, take: pageOfRelated })
    steps.push(...others.flatMap((other) => stepOf(interaction, other, verdicts.get(other.id) ?? 'none')))
    if (others.length < pageOfRelated) break
  }
  return steps
}

/** An old number of buyers may stand on thousands of items; so many are looked at, a page at a time. */
const mostRelated = 500
const pageOfRelated = 50

function stepOf(interaction: InteractionModel, other: InteractionModel, verdict: Verdict): RelatedStep[] {
  const match = identifierMatch(sideOf(interaction), sideOf(other))
  if (!match || (interaction.source === 'demo') !== (other.source === 'demo')) return []
  if (isDenied(interaction, other, { ...match, verdict })) return []
  const { mode } = policyOf({ type: 'deterministic', ...match })
  return [
    {
      ...{
        interactionId: other.id,
        type: 'deterministic',
        confidence: match.confidence,
        mode,
        signals: [match.reason],
      },
      ...{ channel: other.channel as Channel, at: other.occurredAt, customerName: other.customerName },
      ...{ text: other.text, answer: other.lastReplyText },
    },
  ]
}

function sideOf(row: InteractionModel): LinkSide {
  const { id, externalId, orderId, customerId, nmId, productArticle, occurredAt, customerName, text } = row
  const extra = (row.extra ?? {}) as InteractionExtra
  return {
    ...{ id, externalId, orderId, customerId, nmId, productArticle, occurredAt, customerName, text },
    channel: row.channel as Channel,
    isDemo: row.source === 'demo',
    customerIdKind: row.customerIdKind as LinkSide['customerIdKind'],
    parentExternalId: extra.parentFeedbackId ?? null,
    intent: row.intent as Intent | null,
  }
}

async function profileOf(db: Db, item: InteractionModel): Promise<DraftFacts['profile']> {
  const { sellerId, customerId, customerIdKind } = item
  if (!customerId || customerIdKind !== 'wb_customer') return null
  const { _count: items, _max: last } = await db.prisma.interaction.aggregate({
    where: { sellerId, marketplace: 'wb', customerId },
    _count: true,
    _max: { occurredAt: true },
  })
  return items > 1 && last.occurredAt ? { items, lastAt: last.occurredAt } : null
}
