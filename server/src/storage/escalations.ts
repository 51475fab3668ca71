import { type ChatCandidate, partedEvents, waitsUntil } from '#domain/continuation.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Link } from '#domain/link.ts'
import type { Db, Tx } from './db.ts'
import { isOnCards } from './links.ts'

/** A review or a question that goes on in a chat, or waits for one. */
export type EscalationRow = {
  interactionId: string
  sellerId: string
  chatId: string | null
  reason: string | null
  createdBy: string | null
  createdAt: Date
  waitsUntil: Date | null
}

/** What became of these reviews and questions. */
export async function escalationsOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, EscalationRow>> {
  const rows = await db.query<EscalationRow>(escalationsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.interactionId, row]))
}

const escalationsStatement = {
  name: 'escalations',
  text: `
    SELECT interaction_id AS "interactionId", seller_id AS "sellerId", chat_id AS "chatId", reason, created_by AS "createdBy",
      created_at AS "createdAt", waits_until AS "waitsUntil"
    FROM escalation WHERE interaction_id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])`,
}

/** A review or a question on a chat's card: it goes on there, or the chat may be the one that it waits for. */
export type Continued = { id: string; isCertain: boolean }

/** What goes on in these chats, and what may: the reviews and questions that wait for a chat about the same product. */
export async function continuedIn(db: Db, sellerIds: string[], chatIds: string[]): Promise<Map<string, Continued[]>> {
  const rows = await db.query<Continued & { chatId: string }>(continuedStatement, [sellerIds, chatIds])
  return new Map(chatIds.map((id) => [id, rows.filter(({ chatId }) => chatId === id).slice(0, mostContinued)]))
}

/** What is certain first, then the newest. */
const mostContinued = 10

/** The chat is about the awaited product, its buyer wrote in time, and nobody has said that it is another's. */
const answersWaiting = `
  chat.channel = 'chat' AND chat.seller_id = waiting.seller_id AND chat.marketplace = 'wb' AND chat.nm_id = item.nm_id
  AND (chat.source = 'demo') = (item.source = 'demo') AND chat.occurred_at >= waiting.created_at
  AND EXISTS (
    SELECT FROM chat_thread AS thread JOIN chat_message AS message ON message.thread_id = thread.id
    WHERE thread.interaction_id = chat.id AND message.author = 'buyer'
      AND message.sent_at BETWEEN waiting.created_at AND waiting.waits_until
  )
  AND NOT EXISTS (
    SELECT FROM link_candidate AS link
    WHERE link.a_id = LEAST(item.id, chat.id) AND link.b_id = GREATEST(item.id, chat.id) AND link.verdict = 'incorrect'
  )`

const continuedStatement = {
  name: 'escalations_of_chats',
  text: `
    SELECT chat_id AS "chatId", interaction_id AS id, true AS "isCertain" FROM escalation
    WHERE chat_id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])
    UNION ALL
    SELECT chat.id, item.id, false
    FROM interaction AS chat
    JOIN escalation AS waiting ON waiting.seller_id = chat.seller_id AND waiting.waits_until IS NOT NULL
    JOIN interaction AS item ON item.id = waiting.interaction_id
    WHERE chat.id = ANY($2::uuid[]) AND chat.seller_id = ANY($1::uuid[]) AND ${answersWaiting}
    ORDER BY 3 DESC, 2 DESC`,
}

type CandidateRow = {
  interactionId: string
  chatId: string
  linkId: string | null
  linkType: Link['type'] | null
  confidence: number | null
  legacyOnly: boolean | null
}

/** A chat in which an item may go on, with the link that speaks for it. */
export type LinkedCandidate = ChatCandidate & { linkId: string | null }

/**
 * Chats in which these reviews and questions may go on, the likeliest first, at most five of each. A link that cards hide proposes none.
 */
export async function chatCandidatesOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
): Promise<Map<string, LinkedCandidate[]>> {
  const rows = await db.query<CandidateRow>(candidatesStatement, [sellerIds, ids])
  return new Map(ids.map((id) => [id, rows.filter((row) => row.interactionId === id).map(toCandidate)]))
}

/** The same within a transaction, of one item. */
export async function chatCandidatesIn(tx: Tx, sellerId: string, id: string): Promise<LinkedCandidate[]> {
  const rows = await tx.$queryRawUnsafe<CandidateRow[]>(candidatesStatement.text, [sellerId], [id])
  return rows.map(toCandidate)
}

