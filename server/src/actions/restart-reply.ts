import type { Deps } from '#deps.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import { mayRestart } from '#domain/reply.ts'
import { spokenText } from '#domain/reply-file.ts'
import { after } from '#domain/time.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { answerQueued, rememberBefore } from '#storage/answered.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisible } from '#storage/locked.ts'
import { atThePress, eventOf, moveReply, replyById } from '#storage/replies.ts'
import { filesIn, keepFiles } from '#storage/reply-files.ts'
import { visibleTo } from '#storage/visibility.ts'
import { type Sent, undoMsOf } from './queue-reply.ts'
import { assertMayBeWritten, assertNothingSaidSince } from './send-reply.ts'

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'wake'>

/** A reply to be started again; `seenAt` is what its sender has read of the chat, `undoSeconds` how long it can be taken back. */
export type Restart = { replyId: string; seenAt?: Date | null; undoSeconds?: number | null }

/**
 * Puts a reply whose tries are used up into the line again, as it is; like a new one it leaves when the time to take it back is over
 * (domain §11.3). Only one that surely was not executed: whatever may be with the marketplace is looked for, never repeated (domain §11.4);
 * with `seenAt` only if nobody else has written in the chat after that. Refuses with `BadInput`, `NotFound`, `Conflict`, `WritingBlocked`,
 * `NotConnected`, `BuyerWroteMeanwhile`.
 */
export async function restartReply(deps: Needs, viewer: Viewer, reply: Restart): Promise<Sent> {
  const sent = await inTransaction(deps.db, (tx) => restart(tx, deps, viewer, reply))
  deps.wake()
  return sent
}

async function restart(tx: Tx, { clock, config }: Needs, viewer: Viewer, asked: Restart): Promise<Sent> {
  const { replyId, seenAt } = asked
  const visible = isUuid(replyId)
    ? await tx.replyOutbox.findFirst({ where: { id: replyId, ...visibleTo(viewer) } })
    : null
  if (!visible) throw new NotFound('reply')
  const interaction = await lockVisible(tx, viewer, visible.interactionId)
  const reply = await replyById(tx, replyId)
  // Pressed twice, or by two.
  if (reply.state === 'queued') return { replyId, interactionId: interaction.id }
  if (reply.dismissedAt || !mayRestart(reply)) throw new Conflict('not_restartable', 'The reply cannot go as it is.')
  await assertMayBeWritten(tx, interaction)
  if (seenAt) await assertNothingSaidSince(tx, viewer, interaction.id, seenAt)

  const now = clock.now()
  // Nothing of the former tries speaks for the new one, the look before them least of all: somebody may have answered since.
  const noTrouble = { lastError: null, errorDetail: null, requestId: null, failedAt: null }
  const untried = {
    attempts: 0,
    hurriedAfter: 0,
    faults: 0,
    sentAt: null,
    preImage: atThePress(interaction),
    resentAt: null,
    unknownSince: null,
    keyGivenAt: null,
    restartedAt: now,
    ...noTrouble,
  }
  const unheard = { addedAt: null, moderatedAt: null }
  const queued = {
    state: 'queued',
    dueAt: after(now, undoMsOf(asked, config)),
    before: rememberBefore(interaction),
    ...untried,
    ...unheard,
  }
  if (!(await moveReply(tx, replyId, ['failed'], queued))) throw new Conflict('already_sent', 'The reply has left.')
  await keepFiles(tx, replyId)
  const change = answerQueued(interaction, spokenText(reply.text, filesIn(reply.files)), now)
  await tx.interaction.update({ where: { id: interaction.id }, data: change })
  const event = { ...eventOf({ ...reply, attempts: 0 }, 'reply_queued', { again: true }), actor: viewer.userId }
  await recordEvents(tx, reply.sellerId, now, [event])
  return { replyId, interactionId: interaction.id }
}
