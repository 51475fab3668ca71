import type { Db } from './db.ts'
import type { UnfinishedReply } from './replies.ts'

/** Where a reply goes, in the marketplace's ids, and the newest message of its chat. */
export type StoredTarget = { externalId: string; replySign: string | null; newestMessageAt: Date | null }

/** Looks up where a reply goes. */
export async function replyTargetOf(
  db: Db,
  { interactionId }: Pick<UnfinishedReply, 'interactionId'>,
): Promise<StoredTarget> {
  const { externalId, thread } = await db.prisma.interaction.findUniqueOrThrow({
    where: { id: interactionId },
    select: {
      externalId: true,
      thread: {
        select: { replySign: true, messages: { orderBy: { sentAt: 'desc' }, take: 1, select: { sentAt: true } } },
      },
    },
  })
  return { externalId, replySign: thread?.replySign ?? null, newestMessageAt: thread?.messages[0]?.sentAt ?? null }
}

/** Keeps the newest sign of a chat; the marketplace rotates them. */
export async function saveReplySign(db: Db, interactionId: string, replySign: string): Promise<void> {
  await db.prisma.chatThread.updateMany({ where: { interactionId }, data: { replySign } })
}
