import type { Deps } from '#deps.ts'
import { BadInput, Conflict, type GuardrailBlocked, WritingBlocked } from '#domain/errors.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { CloseReason, Status } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { writingBlockOf } from '#domain/writing.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { replyByKey, unfinishedReplies } from '#storage/replies.ts'
import { queueReply, type Sent, taken } from './queue-reply.ts'
import { keyOf, sameReply } from './send-reply.ts'

/** Ids are ours, already decoded; `key` is a UUID made when the operator confirmed; `replaces` is a lost rejection in whose place it goes. */
export type RejectQuestionInput = {
  interactionId: string
  key: string
  replaces?: string | null
  undoSeconds?: number | null
}

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'log' | 'wake'>

/** WB wants words with a rejection. Nobody but the seller reads them (WB contract §7.5). */
export const rejectionText = 'Вопрос отклонён продавцом'

/**
 * Takes the rejection of a question for dispatch: it then vanishes from the product's page for good, so an operator has to ask for it
 * by name, and the journal keeps who did (domain §2.4). The same key again rejects nothing twice. Refuses with `BadInput`, `NotFound`,
 * `Conflict`, `WritingBlocked`.
 */
export async function rejectQuestion(deps: Needs, viewer: Viewer, input: RejectQuestionInput): Promise<Sent> {
  const key = keyOf(input.key)
  return taken(deps, await inTransaction(deps.db, (tx) => queueRejection(tx, deps, viewer, { ...input, key })))
}

async function queueRejection(
  tx: Tx,
  deps: Needs,
  viewer: Viewer,
  { interactionId, key, replaces, undoSeconds }: RejectQuestionInput,
): Promise<Sent | GuardrailBlocked> {
  const interaction = await lockVisible(tx, viewer, interactionId)
  if (interaction.channel !== 'question') throw new BadInput('interactionId', 'Only a question can be rejected.')

  const earlier = await replyByKey(tx, interaction.sellerId, key)
  if (earlier) return sameReply(earlier, { interactionId, text: rejectionText })
  await assertMayBeRejected(tx, interaction)

  return await queueReply(tx, { ...deps, viewer }, interaction, {
    kind: 'rejection',
    text: rejectionText,
    key,
    replaces,
    undoSeconds,
  })
}

async function assertMayBeRejected(tx: Tx, interaction: InteractionModel): Promise<void> {
  const connection = await tx.marketplaceConnection.findUnique({ where: { sellerId: interaction.sellerId } })
  const block = writingBlockOf({
    channel: 'question',
    // The columns hold the domain's words; nobody else writes them.
    status: interaction.status as Status,
    closeReason: interaction.closeReason as CloseReason | null,
    isRemoved: ((interaction.extra ?? {}) as InteractionExtra).removedAt !== undefined,
    hasUnfinishedReply: (await unfinishedReplies(tx, [interaction.id])).length > 0,
    key: connection && { ...connection, accepted: connection.state === 'accepted' },
  })
  if (block === 'already_answered') throw new Conflict('already_answered', 'There is an answer already.')
  if (block === 'in_flight') throw new Conflict('reply_in_flight', 'Another reply is on its way.')
  if (block) throw new WritingBlocked(block)
}
