import { NotFound } from '#domain/errors.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { lockInteraction } from './answered.ts'
import type { Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'
import { replyById, type UnfinishedReply } from './replies.ts'
import { visibleTo } from './visibility.ts'

/** An interaction that the viewer may change, held until the transaction ends. Refuses with `NotFound`. */
export async function lockVisible(tx: Tx, viewer: Viewer, id: string): Promise<InteractionModel> {
  if (!isUuid(id)) throw new NotFound('interaction')
  await lockInteraction(tx, id)
  const interaction = await tx.interaction.findFirst({ where: { id, ...visibleTo(viewer) } })
  if (!interaction) throw new NotFound('interaction')
  return interaction
}

/** A reply that the viewer may change, held with its interaction until the transaction ends. Refuses with `NotFound`. */
export async function lockVisibleReply(tx: Tx, viewer: Viewer, id: string): Promise<UnfinishedReply> {
  const visible = isUuid(id) ? await tx.replyOutbox.findFirst({ where: { id, ...visibleTo(viewer) } }) : null
  if (!visible) throw new NotFound('reply')
  await lockInteraction(tx, visible.interactionId)
  return await replyById(tx, id)
}
