import type { Deps } from '#deps.ts'
import {
  BadInput,
  BuyerWroteMeanwhile,
  Conflict,
  FilesRefused,
  GuardrailBlocked,
  NotConnected,
  ReplyTooLong,
  WritingBlocked,
} from '#domain/errors.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { Channel, CloseReason, Status } from '#domain/interaction.ts'
import { lengthLimits } from '#domain/reply.ts'
import { filesRefusalOf, type ReplyFile } from '#domain/reply-file.ts'
import { unfilledIn } from '#domain/template.ts'
import { isBlank, lengthOf, visibleLength } from '#domain/text.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { writingBlockOf } from '#domain/writing.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'
import { eventOf, replyById, replyByKey, type StoredReply, unfinishedReplies } from '#storage/replies.ts'
import { filesFor, filesIn } from '#storage/reply-files.ts'
import { countUse } from '#storage/templates.ts'
import { hasBuyerWrittenSince, hasOtherAnsweredSince } from '#storage/threads.ts'
import { queueReply, type Sent, taken } from './queue-reply.ts'

/**
 * Ids are ours, already decoded; `key` is a UUID made with the reply; `replaces` is a lost reply in whose place it goes; `templateId`
 * the template it was written with, and `draftId` the draft that was before the operator; `files` were kept before, by `keepReplyFile`.
 * With a `version` it is taken only while the item still is that version, and with `seenAt` only if neither the buyer of the chat nor
 * another answering for the seller has written anything after that.
 */
export type SendReplyInput = {
  interactionId: string
  text: string
  key: string
  replaces?: string | null
  templateId?: string | null
  draftId?: string | null
  files?: readonly string[]
  version?: number
  seenAt?: Date | null
  undoSeconds?: number | null
}

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'log' | 'wake'>

/**
 * Takes a reply for dispatch: it leaves when the time to take it back is over. The same key again gives the same reply and sends
 * nothing. Refuses with `BadInput`, `ReplyTooLong`, `NotFound`, `Conflict`, `WritingBlocked`, `NotConnected`, `FilesRefused`,
 * `BuyerWroteMeanwhile`, `GuardrailBlocked` (domain §10.3, §11.1, §11.2). The last one leaves an event and no reply: its key is free for the mended text.
 */
export async function sendReply(deps: Needs, viewer: Viewer, input: SendReplyInput): Promise<Sent> {
  const text = sendableText(input.text, { mayBeEmpty: hasFiles(input) })
  const wanted = { ...input, text, key: keyOf(input.key) }
  return taken(deps, await inTransaction(deps.db, (tx) => queueAnswer(tx, deps, viewer, wanted)))
}

function hasFiles({ files }: Pick<SendReplyInput, 'files'>): boolean {
  return files !== undefined && files.length > 0
}

/** The text as it was written, of characters that can be sent; none where nothing of it can be seen and files go alone. Refuses with `BadInput` what no marketplace takes. */
export function sendableText(typed: string, { mayBeEmpty = false } = {}): string {
  const text = typed.toWellFormed()
  if (text.includes('\u0000')) throw new BadInput('text', 'The reply holds a character that cannot be sent.')
  if (isBlank(text)) {
    if (mayBeEmpty) return ''
    throw new BadInput('text', 'The reply is empty.')
  }
  if (unfilledIn(text).length > 0) throw new BadInput('text', 'A place of the text has not been filled.')
  return text
}

/** The key in the form in which it is kept. */
export function keyOf(given: string): string {
  if (!isUuid(given)) throw new BadInput('key', 'The key must be a UUID, made once for this reply.')
  return given.toLowerCase()
}

