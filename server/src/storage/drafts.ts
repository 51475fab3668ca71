import {
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
import type { Priority } from '#domain/interaction.ts'
import { after } from '#domain/time.ts'
import type { Viewer } from '#domain/viewer.ts'
import type { Db, Tx } from './db.ts'
import { answersOf, cardOf, linksOf, outdatedBy, subjectOf } from './draft-subject.ts'
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

/**
 * What a draft answers, on what terms, what the card of the product says and operators say of links: with others it is outdated. And until
 * when answers about the product are known. Null where no model wrote.
 */
export type DraftStand = {
  subjectHash: string
  termsHash: string
  cardHash: string | null
  linksHash: string | null
  answersAt: Date | null
}

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
    SELECT ${subjectOf('i')} AS "subjectHash", terms.hash AS "termsHash", ${cardOf('i')} AS "cardHash", ${linksOf('i')} AS "linksHash",
      ${answersOf('i')} AS "answersAt"
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

/**
 * Puts an item in the line, or to its head if it waits there already. Where one is being written that nobody has asked for, or that is to
 * give way to another, the writing begins anew: the one that is under way was given other words or another patience, and ends as nothing.
 */
export async function askForDraft(
  tx: Tx,
  { interactionId, sellerId }: { interactionId: string; sellerId: string },
  { askedBy, isForced, now }: { askedBy: string; isForced: boolean; now: Date },
): Promise<void> {
  const turn = await tx.draftTurn.findUnique({ where: { interactionId }, select: { askedAt: true, isForced: true } })
  const asked = { askedAt: now, askedBy, isForced, dueAt: now, failures: 0 }
  if (!turn) await tx.draftTurn.create({ data: { interactionId, sellerId, ...asked } })
  else if (turn.askedAt === null || isForced)
    await tx.draftTurn.update({ where: { interactionId }, data: { ...asked, leaseUntil: null, leaseOwner: null } })
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

/** Notes that none came that is better: this one stays, and another is tried for, later each time. */
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
