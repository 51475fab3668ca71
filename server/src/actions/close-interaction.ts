import type { Deps } from '#deps.ts'
import { BadInput, Conflict } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel, CloseReason } from '#domain/interaction.ts'
import { isAboutToLeave } from '#domain/reply.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { unfinishedReplies } from '#storage/replies.ts'
import { saveDecision } from '#storage/standing.ts'

type CloseInput = { interactionId: string; reason: CloseReason }

/** Closes an item that needs no answer. Closing twice is closing once. Refuses with `NotFound`, `BadInput`, `Conflict`. */
export async function closeInteraction(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, reason }: CloseInput,
): Promise<{ interactionId: string }> {
  if (!byHand.has(reason)) throw new BadInput('reason', 'An item is closed by hand as MANUAL or SPAM.')

  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    const now = clock.now()
    await recordEvents(tx, interaction.sellerId, now, await closeLocked(tx, viewer, interaction, reason, now))
  })
  return { interactionId }
}

/** Closes an item that is held. Returns what to record. Refuses with `Conflict`. */
export async function closeLocked(
  tx: Tx,
  viewer: Viewer,
  interaction: InteractionModel,
  reason: CloseReason,
  now: Date,
): Promise<NewEvent[]> {
  if (interaction.status === 'closed') return []
  if (interaction.status !== 'open')
    throw new Conflict('not_open', 'Only an item that waits for an answer can be closed.')
  // A closed item owes no answer, and this one would get one. The reply can be taken back first.
  if ((await unfinishedReplies(tx, [interaction.id])).some(({ state }) => isAboutToLeave(state)))
    throw new Conflict('reply_in_flight', 'A reply to the item is on its way.')

  await saveDecision(tx, interaction, { status: 'closed', closeReason: reason }, now)
  const channel = interaction.channel as Channel
  return [{ type: 'closed', interactionId: interaction.id, channel, actor: viewer.userId, details: { reason } }]
}

/** Reasons that a person may give. */
export const byHand: ReadonlySet<CloseReason> = new Set(['manual', 'spam'])
