import type { NewEvent } from '#domain/events.ts'
import { spokenText } from '#domain/reply-file.ts'
import { type Quality, qualityOf, type ShownDraft } from '#domain/reply-quality.ts'
import type { Tx } from './db.ts'
import { shownDraftOf } from './drafts.ts'
import { eventOf, type UnfinishedReply } from './replies.ts'
import { filesIn } from './reply-files.ts'

/** Once per reply: the answer enters the history, and the journal says that the marketplace took it (domain §11.1). */
export async function takenByMarketplace(tx: Tx, reply: UnfinishedReply, now: Date): Promise<NewEvent[]> {
  const { id, interactionId, sellerId, channel, kind } = reply
  // That it is closed is what she asked for, and how she answered is her work; that WB took it is the program's news.
  const author = { actor: reply.createdBy ?? 'system' }
  if (kind === 'rejection')
    return reply.acceptedAt ? [] : [{ ...eventOf(reply, 'closed', { reason: 'rejected' }), ...author }]
  const known = await tx.responseHistory.findUnique({
    where: { interactionId_externalRef: { interactionId, externalRef: id } },
  })
  if (known) return []

  const { nmId, intent } = await tx.interaction.findUniqueOrThrow({
    where: { id: interactionId },
    select: { nmId: true, intent: true },
  })
  const draft = await shownDraftOf(tx, reply)
  const quality = qualityIn(reply, draft)
  const sentAt = reply.sentAt ?? now
  const former = await tx.responseHistory.count({ where: { interactionId } })
  await tx.responseHistory.create({
    data: {
      sellerId,
      interactionId,
      channel,
      nmId,
      intent,
      text: spokenText(reply.text, filesIn(reply.files)),
      source: 'agentiq',
      sentAt,
      externalRef: id,
      // Messages of a chat follow each other; an answer has versions.
      version: channel === 'chat' ? 1 : former + 1,
      outcome: quality?.outcome ?? null,
      draftId: draft?.id ?? null,
    },
  })
  const taken = eventOf(reply, kind === 'edit' ? 'reply_edited' : 'reply_sent', { requestId: reply.requestId })
  return quality ? [taken, { ...eventOf(reply, quality.outcome, detailsOf(quality)), ...author }] : [taken]
}

/** What was the operator's own work in it. An edit is no new reply, and one of the program's is nobody's (domain §11.6, §11.7). */
function qualityIn({ kind, text, createdBy }: UnfinishedReply, draft: ShownDraft | null): Quality | null {
  return kind === 'edit' || createdBy === null ? null : qualityOf(text, draft)
}

function detailsOf({ outcome: _, ...details }: Quality): Record<string, unknown> {
  return details
}
