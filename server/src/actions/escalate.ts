import type { Deps } from '#deps.ts'
import { type ChatChoice, continuationOf, continuedEvents } from '#domain/continuation.ts'
import { BadInput } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel } from '#domain/interaction.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { lockInteraction } from '#storage/answered.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { withdrawDenied } from '#storage/denied-drafts.ts'
import {
  chatCandidatesIn,
  forgetEscalation,
  type LinkedCandidate,
  partFromChat,
  saveEscalation,
} from '#storage/escalations.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { askForLinksAnew } from '#storage/link-work.ts'
import { saveDifferent, saveVerdict } from '#storage/links.ts'
import { lockVisible } from '#storage/locked.ts'

type EscalateInput = { interactionId: string; choice: ChatChoice; reason: string | null }

/** What came of it. `choose`: nothing was changed, an operator has to say which chat it is. */
type Escalated = { interactionId: string; outcome: 'continued' | 'choose' | 'waiting' }

const mostReason = 300

/**
 * Lets a review or a question go on in a chat: the one that an identifier leads to, the one that the operator chose, or the one that
 * the buyer has yet to open, since nobody else can (domain §12.1). Refuses with `NotFound`, `BadInput`.
 */
export async function escalate(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, choice, reason: given }: EscalateInput,
): Promise<Escalated> {
  const reason = given?.trim().toWellFormed() || null
  if (reason !== null && (reason.length > mostReason || reason.includes('\u0000')))
    throw new BadInput('reason', `A reason has at most ${mostReason} characters.`)

  return await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    if (interaction.channel === 'chat') throw new BadInput('interactionId', 'It is a chat already.')
    const candidates = await chatCandidatesIn(tx, interaction.sellerId, interactionId)
    const now = clock.now()
    const continuation = continuationOf(candidates, choice, now)

    switch (continuation.kind) {
      case 'unknown':
        throw new BadInput('chatId', 'Nothing speaks for this chat.')
      case 'choose':
        return { interactionId, outcome: 'choose' }
      case 'continue': {
        const chosen = candidates.find(({ chatId }) => chatId === continuation.chatId)
        await continueIn(tx, viewer, { interaction, chosen, chatId: continuation.chatId, reason, now })
        return { interactionId, outcome: 'continued' }
      }
      case 'wait':
        await waitForChat(tx, viewer, { interaction, until: continuation.until, reason, now })
        return { interactionId, outcome: 'waiting' }
    }
  })
}

type Subject = { interaction: InteractionModel; reason: string | null; now: Date }

/** Who picks a chat says that it is the same buyer. */
async function continueIn(
  tx: Tx,
  { userId }: Viewer,
  { interaction, chosen, chatId, reason, now }: Subject & { chosen: LinkedCandidate | undefined; chatId: string },
): Promise<void> {
  const { id: interactionId, sellerId } = interaction
  const row = { interactionId, sellerId, chatId, reason, createdBy: userId, createdAt: now, waitsUntil: null }
  const guess = chosen?.link?.type === 'probabilistic' ? chosen.linkId : null
  // A look holds its work before what it finds and what waits for that, so must we.
  if (guess) await askForLinksAnew(tx, sellerId, [interactionId, chatId], now)
  await saveEscalation(tx, row)
  const events = continuedEvents({ interactionId, chatId }, userId)
  if (guess) {
    await saveVerdict(tx, guess, 'correct', userId)
    const details = { linkId: guess, otherId: chatId, verdict: 'correct' }
    events.push({ type: 'link_verdict', interactionId, actor: userId, details })
  }
  await recordEvents(tx, sellerId, now, events)
}

async function waitForChat(
  tx: Tx,
  { userId }: Viewer,
  { interaction, until, reason, now }: Subject & { until: Date },
): Promise<void> {
  const { id: interactionId, sellerId } = interaction
  const row = { interactionId, sellerId, chatId: null, reason, createdBy: userId, createdAt: now, waitsUntil: until }
  await saveEscalation(tx, row)
  await recordEvents(tx, sellerId, now, [told(interaction, userId, { state: 'waiting', until: until.toISOString() })])
}

/**
 * Keeps that a chat is of another buyer than the item which waits for one: it is proposed no more. Refuses with `NotFound`.
 */
export async function declineChat(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, chatId }: { interactionId: string; chatId: string },
): Promise<{ interactionId: string; chatId: string }> {
  await inTransaction(db, async (tx) => {
    // Whoever is just keeping a draft of one of them comes before or after.
    for (const id of [interactionId, chatId].filter(isUuid).sort()) await lockInteraction(tx, id)
    const { sellerId, channel } = await lockVisible(tx, viewer, interactionId)
    const candidates = channel === 'chat' ? [] : await chatCandidatesIn(tx, sellerId, interactionId)
    // Twice is once: what was declined is no candidate any more.
    if (!candidates.some((candidate) => candidate.chatId === chatId)) return
    const now = clock.now()
    await askForLinksAnew(tx, sellerId, [interactionId, chatId], now)
    await saveDifferent(tx, { sellerId, pair: [interactionId, chatId], by: viewer.userId }, now)
    await withdrawDenied(tx, [interactionId, chatId], now)
    const details = { otherId: chatId, verdict: 'incorrect' }
    const verdict: NewEvent = { type: 'link_verdict', interactionId, actor: viewer.userId, details }
    // Meanwhile it may have gone on in this very chat.
    const parted = await partFromChat(tx, [interactionId, chatId], viewer.userId)
    await recordEvents(tx, sellerId, now, [
      ...parted,
      verdict,
      { ...verdict, interactionId: chatId, details: { ...details, otherId: interactionId } },
    ])
  })
  return { interactionId, chatId }
}

/** Takes it back: the item goes on nowhere, and waits for no chat. Twice is once. Refuses with `NotFound`. */
export async function withdrawEscalation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId }: { interactionId: string },
): Promise<{ interactionId: string }> {
  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    const chatId = await forgetEscalation(tx, interactionId)
    if (chatId === undefined) return
    const details = { state: 'withdrawn' }
    const events = [told(interaction, viewer.userId, details)]
    if (chatId !== null) {
      events.push({ type: 'escalated', interactionId: chatId, channel: 'chat', actor: viewer.userId, details })
    }
    await recordEvents(tx, interaction.sellerId, clock.now(), events)
  })
  return { interactionId }
}

function told({ id, channel }: InteractionModel, actor: string, details: Record<string, unknown>): NewEvent {
  return { type: 'escalated', interactionId: id, channel: channel as Channel, actor, details }
}
