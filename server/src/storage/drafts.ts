import { dayOf, startOfDay } from '#domain/days.ts'
import {
  ahead,
  type Draft,
  type DraftOrigin,
  type Explanation,
  type FallbackReason,
  isStopgap,
  mostFailures,
  type OutdatedBy,
  pauseAfterFailure,
  pauseAfterTrouble,
} from '#domain/draft.ts'
import { praiseMemory } from '#domain/draft-fallback.ts'
import { stopReasons } from '#domain/escalation-effect.ts'
import type { Priority } from '#domain/interaction.ts'
import { after } from '#domain/time.ts'
import type { Viewer } from '#domain/viewer.ts'
import type { Db, Tx } from './db.ts'
import { cardOf, outdatedBy, subjectOf } from './draft-subject.ts'
import { termsOf } from './draft-terms.ts'
import type { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'
import { visibleTo } from './visibility.ts'

/** An item's turn to get a draft: `askedAt` is null where nobody has asked. `leaseUntil` tells one claim from the next. */
export type DraftTurn = {
  interactionId: string
  sellerId: string
  askedAt: Date | null
  isForced: boolean
  leaseUntil: Date
}

/** A draft as it is told, without what it is based on. */
export type DraftRow = Omit<Draft, 'contentHash' | 'explanation' | 'urgency'> & {
  id: string
  interactionId: string
  isCached: boolean
  createdAt: Date
  shownAt: Date | null
  outdatedBy: OutdatedBy | null
  /** How urgent the item is now. */
  slaPriority: Priority
}

/** Where the drafting of an item stands: its current draft, and since when an operator waits for one. */
export type Drafting = { interactionId: string; askedAt: Date | null; draft: DraftRow | null }

/** When it is looked whether a draft holds, and on what terms this server writes. */
export type Present = { now: Date; ownTerms: string }

/** How drafting stands for these interactions. */
export async function draftingOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
  { now, ownTerms }: Present,
): Promise<Map<string, Drafting>> {
  const rows = await db.query<DraftRow & { askedAt: Date | null; id: string | null }>(draftingStatement, [
    sellerIds,
    ids,
    now,
    ownTerms,
  ])
  return new Map(
    rows.map(({ askedAt, ...draft }) => {
      const { interactionId } = draft
      return [interactionId, { interactionId, askedAt, draft: draft.id === null ? null : { ...draft, id: draft.id } }]
    }),
  )
}

const draftColumns = `
  d.id, d.text, d.origin, d.fallback_reason AS "fallbackReason", d.intent, d.sentiment, d.reason,
  d.needs_escalation AS "needsEscalation", d.escalation_reason AS "escalationReason", d.provider, d.model,
  d.prompt_version AS "promptVersion", d.policy_version AS "policyVersion", d.latency_ms AS "latencyMs",
  i.priority AS "slaPriority", d.is_cached AS "isCached", d.created_at AS "createdAt", d.shown_at AS "shownAt",
  ${outdatedBy({ draft: 'd', interaction: 'i', terms: 'terms', now: '$3' })} AS "outdatedBy"`

const draftingStatement = {
  name: 'drafting_of',
  text: `
    WITH terms AS MATERIALIZED (${termsOf('seller.id = ANY($1::uuid[])', '$4')})
    SELECT i.id AS "interactionId", t.asked_at AS "askedAt", ${draftColumns}
    FROM interaction AS i
    JOIN terms ON terms.seller_id = i.seller_id
    LEFT JOIN draft AS d ON d.interaction_id = i.id AND d.superseded_at IS NULL
    LEFT JOIN draft_turn AS t ON t.interaction_id = i.id
    WHERE i.id = ANY($2::uuid[]) AND i.seller_id = ANY($1::uuid[])
      AND (d.id IS NOT NULL OR t.asked_at IS NOT NULL)`,
}

/** What these drafts are based on. */
export async function explanationsOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, Explanation>> {
  const rows = await db.query<{ id: string; explanation: Explanation }>(explanationsStatement, [sellerIds, ids])
  return new Map(rows.map(({ id, explanation }) => [id, explanation]))
}

const explanationsStatement = {
  name: 'draft_explanations',
  text: 'SELECT id, explanation FROM draft WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])',
}

/** What a draft answers, on what terms, and what the card of the product says: with others it is outdated. */
export type DraftStand = { subjectHash: string; termsHash: string; cardHash: string | null }

export type DraftSubject = { interaction: InteractionModel; stand: DraftStand }

/** An item as it is now, with what the buyer has said by now, the terms that count and the card there is. Null when it is gone. */
export async function findDraftSubject(db: Db, interactionId: string, ownTerms: string): Promise<DraftSubject | null> {
  // Read before the facts and settings: what comes in meanwhile makes the draft outdated, never the other way round.
  const [stand] = await db.query<DraftStand>(subjectStatement, [interactionId, ownTerms])
  const interaction = await db.prisma.interaction.findUnique({ where: { id: interactionId } })
  return stand && interaction ? { interaction, stand } : null
}