function toCandidate({ chatId, linkId, linkType, confidence, legacyOnly }: CandidateRow): LinkedCandidate {
  const link = linkType && { type: linkType, confidence: confidence ?? 0, isLegacyOnly: legacyOnly ?? false }
  return { chatId, linkId, link }
}

const candidatesStatement = {
  name: 'chat_candidates',
  text: `
    SELECT item.id AS "interactionId", best.* FROM interaction AS item, LATERAL (
      SELECT found.id AS "chatId", link.id AS "linkId", link.link_type AS "linkType", link.confidence,
        link.legacy_only AS "legacyOnly"
      FROM (
        SELECT CASE WHEN link.a_id = item.id THEN link.b_id ELSE link.a_id END AS id FROM link_candidate AS link
        WHERE (link.a_id = item.id OR link.b_id = item.id) AND ${isOnCards}
        UNION
        SELECT chat.id FROM escalation AS waiting, interaction AS chat
        WHERE waiting.interaction_id = item.id AND ${answersWaiting}
      ) AS found
      JOIN interaction AS chat ON chat.id = found.id AND chat.channel = 'chat'
      LEFT JOIN link_candidate AS link
        ON link.a_id = LEAST(item.id, chat.id) AND link.b_id = GREATEST(item.id, chat.id) AND link.confidence >= 65
      ORDER BY link.confidence DESC NULLS LAST, chat.occurred_at DESC, chat.id LIMIT 5
    ) AS best
    WHERE item.id = ANY($2::uuid[]) AND item.seller_id = ANY($1::uuid[])`,
}

/** Lets an item go on in this chat, or wait for one; whatever was said of it before is no more. */
export async function saveEscalation(tx: Tx, { interactionId, ...row }: EscalationRow): Promise<void> {
  const data = { ...row, proposedAt: null }
  await tx.escalation.upsert({ where: { interactionId }, create: { interactionId, ...data }, update: data })
}

/** Lets go of it. Returns the chat that it went on in, null for none; undefined when there was nothing to let go of. */
export async function forgetEscalation(tx: Tx, interactionId: string): Promise<string | null | undefined> {
  const known = await tx.escalation.findUnique({ where: { interactionId } })
  if (known) await tx.escalation.delete({ where: { interactionId } })
  return known?.chatId
}

/**
 * What goes on in a chat that is another buyer's does so no more: it waits for its chat again, as if nobody had found one. Returns what
 * to record: nothing where neither of the two went on in the other.
 */
export async function partFromChat(tx: Tx, pair: [string, string], actor: string): Promise<NewEvent[]> {
  const known = await tx.escalation.findFirst({ where: { interactionId: { in: pair }, chatId: { in: pair } } })
  if (!known?.chatId) return []
  const { interactionId, chatId, createdAt } = known
  const until = waitsUntil(createdAt)
  await tx.escalation.update({ where: { interactionId }, data: { chatId: null, waitsUntil: until, proposedAt: null } })
  return partedEvents({ interactionId, chatId, until }, actor)
}

/** Those of these items that still wait go on in this chat. Returns them. */
export async function continueWaiting(tx: Tx, ids: string[], chatId: string, now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE escalation SET chat_id = ${chatId}::uuid, waits_until = NULL
    WHERE interaction_id = ANY(${ids}::uuid[]) AND waits_until >= ${now}
    RETURNING interaction_id AS id`
  return rows.map(({ id }) => id)
}

/** The items that wait for a chat which this one may be, told once each: the next one that fits is found on the card. */
export async function takeAwaiting(tx: Tx, chatId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(awaitingStatement, chatId, now)
  return rows.map(({ id }) => id)
}

const awaitingStatement = `
  UPDATE escalation SET proposed_at = $2::timestamptz
  FROM escalation AS waiting, interaction AS item, interaction AS chat
  WHERE escalation.interaction_id = waiting.interaction_id AND item.id = waiting.interaction_id AND chat.id = $1::uuid
    AND waiting.waits_until IS NOT NULL AND waiting.proposed_at IS NULL AND ${answersWaiting}
  RETURNING escalation.interaction_id AS id`
