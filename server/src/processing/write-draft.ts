import type { Deps } from '#deps.ts'
import {
  ahead,
  askedAtOnce,
  cameToNothing,
  contentHashOf,
  type DraftOrigin,
  draftBlockOf,
  mayReuse,
  patienceFor,
} from '#domain/draft.ts'
import { isSimplePraise } from '#domain/draft-fallback.ts'
import { answerLine, knownOf, productLine, stepLine, stepsIn } from '#domain/draft-prompt.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Guardrails } from '#domain/guardrails.ts'
import type { Sentiment } from '#domain/interaction.ts'
import { promptVersion } from '#domain/prompt-version.ts'
import { lockInteraction } from '#storage/answered.ts'
import { claimDueFairly, claimInPace } from '#storage/claim.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { withdrawDenied } from '#storage/denied-drafts.ts'
import { type DraftItem, gatherDraftFacts } from '#storage/draft-facts.ts'
import { openWriter, type Writer } from '#storage/draft-settings.ts'
import { ownTermsOf } from '#storage/draft-terms.ts'
import {
  currentDraft,
  type DraftStand,
  type DraftSubject,
  type DraftTurn,
  endTurn,
  findDraftSubject,
  keepDraft,
  lastPraise,
  markCached,
  putRenewalOff,
  putTurnOff,
} from '#storage/drafts.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { leaseMs } from '#storage/lease.ts'
import { judgeChatSoon } from '#storage/model-readings.ts'
import { replyContextOf, rulesInForce } from '#storage/reply-rules.ts'
import { composeDraft, type DraftTask } from './compose-draft.ts'

export type WriteDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'owner' | 'seal' | 'config' | 'askModel'>

/** Takes items whose turn it is to get a draft, at most this many: those that an operator waits for, or the others. */
export async function claimDrafts(
  { db, clock, owner }: WriteDeps,
  line: 'askedDrafts' | 'draftsAhead',
  limit: number,
): Promise<DraftTurn[]> {
  // A model is given less time than the lease holds.
  const claimant = { owner, leaseMs }
  if (line === 'draftsAhead')
    return await claimInPace<DraftTurn>(db, line, clock.now(), claimant, { limit, apartMs: ahead.apartMs })
  return await claimDueFairly<DraftTurn>(db, line, clock.now(), claimant, { limit, ofSeller: askedAtOnce.ofSeller })
}

/**
 * Writes the draft of an item whose turn this process has, or finds that there is none to write. `signal`: nobody wants it any more, so the
 * model is let go and nothing comes of it. Never fails.
 */
export async function writeDraft(deps: WriteDeps, turn: DraftTurn, signal?: AbortSignal): Promise<void> {
  let subject: DraftSubject | null = null
  try {
    subject = await findDraftSubject(deps.db, turn.interactionId, ownTermsOf(deps.config))
    await write(deps, turn, { subject, signal })
  } catch (error) {
    if (signal?.aborted) return
    const { interactionId, sellerId } = turn
    deps.log.error({ interactionId, sellerId, error }, 'A draft could not be written.')
    await putOff(deps, turn, subject?.stand ?? null).catch((again: unknown) =>
      deps.log.error({ interactionId, error: again }, 'The turn of a draft could not be put off.'),
    )
  }
}

/** It is told to whoever waits for it, and when it is put aside: each try would be no news. */
async function putOff({ db, clock, owner }: WriteDeps, turn: DraftTurn, stand: DraftStand | null): Promise<void> {
  const { interactionId, sellerId, askedAt } = turn
  await inTransaction(db, async (tx) => {
    await lockInteraction(tx, interactionId)
    const now = clock.now()
    const put = await putTurnOff(tx, { ...turn, owner, stand }, now)
    if (put && (put.isPutAside || askedAt !== null))
      await record(tx, { interactionId, sellerId }, [{ type: 'draft_failed' }], now)
  })
}

type Wanted = { subject: DraftSubject | null; signal: AbortSignal | undefined }

async function write(deps: WriteDeps, turn: DraftTurn, { subject, signal }: Wanted): Promise<void> {
  const { writer, tone } = await openWriter(deps, turn.sellerId)
  if (!subject || !isWanted(turn, subject.interaction, writer))
    return await end(deps, turn, async () => [{ type: 'draft_cancelled' }])

  const { interaction, stand } = subject
  const { guardrails } = await rulesInForce(deps.db.prisma, deps.log, turn.sellerId)
  const item = await gatherDraftFacts(deps.db, interaction, { tone, now: deps.clock.now() })
  const contentHash = hashOf(item, writer, guardrails)
  const known = await currentDraft(deps.db.prisma, interaction.id)
  if (known && !turn.isForced && mayReuse(known, contentHash, interaction.lastReplyAt))
    return await reuse(deps, turn, { id: known.id, stand: standOf(known, stand) })

  const began = performance.now()
  const composed = await composeDraft(deps, { ...taskOf(deps, turn, { item, writer, guardrails }), signal })
  const latencyMs = Math.round(performance.now() - began)
  if (known && cameToNothing(composed.fallbackReason) && isBetter(known, stand, interaction.lastReplyAt))
    return await stay(deps, turn, known.id)

  const draft = { ...composed, contentHash, promptVersion, policyVersion: guardrails.version, latencyMs }
  await end(deps, turn, async (tx, now) => {
    const isAhead = turn.askedAt === null
    const { lastBuyerMessageId } = item
    const kept = { ...draft, ...standOf(draft, stand), isAhead, lastBuyerMessageId }
    const draftId = await keepDraft(tx, interaction, kept, now)
    // An operator may have denied a link meanwhile that the model was told of.
    if ((await withdrawDenied(tx, [interaction.id], now)).length > 0) return [{ type: 'draft_failed' }]
    await judgeChatSoon(tx, interaction.id, now)
    const { origin, fallbackReason } = draft
    return [{ type: 'draft_generated', details: { draftId, origin, fallbackReason, isAhead } }]
  })
}

