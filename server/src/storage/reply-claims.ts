import { type Room, withoutPlace } from '#domain/lane-share.ts'
import type { ReplyLine } from '#domain/reply-line.ts'
import type { Db } from './db.ts'

/** A reply that was claimed, and whose it is. */
export type ClaimedReply = { id: string; sellerId: string }

/** Who claims, and until when it holds if nothing is heard of the claimant. */
type Claim = { owner: string; until: Date; now: Date }

/**
 * Takes replies that are due and nobody holds, as many as there is room for, those first whose sellers hold less than their share, and
 * holds them until their lease ends. Several processes never get the same one.
 */
export async function claimReplies(
  db: Db,
  line: ReplyLine,
  { share, withinShare, beyondShare, held }: Room,
  { owner, until, now }: Claim,
): Promise<ClaimedReply[]> {
  const values = [now, until, owner, JSON.stringify(Object.fromEntries(held)), share, withinShare, beyondShare]
  return await db.query<ClaimedReply>(claimStatements[line], values)
}

/** When the next reply falls due that nobody holds and for which there is room; null when none waits. */
export async function nextReplyDueAt(db: Db, line: ReplyLine, room: Room, now: Date): Promise<Date | null> {
  const without = withoutPlace(room)
  if (without === 'all') return null
  const [row] = await db.query<{ at: Date | null }>(nextStatements[line], [now, without])
  return row?.at ?? null
}

const isOf: Record<ReplyLine, string> = { feedbacks: "channel <> 'chat'", chats: "channel = 'chat'" }

// Which ones are chosen is decided without a lock, so that each is looked at again when it is taken.
const claimOf = (line: ReplyLine) => `
  WITH due AS (
    SELECT id, due_at, COALESCE(($4::jsonb ->> seller_id::text)::int, 0)
      + row_number() OVER (PARTITION BY seller_id ORDER BY due_at, id) <= $5::int AS is_within
    FROM reply_outbox
    WHERE due_at <= $1::timestamptz AND (lease_until IS NULL OR lease_until < $1::timestamptz) AND ${isOf[line]}
  ), in_turn AS (
    SELECT id, is_within, row_number() OVER (ORDER BY is_within DESC, due_at, id) AS turn FROM due
  ), free AS (
    SELECT ctid FROM reply_outbox
    WHERE id IN (SELECT id FROM in_turn WHERE turn <= CASE WHEN is_within THEN $6::int ELSE $7::int END)
      AND due_at <= $1::timestamptz AND (lease_until IS NULL OR lease_until < $1::timestamptz)
    FOR UPDATE SKIP LOCKED
  )
  UPDATE reply_outbox AS waiting SET lease_until = $2::timestamptz, lease_owner = $3
  FROM free WHERE waiting.ctid = free.ctid
  RETURNING waiting.id, waiting.seller_id AS "sellerId"`

const nextOf = (line: ReplyLine) => `
  SELECT min(GREATEST(due_at, lease_until)) AS at FROM reply_outbox
  WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < $1::timestamptz OR due_at > $1::timestamptz)
    AND ${isOf[line]} AND seller_id <> ALL ($2::uuid[])`

const claimStatements = {
  feedbacks: { name: 'claim_feedback_replies', text: claimOf('feedbacks') },
  chats: { name: 'claim_chat_replies', text: claimOf('chats') },
}
const nextStatements = {
  feedbacks: { name: 'next_feedback_reply', text: nextOf('feedbacks') },
  chats: { name: 'next_chat_reply', text: nextOf('chats') },
}
