import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { linesWokenBy, type ReplyLine, replyLines } from '#domain/reply-line.ts'
import type { Db, Tx } from './db.ts'

/** Where commits are announced. The journal itself is the truth. */
export const journalChannel = 'agentiq_journal'

/** What is told of a commit: whose it is, and the lines in which a reply may leave sooner by it. */
export type Announcement = { sellerId: string; lines: ReplyLine[] }

/** Reads what was heard on `journalChannel`. */
export function announcementIn(payload: string): Announcement {
  const [sellerId = '', ...words] = payload.split(' ')
  return { sellerId, lines: replyLines.filter((line) => words.includes(line)) }
}

/**
 * Records what the transaction made true, numbered without gaps in the order of commits. Call it last in the transaction:
 * from here on the seller's other writers wait. Announces the commit to every process. Returns the last number.
 */
export async function recordEvents(tx: Tx, sellerId: string, at: Date, events: NewEvent[]): Promise<number> {
  const rows = events.map(({ type, interactionId, channel, actor, details }) => ({
    type,
    interaction_id: interactionId ?? null,
    channel: channel ?? null,
    actor: actor ?? 'system',
    details: details ?? {},
  }))
  if (rows.length === 0) return await lastSeq(tx, sellerId)

  const [head] = await tx.$queryRaw<{ last_seq: number }[]>`
    WITH head AS (
      INSERT INTO journal_head (seller_id, last_seq) VALUES (${sellerId}::uuid, ${rows.length})
      ON CONFLICT (seller_id) DO UPDATE SET last_seq = journal_head.last_seq + excluded.last_seq
      RETURNING last_seq
    ), recorded AS (
      INSERT INTO journal_event (seller_id, seq, type, interaction_id, channel, actor, details, created_at)
      SELECT ${sellerId}::uuid, head.last_seq - ${rows.length} + row.number, row.value ->> 'type',
             (row.value ->> 'interaction_id')::uuid, row.value ->> 'channel', row.value ->> 'actor', row.value -> 'details', ${at}
      FROM head, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS row (value, number)
    ), announced AS (
      SELECT pg_notify(${journalChannel}, ${[sellerId, ...linesWokenBy(events)].join(' ')})
    )
    SELECT head.last_seq FROM head, announced`
  return head?.last_seq ?? 0
}

/** The next events of a seller after `seq`, oldest first. */
export async function eventsAfter(db: Db, sellerId: string, seq: number, limit: number): Promise<RecordedEvent[]> {
  return await db.query<RecordedEvent>(eventsAfterStatement, [sellerId, seq, limit])
}

/** Where each of these sellers' journals ends. */
export async function journalHeads(db: Db, sellerIds: string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ sellerId: string; lastSeq: number }>(headsStatement, [sellerIds])
  return new Map(rows.map(({ sellerId, lastSeq }) => [sellerId, lastSeq]))
}

async function lastSeq(tx: Tx, sellerId: string): Promise<number> {
  return (await tx.journalHead.findUnique({ where: { sellerId } }))?.lastSeq ?? 0
}

const eventsAfterStatement = {
  name: 'events_after',
  text: `
    SELECT seller_id AS "sellerId", seq, type, interaction_id AS "interactionId", channel, actor, details, created_at AS "createdAt"
    FROM journal_event WHERE seller_id = $1::uuid AND seq > $2 ORDER BY seq LIMIT $3`,
}

const headsStatement = {
  name: 'journal_heads',
  text: 'SELECT seller_id AS "sellerId", last_seq AS "lastSeq" FROM journal_head WHERE seller_id = ANY($1::uuid[])',
}