const subjectStatement = {
  name: 'draft_subject',
  text: `
    SELECT ${subjectOf('i')} AS "subjectHash", terms.hash AS "termsHash", ${cardOf('i')} AS "cardHash"
    FROM interaction AS i, LATERAL (${termsOf('seller.id = i.seller_id', '$2')}) AS terms WHERE i.id = $1::uuid`,
}

/** The current draft of an item as far as it decides whether it is used again. */
export async function currentDraft(tx: Tx, interactionId: string) {
  const found = await tx.draft.findFirst({
    where: { interactionId, supersededAt: null },
    select: {
      ...{ id: true, origin: true, contentHash: true, fallbackReason: true, createdAt: true },
      ...{ subjectHash: true, termsHash: true },
    },
  })
  if (!found) return null
  // The columns hold the domain's words; nobody else writes them.
  const origin = found.origin as DraftOrigin
  const fallbackReason = found.fallbackReason as FallbackReason | null
  return { ...found, origin, fallbackReason }
}

/** The seller's last answers to simple praise, newest first. */
export async function lastPraise(db: Db, sellerId: string): Promise<string[]> {
  const rows = await db.prisma.draft.findMany({
    where: { sellerId, origin: 'template' },
    orderBy: { createdAt: 'desc' },
    take: praiseMemory,
    select: { text: true },
  })
  return rows.map(({ text }) => text)
}

/** Puts an item in the line, or to its head if it waits there already. */
export async function askForDraft(
  tx: Tx,
  { interactionId, sellerId }: { interactionId: string; sellerId: string },
  { askedBy, isForced, now }: { askedBy: string; isForced: boolean; now: Date },
): Promise<void> {
  const asked = { askedAt: now, askedBy, isForced, dueAt: now, failures: 0 }
  await tx.draftTurn.upsert({ where: { interactionId }, create: { interactionId, sellerId, ...asked }, update: asked })
}

/** Takes an item out of the line. False: it was not there. */
export async function leaveLine(tx: Tx, interactionId: string): Promise<boolean> {
  return (await tx.draftTurn.deleteMany({ where: { interactionId } })).count > 0
}

/** Takes an item out of the line whose turn this process has. False: somebody else has it, or it was taken out. */
export async function endTurn(tx: Tx, turn: Claim, owner: string): Promise<boolean> {
  return (await tx.draftTurn.deleteMany({ where: claimed(turn, owner) })).count > 0
}

type Claim = Pick<DraftTurn, 'interactionId' | 'leaseUntil'>

/** Who took an item out of the line and put it in again has another turn than the one that is still worked on. */
const claimed = ({ interactionId, leaseUntil }: Claim, leaseOwner: string) => ({
  interactionId,
  leaseUntil,
  leaseOwner,
})

/** Which of these turns this process no longer has: somebody took them out of the line, or another process took them over. */
export async function turnsLost(db: Db, turns: DraftTurn[], owner: string): Promise<DraftTurn[]> {
  const rows = await db.prisma.draftTurn.findMany({
    where: { interactionId: { in: turns.map(({ interactionId }) => interactionId) }, leaseOwner: owner },
    select: { interactionId: true, leaseUntil: true },
  })
  const had = new Set(rows.map(({ interactionId, leaseUntil }) => `${interactionId} ${leaseUntil?.getTime()}`))
  return turns.filter(({ interactionId, leaseUntil }) => !had.has(`${interactionId} ${leaseUntil.getTime()}`))
}

/**
 * Puts a turn off whose writing broke off, later each time, and at last aside; `stand` is what it broke off on, where that is known. Nobody
 * waits for it any more. Null: this process does not have it; else whether it has been put aside now.
 */
export async function putTurnOff(
  tx: Tx,
  { owner, stand, ...claim }: Claim & { owner: string; stand: DraftStand | null },
  now: Date,
): Promise<{ isPutAside: boolean } | null> {
  const mine = claimed(claim, owner)
  const turn = await tx.draftTurn.findFirst({ where: mine, select: { failures: true } })
  if (!turn) return null
  const failures = turn.failures + 1
  const pause = pauseAfterFailure(failures)
  const dueAt = pause === null ? null : after(now, pause)
  const { subjectHash = null, termsHash = null } = stand ?? {}
  await tx.draftTurn.updateMany({
    where: mine,
    data: { failures, dueAt, subjectHash, termsHash, ...nobodyAsks, leaseUntil: null, leaseOwner: null },
  })
  return { isPutAside: failures === mostFailures }
}

const nobodyAsks = { askedAt: null, askedBy: null }

type NewDraft = Draft & DraftStand & { isAhead: boolean; lastBuyerMessageId: string | null }