async function queueAnswer(
  tx: Tx,
  deps: Needs,
  viewer: Viewer,
  {
    interactionId,
    text: written,
    key,
    replaces,
    templateId,
    draftId,
    files: fileIds = [],
    version,
    seenAt,
    undoSeconds,
  }: SendReplyInput,
): Promise<Sent | GuardrailBlocked> {
  const text = written.trim()
  const interaction = await lockVisible(tx, viewer, interactionId)
  if (text !== '' || fileIds.length === 0) assertFits(text, interaction.channel as Channel)

  const earlier = await replyByKey(tx, interaction.sellerId, key)
  if (earlier) return sameReply(earlier, { interactionId, text, files: fileIds })
  await assertMayBeWritten(tx, interaction)
  if (version !== undefined && version !== interaction.version) throw new Conflict('changed', 'The item has changed.')
  if (seenAt) await assertNothingSaidSince(tx, viewer, interactionId, seenAt)

  const files = await filesToSend(tx, interaction, fileIds)
  const sent = await queueReply(tx, { ...deps, viewer }, interaction, {
    kind: 'answer',
    text: written,
    key,
    files,
    draftId,
    replaces,
    undoSeconds,
  })
  if (sent instanceof GuardrailBlocked) return sent
  const now = deps.clock.now()
  if (templateId && (await countUse(tx, interaction.sellerId, templateId))) {
    const applied = eventOf(await replyById(tx, sent.replyId), 'template_applied', { templateId })
    await recordEvents(tx, interaction.sellerId, now, [{ ...applied, actor: viewer.userId }])
  }
  return sent
}

/** Whether the channel takes a text of this length. */
export function assertFits(text: string, channel: Channel): void {
  const { least, most } = lengthLimits[channel]
  const length = lengthOf(text)
  if (length > most) throw new ReplyTooLong(length, most)
  if (visibleLength(text) < least) throw new BadInput('text', `The channel takes no fewer than ${least} characters.`)
}

/** What was kept of these files, in their order, if one message may carry them. Refuses with `FilesRefused`. */
async function filesToSend(tx: Tx, interaction: InteractionModel, ids: readonly string[]): Promise<ReplyFile[]> {
  if (ids.length === 0) return []
  if (interaction.channel !== 'chat') throw new FilesRefused('chat_only')
  const files = await filesFor(tx, interaction, [...new Set(ids)].filter(isUuid))
  const refusal = files.length === ids.length ? filesRefusalOf(files) : 'gone'
  if (refusal) throw new FilesRefused(refusal)
  return files
}

/** The reply made before with this key; another text, item or number of files under it is a mistake of whoever made the key. */
export function sameReply(
  earlier: StoredReply,
  { interactionId, text, files = [] }: Pick<SendReplyInput, 'interactionId' | 'text' | 'files'>,
): Sent {
  const isSame = earlier.text === text && filesIn(earlier.files).length === files.length
  if (earlier.interactionId !== interactionId || !isSame) {
    throw new Conflict('key_reused', 'The key belongs to another reply.')
  }
  return { replyId: earlier.id, interactionId }
}

/**
 * Whether the chat is as the operator has seen it, but for what she has said herself. Refuses with `Conflict`, `BuyerWroteMeanwhile`
 * (domain §11.3, ui §8.2).
 */
export async function assertNothingSaidSince(
  tx: Tx,
  { userId }: Viewer,
  interactionId: string,
  seenAt: Date,
): Promise<void> {
  if (await hasOtherAnsweredSince(tx, interactionId, { userId, seenAt }))
    throw new Conflict('already_answered', 'Somebody has answered in the chat since.')
  if (await hasBuyerWrittenSince(tx, interactionId, seenAt)) throw new BuyerWroteMeanwhile()
}

/** Whether an answer can be written to the item now. Refuses with `NotConnected`, `Conflict`, `WritingBlocked`. */
export async function assertMayBeWritten(tx: Tx, interaction: InteractionModel): Promise<void> {
  const connection = await tx.marketplaceConnection.findUnique({ where: { sellerId: interaction.sellerId } })
  if (!connection) throw new NotConnected()

  const block = writingBlockOf({
    channel: interaction.channel as Channel,
    status: interaction.status as Status,
    closeReason: interaction.closeReason as CloseReason | null,
    isRemoved: ((interaction.extra ?? {}) as InteractionExtra).removedAt !== undefined,
    hasUnfinishedReply: (await unfinishedReplies(tx, [interaction.id])).length > 0,
    key: { ...connection, accepted: connection.state === 'accepted' },
  })
  if (block === 'already_answered') throw new Conflict('already_answered', 'There is an answer already.')
  if (block === 'in_flight') throw new Conflict('reply_in_flight', 'Another reply is on its way.')
  if (block) throw new WritingBlocked(block)
  if (interaction.channel === 'question' && interaction.status === 'closed')
    throw new Conflict('closed', 'The question is closed; reopen it first.')
}
