import type { Deps } from '#deps.ts'
import { Conflict } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel, Priority } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { savePriority } from '#storage/standing.ts'

type SetPriorityInput = { interactionId: string; priority: Priority | null }

/**
 * Gives an item the priority an operator wants, until it is answered or she gives it back to the rules with null (domain §6.6).
 * Refuses with `NotFound`, `Conflict`.
 */
export async function setPriority(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, priority }: SetPriorityInput,
): Promise<{ interactionId: string }> {
  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    const now = clock.now()
    await recordEvents(tx, interaction.sellerId, now, await setPriorityLocked(tx, viewer, interaction, priority, now))
  })
  return { interactionId }
}

/** Does it to an item that is held. Returns what to record. Refuses with `Conflict`. */
export async function setPriorityLocked(
  tx: Tx,
  viewer: Viewer,
  interaction: InteractionModel,
  chosen: Priority | null,
  now: Date,
): Promise<NewEvent[]> {
  if (interaction.status !== 'open')
    throw new Conflict('not_open', 'Only an item that waits for an answer has a priority.')
  const isManual = interaction.priorityReason === 'manual'
  if (chosen === null ? !isManual : isManual && interaction.priority === chosen) return []

  const priority = await savePriority(tx, interaction, chosen, now)
  const details = { from: interaction.priority, to: priority, manual: chosen !== null }
  const channel = interaction.channel as Channel
  return [{ type: 'priority_changed', interactionId: interaction.id, channel, actor: viewer.userId, details }]
}
