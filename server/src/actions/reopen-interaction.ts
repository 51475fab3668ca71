import type { Deps } from '#deps.ts'
import { Conflict } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { unfinishedReplies } from '#storage/replies.ts'
import { saveDecision } from '#storage/standing.ts'

/** Brings a closed item back to work, but for a question that was rejected. One that waits already stays as it is. Refuses with `NotFound`, `Conflict`. */
export async function reopenInteraction(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId }: { interactionId: string },
): Promise<{ interactionId: string }> {
  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    const now = clock.now()
    await recordEvents(tx, interaction.sellerId, now, await reopenLocked(tx, viewer, interaction, now))
  })
  return { interactionId }
}

/**
 * Reopens an item that is held. Returns what to record. Refuses with `Conflict`: a rejection on its way is taken back by cancelling it,
 * and one that the marketplace has carried out is for good (domain §2.4).
 */
export async function reopenLocked(
  tx: Tx,
  viewer: Viewer,
  interaction: InteractionModel,
  now: Date,
): Promise<NewEvent[]> {
  if (interaction.status === 'open') return []
  if (interaction.status !== 'closed')
    throw new Conflict('already_answered', 'There is an answer; only closed items can be reopened.')
  if ((await unfinishedReplies(tx, [interaction.id])).some(({ kind }) => kind === 'rejection'))
    throw new Conflict('reply_in_flight', 'The rejection of the question is on its way.')
  if (interaction.closeReason === 'rejected')
    throw new Conflict('rejected_question', 'Buyers do not see the question any more; nobody can answer it.')

  await saveDecision(tx, interaction, { status: 'open' }, now)
  const channel = interaction.channel as Channel
  return [{ type: 'reopened', interactionId: interaction.id, channel, actor: viewer.userId }]
}
