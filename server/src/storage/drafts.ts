import { dayOf, startOfDay } from '#domain/days.ts'
import { ahead, type Draft, type Explanation, type FallbackReason } from '#domain/draft.ts'
import { praiseMemory } from '#domain/draft-fallback.ts'
import { stopReasons } from '#domain/escalation-effect.ts'
import type { Viewer } from '#domain/viewer.ts'
import type { Db, Tx } from './db.ts'
import { subjectOf } from './draft-subject.ts'
import type { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'
import { visibleTo } from './visibility.ts'

/** An item's turn to get a draft: `askedAt` is null where nobody has asked. */
export type DraftTurn = { interactionId: string; sellerId: string; askedAt: Date | null; isForced: boolean }

/** A draft as it is told, without what it is based on. */
export type DraftRow = Omit<Draft, 'contentHash' | 'explanation'> & {
  id: string
  interactionId: string
  isCached: boolean
  createdAt: Date
  shownAt: Date | null
  /** The buyer has said something else since. */
  isOutdated: boolean
}

/** Where the drafting of an item stands: its current draft, and since when an operator waits for one. */
export type Drafting = { interactionId: string; askedAt: Date | null; draft: DraftRow | null }

/** How drafting stands for these interactions. */
export async function draftingOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, Drafting>> {
  const rows = await db.query<DraftRow & { askedAt: Date | null; id: string | null }>(draftingStatement, [
    sellerIds,
    ids,
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
  d.is_cached AS "isCached", d.created_at AS "createdAt", d.shown_at AS "shownAt",
  d.subject_hash <> ${subjectOf('i')} AS "isOutdated"`

const draftingStatement = {
  name: 'drafting_of',
  text: `
    SELECT i.id AS "interactionId", t.asked_at AS "askedAt", ${draftColumns}
    FROM interaction AS i
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

/** An item as it is now, and what the buyer has said by now. Null when it is gone. */
export async function findDraftSubject(
  db: Db,
  interactionId: string,
): Promise<{ interaction: InteractionModel; subjectHash: string } | null> {
  // Read before the facts: what comes in meanwhile makes the draft outdated, never the other way round.
  const [row] = await db.query<{ hash: string }>(subjectStatement, [interactionId])
  const interaction = await db.prisma.interaction.findUnique({ where: { id: interactionId } })
  return row && interaction ? { interaction, subjectHash: row.hash } : null
}

const subjectStatement = {
  name: 'draft_subject',
  text: `SELECT ${subjectOf('i')} AS hash FROM interaction AS i WHERE i.id = $1::uuid`,
}

/** The current draft of an item as far as it decides whether it is used again. */
export async function currentDraft(tx: Tx, interactionId: string) {
  const found = await tx.draft.findFirst({
    where: { interactionId, supersededAt: null },
    select: { id: true, contentHash: true, fallbackReason: true, createdAt: true },
  })
  // The column holds the domain's words; nobody else writes it.
  return found && { ...found, fallbackReason: found.fallbackReason as FallbackReason | null }
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
  const asked = { askedAt: now, askedBy, isForced, dueAt: now }
  await tx.draftTurn.upsert({ where: { interactionId }, create: { interactionId, sellerId, ...asked }, update: asked })
}

/** Takes an item out of the line. False: it was not there. */
export async function leaveLine(tx: Tx, interactionId: string): Promise<boolean> {
  return (await tx.draftTurn.deleteMany({ where: { interactionId } })).count > 0
}

/** Takes an item out of the line whose turn this process has. False: somebody else has it, or it was taken out. */
export async function endTurn(tx: Tx, interactionId: string, owner: string): Promise<boolean> {
  return (await tx.draftTurn.deleteMany({ where: { interactionId, leaseOwner: owner } })).count > 0
}

type NewDraft = Draft & { subjectHash: string; isAhead: boolean }

/** Puts a draft in the place of the current one. Returns its id. */
export async function keepDraft(
  tx: Tx,
  { id: interactionId, sellerId }: InteractionModel,
  { explanation, ...draft }: NewDraft,
  now: Date,
): Promise<string> {
  await tx.draft.updateMany({ where: { interactionId, supersededAt: null }, data: { supersededAt: now } })
  const json = explanation as unknown as Prisma.InputJsonValue
  const { id } = await tx.draft.create({
    data: { ...draft, sellerId, interactionId, explanation: json, createdAt: now },
    select: { id: true },
  })
  return id
}

/** Notes that a draft was used again. */
export async function markCached(tx: Tx, id: string): Promise<void> {
  await tx.draft.update({ where: { id }, data: { isCached: true } })
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

/** Every seller with something in its journal, and where that ends. */
export async function journalEnds(db: Db): Promise<{ sellerId: string; lastSeq: number; zone: string }[]> {
  return await db.query(endsStatement, [])
}

const endsStatement = {
  name: 'draft_journal_ends',
  text: `
    SELECT seller_id AS "sellerId", last_seq AS "lastSeq", seller.time_zone AS zone
    FROM journal_head JOIN seller ON seller.id = journal_head.seller_id`,
}

/**
 * Puts items in the line that nobody has asked about: what is urgent or high and has no draft for what the buyer says now, the most
 * urgent first, then the newest. As many as there is room for, one a second (domain §9.4). Returns how many.
 */
export async function lineUpAhead(
  db: Db,
  { sellerId, zone }: { sellerId: string; zone: string },
  now: Date,
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
  )
}

export const lineUpStatement = `
  WITH line AS (
    SELECT count(*)::int AS waiting, max(due_at) AS last FROM draft_turn WHERE seller_id = $1::uuid AND asked_at IS NULL
  ), today AS (
    SELECT count(*)::int AS written, max(created_at) AS last FROM draft
    WHERE seller_id = $1::uuid AND created_at >= $3::timestamptz AND is_ahead
  ), next AS (
    SELECT i.id, row_number() OVER (ORDER BY i.priority_rank DESC, i.occurred_at DESC) - 1 AS place
    FROM interaction AS i
    LEFT JOIN draft AS d ON d.interaction_id = i.id AND d.superseded_at IS NULL
    WHERE i.seller_id = $1::uuid AND i.needs_response AND i.priority_rank >= 2 AND btrim(coalesce(i.text, '')) <> ''
      AND (i.escalation_reason IS NULL OR NOT i.escalation_reason = ANY($4::text[]))
      AND (d.id IS NULL OR d.subject_hash <> ${subjectOf('i')})
      AND NOT EXISTS (SELECT 1 FROM draft_turn AS t WHERE t.interaction_id = i.id)
    ORDER BY i.priority_rank DESC, i.occurred_at DESC
    LIMIT (SELECT greatest(0, least($5::int - line.waiting, $6::int - line.waiting - today.written)) FROM line, today)
  )
  INSERT INTO draft_turn (interaction_id, seller_id, is_forced, due_at)
  SELECT next.id, $1::uuid, false, greatest($2::timestamptz, line.last + apart.step, today.last + apart.step) + next.place * apart.step
  FROM next, line, today, (SELECT $7::int * interval '1 millisecond' AS step) AS apart
  ON CONFLICT (interaction_id) DO NOTHING`
