import { dayOf, startOfDay } from '#domain/days.ts'
import { ahead, cardPatienceMs, forAnswers, mostFailures } from '#domain/draft.ts'
import { stopReasons } from '#domain/escalation-effect.ts'
import { after } from '#domain/time.ts'
import type { Db } from './db.ts'
import { answersOf, cardOf, outdatedBy, subjectOf } from './draft-subject.ts'
import { termsOf } from './draft-terms.ts'
import type { Present } from './drafts.ts'

/**
 * A seller of whom something may have to be drafted: where its journal ends, since when a model is to be asked again, and whether a draft
 * knows less or something else than the cards of its products say.
 */
export type DraftingSeller = {
  sellerId: string
  lastSeq: number
  zone: string
  retryAt: Date | null
  hasNewCard: boolean
}

/** Every seller with something in its journal. Of cards only those of these products are looked at. */
export async function draftingSellers(db: Db, now: Date, nmIds: readonly string[]): Promise<DraftingSeller[]> {
  return await db.query(sellersStatement, [now, nmIds])
}

const sellersStatement = {
  name: 'drafting_sellers',
  text: `
    SELECT head.seller_id AS "sellerId", last_seq AS "lastSeq", seller.time_zone AS zone, (
      SELECT max(retry_at) FROM draft
      WHERE draft.seller_id = head.seller_id AND superseded_at IS NULL AND retry_at IS NOT NULL AND retry_at <= $1::timestamptz
    ) AS "retryAt",
    cardinality($2::text[]) > 0 AND EXISTS (
      SELECT FROM interaction AS i JOIN draft AS d ON d.interaction_id = i.id AND d.superseded_at IS NULL
      WHERE i.seller_id = head.seller_id AND i.marketplace = 'wb' AND i.nm_id = ANY($2::text[]) AND i.needs_response
        AND d.card_hash <> ${cardOf('i')}
    ) AS "hasNewCard"
    FROM journal_head AS head JOIN seller ON seller.id = head.seller_id`,
}

/**
 * Begins turns anew that were put aside and would be written of something else by now, one a second: the buyer has said more, or it is
 * written on other terms. Returns how many.
 */
export async function takeUpAside(db: Db, sellerId: string, { now, ownTerms }: Present): Promise<number> {
  return await db.prisma.$executeRawUnsafe(takeUpStatement, sellerId, now, mostFailures, ahead.apartMs, ownTerms)
}

const takeUpStatement = `
  WITH terms AS MATERIALIZED (${termsOf('seller.id = $1::uuid', '$5')}
  ), changed AS (
    SELECT t.interaction_id, row_number() OVER (ORDER BY i.priority_rank DESC, i.sla_due_at, i.occurred_at) - 1 AS place
    FROM draft_turn AS t JOIN interaction AS i ON i.id = t.interaction_id CROSS JOIN terms
    WHERE t.seller_id = $1::uuid AND t.failures >= $3::int AND t.lease_owner IS NULL
      AND (t.subject_hash <> ${subjectOf('i')} OR t.terms_hash <> terms.hash)
  )
  UPDATE draft_turn AS t SET failures = 0, due_at = $2::timestamptz + changed.place * $4::int * interval '1 millisecond'
  FROM changed WHERE t.interaction_id = changed.interaction_id AND t.failures >= $3::int AND t.lease_owner IS NULL`

/**
 * Puts items in the line that nobody has asked about: what is urgent or high and has no draft that holds, in the
 * order of the inbox (ADR 26). As many as there is room for, one a second (domain §9.4). What an operator has seen is renewed only when the buyer has
 * said something else: she may have it in her field. Newer answers about the product are a reason too, within bounds of
 * their own. `readsCards`: what may be told of its product soon waits a moment for it. Returns how many.
 */
export async function lineUpAhead(
  db: Db,
  { sellerId, zone }: { sellerId: string; zone: string },
  { now, ownTerms, readsCards }: Present & { readsCards: boolean },
): Promise<number> {
  const today = startOfDay(dayOf(now, zone), zone)
  return await db.prisma.$executeRawUnsafe(
    lineUpStatement,
    sellerId,
    now,
    today,
    [...stopReasons],
    ahead.atOnce,
    ahead.perDay,
    ahead.apartMs,
    ownTerms,
    mostFailures,
    after(now, -forAnswers.leastAgeMs),
    forAnswers.perDay,
    readsCards ? after(now, -cardPatienceMs) : now,
  )
}