/** Puts a draft in the place of the current one. Returns its id. One that only stands in is to be renewed, later each time. */
export async function keepDraft(
  tx: Tx,
  { id: interactionId, sellerId }: InteractionModel,
  { explanation, ...draft }: NewDraft,
  now: Date,
): Promise<string> {
  const current = { interactionId, supersededAt: null }
  const former = await tx.draft.findFirst({ where: current, select: { troubles: true } })
  await tx.draft.updateMany({ where: current, data: { supersededAt: now } })
  const troubles = isStopgap(draft.fallbackReason) ? (former?.troubles ?? 0) + 1 : 0
  const retryAt = troubles > 0 ? after(now, pauseAfterTrouble(troubles)) : null
  const json = explanation as unknown as Prisma.InputJsonValue
  const { id } = await tx.draft.create({
    data: { ...draft, sellerId, interactionId, troubles, retryAt, explanation: json, createdAt: now },
    select: { id: true },
  })
  return id
}

/** Notes that a draft was used again: it holds on the terms of today too. */
export async function markCached(tx: Tx, id: string, stand: DraftStand): Promise<void> {
  await tx.draft.update({ where: { id }, data: { isCached: true, troubles: 0, retryAt: null, ...stand } })
}

/** Notes that a model in trouble wrote none that knows more: this one stays, and another is tried for, later each time. */
export async function putRenewalOff(tx: Tx, id: string, now: Date): Promise<void> {
  const { troubles } = await tx.draft.update({
    where: { id },
    data: { troubles: { increment: 1 } },
    select: { troubles: true },
  })
  await tx.draft.update({ where: { id }, data: { retryAt: after(now, pauseAfterTrouble(troubles)) } })
}

/** A draft that the viewer may see; null when there is none. */
export async function findVisibleDraft(tx: Tx, viewer: Viewer, id: string) {
  return await tx.draft.findFirst({
    where: { id, ...visibleTo(viewer) },
    select: { id: true, sellerId: true, interactionId: true, interaction: { select: { channel: true } } },
  })
}

/** Notes that an operator saw it. False: somebody had before. */
export async function markShown(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (await tx.draft.updateMany({ where: { id, shownAt: null }, data: { shownAt: now } })).count > 0
}

/**
 * The draft that the operator had before her when she wrote a reply: the one she named, or the last one shown by then that no other
 * reply was compared with (domain §11.7).
 */
export async function shownDraftOf(
  tx: Tx,
  { draftId, interactionId, createdAt }: { draftId: string | null; interactionId: string; createdAt: Date },
): Promise<{ id: string; text: string; shownAt: Date | null } | null> {
  const select = { id: true, text: true, shownAt: true } as const
  const named = draftId && (await tx.draft.findFirst({ where: { id: draftId, interactionId }, select }))
  // Whoever names a draft has seen it, even if that could not be told in time.
  if (named) return { ...named, shownAt: named.shownAt ?? createdAt }

  const answered = { interactionId, draftId: { not: null } }
  const compared = await tx.responseHistory.findMany({ where: answered, select: { draftId: true } })
  const id = { notIn: compared.flatMap((answer) => answer.draftId ?? []) }
  const shownAt = { lte: createdAt }
  return await tx.draft.findFirst({ where: { interactionId, id, shownAt }, orderBy: { shownAt: 'desc' }, select })
}

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
    SELECT t.interaction_id, row_number() OVER (ORDER BY i.priority_rank DESC, i.occurred_at DESC) - 1 AS place
    FROM draft_turn AS t JOIN interaction AS i ON i.id = t.interaction_id CROSS JOIN terms
    WHERE t.seller_id = $1::uuid AND t.failures >= $3::int AND t.lease_owner IS NULL
      AND (t.subject_hash <> ${subjectOf('i')} OR t.terms_hash <> terms.hash)
  )
  UPDATE draft_turn AS t SET failures = 0, due_at = $2::timestamptz + changed.place * $4::int * interval '1 millisecond'
  FROM changed WHERE t.interaction_id = changed.interaction_id AND t.failures >= $3::int AND t.lease_owner IS NULL`

/**
 * Puts items in the line that nobody has asked about: what is urgent or high and has no draft that holds, the most urgent first, then
 * the newest. As many as there is room for, one a second (domain §9.4). What an operator has seen is renewed only when the buyer has
 * said something else: she may have it in her field. Returns how many.
 */
export async function lineUpAhead(
  db: Db,
  { sellerId, zone }: { sellerId: string; zone: string },
  { now, ownTerms }: Present,
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
  )
}

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
      AND (d.id IS NULL OR ${outdated} = 'buyer_wrote' OR ${outdated} IS NOT NULL AND d.shown_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM draft_turn AS t WHERE t.interaction_id = i.id)
    ORDER BY ${itsTurn}
    LIMIT (SELECT greatest(0, least($5::int - line.waiting, $6::int - line.waiting - today.written)) FROM line, today)
  )
  INSERT INTO draft_turn (interaction_id, seller_id, is_forced, due_at)
  SELECT next.id, $1::uuid, false, greatest($2::timestamptz, line.last + apart.step, today.last + apart.step) + next.place * apart.step
  FROM next, line, today, (SELECT $7::int * interval '1 millisecond' AS step) AS apart
  ON CONFLICT (interaction_id) DO NOTHING`