type Gathered = { item: DraftItem; writer: Writer; guardrails: Guardrails }

function taskOf({ db, clock }: WriteDeps, { sellerId, askedAt }: DraftTurn, gathered: Gathered): DraftTask {
  const { item, writer, guardrails } = gathered
  return {
    ...{ sellerId, writer, guardrails, facts: item.facts, patienceMs: patienceFor(askedAt, clock.now()) },
    // The column holds the domain's words; nobody else writes it.
    sentiment: item.interaction.sentiment as Sentiment | null,
    lastPraise: () => lastPraise(db, sellerId),
    contextOf: (text) => replyContextOf(db.prisma, item.interaction, text, clock.now()),
  }
}

/** Nobody's time is spent on what nobody asked for where no model may write, or where there are no words to answer. */
function isWanted({ askedAt }: DraftTurn, interaction: InteractionModel, writer: Writer): boolean {
  if (draftBlockOf(interaction) !== null) return false
  if (askedAt !== null) return true
  return !(writer.kind === 'nobody' && writer.reason === 'disabled') && (interaction.text ?? '').trim() !== ''
}

function hashOf({ facts, lastBuyerMessageId }: DraftItem, writer: Writer, { version }: Guardrails): string {
  const { text, rating, pastAnswers, related, tone } = facts
  const isTold = writer.kind === 'model' && !isSimplePraise(facts)
  const known = knownOf(facts)
  return contentHashOf({
    ...{ text, rating, lastBuyerMessageId, tone, promptVersion },
    product: isTold ? productLine(facts) : null,
    pastAnswers: isTold ? pastAnswers.map((answer) => answerLine(answer, known)) : [],
    steps: isTold ? stepsIn(related).map((step) => stepLine(step, known)) : [],
    writer: writer.kind === 'model' ? `${writer.provider}/${writer.model}` : writer.reason,
    policyVersion: version,
  })
}

/** Only a model is told of the product and the buyer: no card makes another of the texts that stand in for one. */
function standOf({ origin }: { origin: DraftOrigin }, stand: DraftStand): DraftStand {
  return origin === 'model' ? stand : { ...stand, cardHash: null, linksHash: null, answersAt: null }
}

type Standing = { origin: DraftOrigin; subjectHash: string; termsHash: string | null; createdAt: Date }

/**
 * A model's words that answer what the buyer has said and the seller has not answered since, on the terms of today: better than any text
 * that stands in, whatever a card, newer answers or links say by now.
 */
function isBetter(known: Standing, stand: DraftStand, lastReplyAt: Date | null): boolean {
  const isAnswered = lastReplyAt !== null && lastReplyAt >= known.createdAt
  const isOfToday = known.subjectHash === stand.subjectHash && known.termsHash === stand.termsHash
  return known.origin === 'model' && isOfToday && !isAnswered
}

async function reuse(
  deps: WriteDeps,
  turn: DraftTurn,
  { id: draftId, stand }: { id: string; stand: DraftStand },
): Promise<void> {
  await end(deps, turn, async (tx) => {
    await markCached(tx, draftId, stand)
    return turn.askedAt === null ? [] : [{ type: 'draft_cache_hit', details: { draftId } }]
  })
}

/** What is there stays: whoever asked for another is told that none came, and nobody else anything. */
async function stay(deps: WriteDeps, turn: DraftTurn, draftId: string): Promise<void> {
  await end(deps, turn, async (tx, now) => {
    await putRenewalOff(tx, draftId, now)
    return turn.askedAt === null ? [] : [{ type: 'draft_failed' }]
  })
}

type Ending = (tx: Tx, now: Date) => Promise<OfItem[]>

/** Ends the turn, and what came of it with it; nothing comes of a turn that was taken away meanwhile. */
async function end({ db, clock, owner }: WriteDeps, turn: DraftTurn, ending: Ending): Promise<void> {
  const { interactionId, sellerId } = turn
  await inTransaction(db, async (tx) => {
    await lockInteraction(tx, interactionId)
    if (!(await endTurn(tx, turn, owner))) return
    const now = clock.now()
    await record(tx, { interactionId, sellerId }, await ending(tx, now), now)
  })
}

type OfItem = Pick<NewEvent, 'type' | 'details'>

async function record(
  tx: Tx,
  { interactionId, sellerId }: Pick<DraftTurn, 'interactionId' | 'sellerId'>,
  events: OfItem[],
  now: Date,
): Promise<void> {
  const subject = await tx.interaction.findUnique({ where: { id: interactionId }, select: { channel: true } })
  if (!subject || events.length === 0) return
  const { channel } = subject
  await recordEvents(
    tx,
    sellerId,
    now,
    events.map((event) => ({ ...event, interactionId, channel })),
  )
}