/** SQL for whether the card of an item's product is still to come for the first time, of items that came in after `since`. */
function waitsForCard(since: string, now: string): string {
  return `
  i.created_at > ${since}::timestamptz AND i.created_at <= ${now}::timestamptz AND i.nm_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM product_card AS card
    WHERE card.nm_id = i.nm_id AND (fetched_at IS NOT NULL OR failures > 0 OR due_at IS NULL OR due_at > ${now}::timestamptz)
  )`
}

/** Until when items of the seller wait for cards of their products, the last of them; null where none does. */
export async function heldUntil(db: Db, sellerId: string, now: Date): Promise<Date | null> {
  const [row] = await db.query<{ last: Date | null }>(heldStatement, [sellerId, now, after(now, -cardPatienceMs)])
  return row?.last ? after(row.last, cardPatienceMs) : null
}

const heldStatement = {
  name: 'drafts_held',
  text: `
    SELECT max(created_at) AS last FROM interaction AS i
    WHERE i.seller_id = $1::uuid AND i.needs_response AND ${waitsForCard('$3', '$2')}`,
}

/** The model may be told of a newer answer; whether that is another word to it is seen when it is the draft's turn. */
const hasNewAnswers = `
  d.answers_at < ${answersOf('i')} AND d.created_at <= $10::timestamptz AND coalesce(d.retry_at <= $2::timestamptz, true)`

const outdated = outdatedBy({ draft: 'd', interaction: 'i', terms: 'terms', now: '$2' })

// What has no draft of its words goes before what has one already; then what is due first, as the inbox stands.
const itsTurn = `
  (d.id IS NULL OR ${outdated} = 'buyer_wrote') DESC, i.priority_rank DESC, i.sla_due_at, i.occurred_at`

// A stand-in for a model in trouble is written in a moment: it takes nothing of the day's drafts.
const lineUpStatement = `
  WITH line AS (
    SELECT count(*)::int AS waiting, max(due_at) AS last FROM draft_turn
    WHERE seller_id = $1::uuid AND asked_at IS NULL AND failures < $9::int
  ), terms AS MATERIALIZED (${termsOf('seller.id = $1::uuid', '$8')}
  ), today AS (
    SELECT count(*)::int AS written, max(created_at) AS last FROM draft
    WHERE seller_id = $1::uuid AND created_at >= $3::timestamptz AND is_ahead AND troubles = 0
  ), next AS (
    SELECT i.id, row_number() OVER (ORDER BY ${itsTurn}) - 1 AS place
    FROM interaction AS i
    LEFT JOIN draft AS d ON d.interaction_id = i.id AND d.superseded_at IS NULL
    CROSS JOIN terms
    WHERE i.seller_id = $1::uuid AND i.needs_response AND i.priority_rank >= 2 AND btrim(coalesce(i.text, '')) <> ''
      AND (i.escalation_reason IS NULL OR NOT i.escalation_reason = ANY($4::text[]))
      AND (d.id IS NOT NULL OR NOT (${waitsForCard('$12', '$2')}))
      AND (d.id IS NULL OR ${outdated} = 'buyer_wrote' OR d.shown_at IS NULL AND (
        ${outdated} IS NOT NULL OR ${hasNewAnswers} AND (SELECT written FROM today) < $11::int
      ))
      AND NOT EXISTS (SELECT 1 FROM draft_turn AS t WHERE t.interaction_id = i.id)
    ORDER BY ${itsTurn}
    LIMIT (SELECT greatest(0, least($5::int - line.waiting, $6::int - line.waiting - today.written)) FROM line, today)
  )
  INSERT INTO draft_turn (interaction_id, seller_id, is_forced, due_at)
  SELECT next.id, $1::uuid, false, greatest($2::timestamptz, line.last + apart.step, today.last + apart.step) + next.place * apart.step
  FROM next, line, today, (SELECT $7::int * interval '1 millisecond' AS step) AS apart
  ON CONFLICT (interaction_id) DO NOTHING`
