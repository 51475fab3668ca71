import type { InteractionExtra } from '#domain/extra.ts'
import type { MessageAttachment } from '#domain/incoming.ts'
import type { ReplySource } from '#domain/interaction.ts'
import type { Db } from './db.ts'
import { type InteractionRow, type ReplyRow, replyColumns, selectRows } from './interaction-row.ts'

/** An answer of the seller as remembered, ours or given elsewhere. */
type ResponseRow = {
  id: string
  interactionId: string
  text: string
  source: ReplySource
  /** Our reply's id, or the marketplace's id of the message. */
  externalRef: string | null
  sentAt: Date | null
}

/** A message of a chat. */
type ChatMessageRow = {
  id: string
  interactionId: string
  author: 'buyer' | 'seller' | 'system'
  text: string | null
  attachments: MessageAttachment[]
  isAuto: boolean
  sentAt: Date
  replyId: string | null
}

/** More of a conversation is not shown at once. */
export const newestMessages = 500

/** These interactions, as far as they belong to these sellers. */
export async function interactionsByIds(
  db: Db,
  sellerIds: string[],
  ids: string[],
): Promise<Map<string, InteractionRow>> {
  const rows = await db.query<InteractionRow>(interactionsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** These reviews by the marketplace's ids, which are unique within a seller. */
export async function reviewsByExternalIds(
  db: Db,
  sellerIds: string[],
  externalIds: string[],
): Promise<InteractionRow[]> {
  return await db.query<InteractionRow>(reviewsStatement, [sellerIds, externalIds])
}

/** What else the marketplace told of these interactions. */
export async function extrasOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, InteractionExtra>> {
  const rows = await db.query<{ id: string; extra: InteractionExtra }>(extrasStatement, [sellerIds, ids])
  return new Map(rows.map(({ id, extra }) => [id, extra]))
}

/** Every reply to these interactions, the newest first. */
export async function repliesOf(
  db: Db,
  sellerIds: string[],
  interactionIds: string[],
): Promise<Map<string, ReplyRow[]>> {
  return grouped(
    interactionIds,
    await db.query<ReplyRow>(repliesStatement, [sellerIds, interactionIds, newestMessages]),
  )
}

/** These replies, as far as they belong to these sellers. */
export async function repliesByIds(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, ReplyRow>> {
  const rows = await db.query<ReplyRow>(repliesByIdsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Every answer to these reviews and questions, the oldest first. */
export async function responsesOf(
  db: Db,
  sellerIds: string[],
  interactionIds: string[],
): Promise<Map<string, ResponseRow[]>> {
  return grouped(interactionIds, await db.query<ResponseRow>(responsesStatement, [sellerIds, interactionIds]))
}

/** The newest messages of these chats, the oldest of them first. */
export async function chatMessagesOf(
  db: Db,
  sellerIds: string[],
  interactionIds: string[],
): Promise<Map<string, ChatMessageRow[]>> {
  return grouped(
    interactionIds,
    await db.query<ChatMessageRow>(chatMessagesStatement, [sellerIds, interactionIds, newestMessages]),
  )
}

/** Where a message belongs, by the table that holds it; null when there is no such row. */
export async function interactionOfMessage(
  db: Db,
  sellerIds: string[],
  table: 'response' | 'chat',
  id: string,
): Promise<string | null> {
  const [row] = await db.query<{ interactionId: string }>(ownerStatements[table], [sellerIds, id])
  return row?.interactionId ?? null
}

function grouped<Row extends { interactionId: string }>(interactionIds: string[], rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>(interactionIds.map((id) => [id, []]))
  for (const row of rows) groups.get(row.interactionId)?.push(row)
  return groups
}

const interactionsStatement = {
  name: 'interactions_by_ids',
  text: selectRows('SELECT * FROM interaction WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])', ''),
}

const reviewsStatement = {
  name: 'reviews_by_external_ids',
  text: selectRows(
    `SELECT * FROM interaction
     WHERE seller_id = ANY($1::uuid[]) AND marketplace = 'wb' AND channel = 'review' AND external_id = ANY($2::text[])`,
    '',
  ),
}

const extrasStatement = {
  name: 'extras',
  text: `
    SELECT id, extra FROM interaction
    WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[]) AND jsonb_typeof(extra) = 'object'`,
}

const repliesStatement = {
  name: 'replies_of',
  text: `
    SELECT reply.* FROM unnest($2::uuid[]) AS wanted (id), LATERAL (
      SELECT ${replyColumns} FROM reply_outbox
      WHERE interaction_id = wanted.id AND seller_id = ANY($1::uuid[])
      ORDER BY created_at DESC, id DESC LIMIT $3
    ) AS reply`,
}

const repliesByIdsStatement = {
  name: 'replies_by_ids',
  text: `SELECT ${replyColumns} FROM reply_outbox WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])`,
}

const responsesStatement = {
  name: 'responses_of',
  text: `
    SELECT id, interaction_id AS "interactionId", text, source, external_ref AS "externalRef", sent_at AS "sentAt"
    FROM response_history WHERE interaction_id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])
    ORDER BY version, created_at, id`,
}

const chatMessagesStatement = {
  name: 'chat_messages_of',
  text: `
    SELECT message.* FROM chat_thread AS t, LATERAL (
      SELECT id, t.interaction_id AS "interactionId", author, text, attachments, is_auto AS "isAuto", sent_at AS "sentAt",
             reply_id AS "replyId", arrival
      FROM chat_message WHERE thread_id = t.id ORDER BY sent_at DESC, arrival DESC LIMIT $3
    ) AS message
    WHERE t.interaction_id = ANY($2::uuid[]) AND t.seller_id = ANY($1::uuid[])
    ORDER BY message."sentAt", message.arrival`,
}

const ownerStatements = {
  response: {
    name: 'interaction_of_response',
    text: 'SELECT interaction_id AS "interactionId" FROM response_history WHERE id = $2::uuid AND seller_id = ANY($1::uuid[])',
  },
  chat: {
    name: 'interaction_of_chat_message',
    text: `
      SELECT t.interaction_id AS "interactionId" FROM chat_message AS m JOIN chat_thread AS t ON t.id = m.thread_id
      WHERE m.id = $2::uuid AND t.seller_id = ANY($1::uuid[])`,
  },
}
