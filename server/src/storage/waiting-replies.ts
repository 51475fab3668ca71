import type { Db } from './db.ts'

/** Whether a reply to a review or question waits to be sent, or to be looked for now: both come before reading (WB contract §3.1). */
export async function replyComesFirst(db: Db, sellerId: string, now: Date): Promise<boolean> {
  const waiting = await db.prisma.replyOutbox.findFirst({
    where: {
      sellerId,
      channel: { not: 'chat' },
      OR: [
        { state: { in: ['queued', 'retry_wait', 'sending'] } },
        { state: { in: ['accepted', 'unknown'] }, dueAt: { lte: now } },
      ],
    },
    select: { id: true },
  })
  return waiting !== null
}
