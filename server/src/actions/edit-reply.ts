import type { Deps } from '#deps.ts'
import { editBlockOf } from '#domain/editing.ts'
import { BadInput, Conflict, EditBlocked, type GuardrailBlocked } from '#domain/errors.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { Channel, Status } from '#domain/interaction.ts'
import { sameText } from '#domain/reply.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { replyByKey, unfinishedReplies } from '#storage/replies.ts'
import { queueReply, type Sent, taken } from './queue-reply.ts'
import { assertFits, keyOf, sameReply, sendableText } from './send-reply.ts'

/** Ids are ours, already decoded; `key` is a UUID made with the edit; `replaces` is a lost edit in whose place it goes. */
export type EditReplyInput = {
  interactionId: string
  text: string
  key: string
  replaces?: string | null
  undoSeconds?: number | null
}

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'log' | 'wake'>

/**
 * Takes the only edit of the answer to a review or question for dispatch. The same key again gives the same edit. Refuses with
 * `BadInput`, `ReplyTooLong`, `NotFound`, `Conflict`, `EditBlocked`, `GuardrailBlocked` (domain §10.3, §11.6).
 */
export async function editReply(deps: Needs, viewer: Viewer, input: EditReplyInput): Promise<Sent> {
  const wanted = { ...input, text: sendableText(input.text), key: keyOf(input.key) }
  return taken(deps, await inTransaction(deps.db, (tx) => queueEdit(tx, deps, viewer, wanted)))
}

async function queueEdit(
  tx: Tx,
  deps: Needs,
  viewer: Viewer,
  { interactionId, text: written, key, replaces, undoSeconds }: EditReplyInput,
): Promise<Sent | GuardrailBlocked> {
  const text = written.trim()
  const interaction = await lockVisible(tx, viewer, interactionId)
  assertFits(text, interaction.channel as Channel)

  const earlier = await replyByKey(tx, interaction.sellerId, key)
  if (earlier) return sameReply(earlier, { interactionId, text })
  await assertMayBeEdited(tx, interaction, deps.clock.now())
  if (interaction.lastReplyText !== null && sameText(text, interaction.lastReplyText))
    throw new BadInput('text', 'The text is the one that stands there already.')

  return await queueReply(tx, { ...deps, viewer }, interaction, {
    kind: 'edit',
    text: written,
    key,
    replaces,
    undoSeconds,
  })
}

async function assertMayBeEdited(tx: Tx, interaction: InteractionModel, now: Date): Promise<void> {
  const connection = await tx.marketplaceConnection.findUnique({ where: { sellerId: interaction.sellerId } })
  const { editUsed, answerEditableUntil, lastReplyText } = interaction
  const block = editBlockOf(
    {
      // The columns hold the domain's words; nobody else writes them.
      channel: interaction.channel as Channel,
      status: interaction.status as Status,
      hasAnswer: lastReplyText !== null,
      isRemoved: ((interaction.extra ?? {}) as InteractionExtra).removedAt !== undefined,
      hasUnfinishedReply: (await unfinishedReplies(tx, [interaction.id])).length > 0,
      editUsed,
      answerEditableUntil,
      key: connection && { ...connection, accepted: connection.state === 'accepted' },
    },
    now,
  )
  if (block === 'in_flight') throw new Conflict('reply_in_flight', 'Another reply is on its way.')
  if (block) throw new EditBlocked(block)
}
