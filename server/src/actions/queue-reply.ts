import type { Deps } from '#deps.ts'
import { BadInput, Conflict, GuardrailBlocked } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import { checkReply, isBlocked, textFingerprint } from '#domain/guardrails.ts'
import type { Channel } from '#domain/interaction.ts'
import type { ReplyKind } from '#domain/reply.ts'
import { type ReplyFile, spokenText } from '#domain/reply-file.ts'
import { after, SECOND } from '#domain/time.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { answerQueued, rejectionQueued, rememberBefore } from '#storage/answered.ts'
import type { Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { atThePress, dismissLost, eventOf } from '#storage/replies.ts'
import { bindFiles } from '#storage/reply-files.ts'
import { replyContextOf, rulesInForce } from '#storage/reply-rules.ts'

/** A reply that was taken: where it is kept, and what it answers. */
export type Sent = { replyId: string; interactionId: string }

/** What leaves under one key, once. The text is as it was written, blanks and all. */
export type Outgoing = {
  kind: ReplyKind
  text: string
  key: string
  files?: readonly ReplyFile[]
  draftId?: string | null | undefined
  /** A reply to the same item that came to nothing: put aside when this one is taken, and only once. */
  replaces?: string | null | undefined
  /** How long it can be taken back, where whoever sends has said so. */
  undoSeconds?: number | null | undefined
}

type Needs = Pick<Deps, 'clock' | 'config' | 'log'> & { viewer: Viewer }

/**
 * Keeps a reply for dispatch; from now on the item waits for no other, and stays where it is until the marketplace has it. It leaves when the time to take it back is over. The item is
 * held, and what is asked for has been checked but for its words (domain §10.3, §11.1). Words that break the rules come back with an
 * event in the journal and nothing else. Refuses with `BadInput`, `Conflict`.
 */
export async function queueReply(
  tx: Tx,
  needs: Needs,
  interaction: InteractionModel,
  outgoing: Outgoing,
): Promise<Sent | GuardrailBlocked> {
  const { clock, config, log, viewer } = needs
  const now = clock.now()
  const { guardrails } = await rulesInForce(tx, log, interaction.sellerId)
  const blocked = isRead(outgoing) ? await blockedBy(tx, needs, interaction, outgoing) : null
  if (blocked) return blocked

  const { id: interactionId, sellerId } = interaction
  // The column holds the domain's words; nobody else writes it.
  const channel = interaction.channel as Channel
  const { kind, key, files = [], draftId = null, replaces } = outgoing
  const text = outgoing.text.trim()
  const reply = await tx.replyOutbox.create({
    data: {
      sellerId,
      interactionId,
      channel,
      kind,
      idempotencyKey: key,
      text,
      textFingerprint: text === '' ? null : textFingerprint(text),
      files: [...files],
      draftId,
      policyVersion: guardrails.version,
      createdBy: viewer.userId,
      createdAt: now,
      dueAt: after(now, undoMsOf(outgoing, config)),
      before: rememberBefore(interaction),
      preImage: atThePress(interaction),
    },
  })
  await bindFiles(tx, reply.id, files)
  if (replaces) await putInPlaceOf(tx, interactionId, replaces, now)
  const change =
    kind === 'rejection' ? rejectionQueued(interaction, now) : answerQueued(interaction, spokenText(text, files), now)
  await tx.interaction.update({ where: { id: interactionId }, data: change })
  await recordEvents(tx, sellerId, now, [
    { ...eventOf({ ...reply, channel, kind }, 'reply_queued'), actor: viewer.userId },
  ])
  return { replyId: reply.id, interactionId }
}

/**
 * A lost reply goes once more, from however many devices it is sent again: the first one puts it aside (domain §11.5). Refuses with
 * `Conflict` where it has reached the buyer meanwhile, is in the line again, or was replaced or put aside.
 */
async function putInPlaceOf(tx: Tx, interactionId: string, lostId: string, now: Date): Promise<void> {
  if (isUuid(lostId) && (await dismissLost(tx, interactionId, lostId, now))) return
  throw new Conflict('not_replaceable', 'The reply to be replaced is not lost any more, or was replaced before.')
}

/** How long it can be taken back: as whoever sends has said, else as it is set. Refuses with `BadInput` a time that nobody may choose. */
export function undoMsOf({ undoSeconds }: Pick<Outgoing, 'undoSeconds'>, { undoMs }: Needs['config']): number {
  if (undoSeconds === undefined || undoSeconds === null) return undoMs
  if (undoSeconds < 0 || undoSeconds > longestUndo) throw new BadInput('undoSeconds', 'From 0 to 20 seconds.')
  return undoSeconds * SECOND
}

const longestUndo = 20

/** Whether there are words that somebody will read: of a rejection nobody reads them, and files may go without any. */
function isRead({ kind, text }: Outgoing): boolean {
  return kind !== 'rejection' && text.trim() !== ''
}

/** Tells whoever sends that there is work. What was blocked is thrown only now: what the journal says of it stays. */
export function taken({ wake }: Pick<Deps, 'wake'>, sent: Sent | GuardrailBlocked): Sent {
  if (sent instanceof GuardrailBlocked) throw sent
  wake()
  return sent
}

/** The text is checked as it was written: the places of the findings are places in that. */
async function blockedBy(
  tx: Tx,
  { clock, log, viewer }: Needs,
  interaction: InteractionModel,
  { text }: Outgoing,
): Promise<GuardrailBlocked | null> {
  const now = clock.now()
  const { guardrails } = await rulesInForce(tx, log, interaction.sellerId)
  const findings = checkReply(guardrails, text, await replyContextOf(tx, interaction, text.trim(), now))
  if (!isBlocked(findings)) return null

  const blocked = new GuardrailBlocked(findings, guardrails.version)
  await recordEvents(tx, interaction.sellerId, now, [blockedEvent(interaction, viewer, blocked)])
  return blocked
}

/** What was wrong, without a word of the text. */
function blockedEvent(
  { id: interactionId, channel }: InteractionModel,
  { userId: actor }: Viewer,
  { violations, policyVersion }: GuardrailBlocked,
): NewEvent {
  const codes = [...new Set(violations.map(({ code }) => code))]
  return { type: 'guardrail_blocked', interactionId, channel, actor, details: { codes, policyVersion } }
}
