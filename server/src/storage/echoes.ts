import { likeliest, mayBeOurs, mayComeBack } from '#domain/echo.ts'
import type { NewEvent } from '#domain/events.ts'
import { sameText } from '#domain/reply.ts'
import { answerSeen } from './answered.ts'
import type { Tx } from './db.ts'
import { knownBefore, type UnfinishedReply } from './replies.ts'
import { filesIn } from './reply-files.ts'
import { confirmed } from './shown-replies.ts'

/**
 * Settles chat replies by the messages that came back to us (WB contract §13.4): the same chat, text, number of files and way of
 * sending, after what we knew before the call, each message used once.
 */
export async function followEchoes(tx: Tx, echoes: Echo[], now: Date): Promise<NewEvent[]> {
  const interactionIds = [...new Set(echoes.map(({ interactionId }) => interactionId))]
  const waiting = await repliesAwaitingEcho(tx, interactionIds)
  const events: NewEvent[] = []

  for (const echo of [...echoes].sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())) {
    const possible = waiting.filter((each) => isEchoOf(each, echo))
    const reply =
      likeliest(
        possible.filter((each) => lackingIn(each, echo) === each.lostFileCount),
        echo.sentAt,
      ) ?? likeliest(possible, echo.sentAt)
    if (!reply) continue
    waiting.splice(waiting.indexOf(reply), 1)

    await tx.chatMessage.update({ where: { id: echo.messageId }, data: { replyId: reply.id } })
    await noteLacking(tx, reply, echo)
    events.push(...(await confirmed(tx, reply, now)))
    await answerSeen(tx, reply.interactionId)
  }
  return events
}

/** How many of the reply's files the message does not have. */
function lackingIn({ files }: UnfinishedReply, { attachmentCount }: Echo): number {
  return filesIn(files).length - attachmentCount
}

/** The marketplace may lose files without a word, or the word may have been lost with its answer. */
async function noteLacking(tx: Tx, reply: UnfinishedReply, echo: Echo): Promise<void> {
  const lostFileCount = lackingIn(reply, echo)
  if (lostFileCount <= reply.lostFileCount) return
  const files = filesIn(reply.files)
  const known = lostFileCount === files.length ? { files: files.map((file) => ({ ...file, lost: true })) } : {}
  await tx.replyOutbox.update({ where: { id: reply.id }, data: { lostFileCount, ...known } })
}

/** A seller's message as the marketplace shows it. */
export type Echo = {
  interactionId: string
  messageId: string
  text: string | null
  attachmentCount: number
  source: string | null
  sentAt: Date
}

async function repliesAwaitingEcho(tx: Tx, interactionIds: string[]): Promise<UnfinishedReply[]> {
  if (interactionIds.length === 0) return []
  const rows = await tx.replyOutbox.findMany({
    where: {
      interactionId: { in: interactionIds },
      channel: 'chat',
      state: { in: [...mayComeBack] },
      message: null,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows as UnfinishedReply[]
}

/**
 * A message with fewer files than the reply may be it: not all of them need to have arrived, and when in doubt it was sent. A message
 * with none of its words has at least a file.
 */
function isEchoOf(reply: UnfinishedReply, echo: Echo): boolean {
  if (reply.interactionId !== echo.interactionId || lackingIn(reply, echo) < 0) return false
  if (reply.text === '' && echo.attachmentCount === 0) return false
  if (!mayBeOurs(echo)) return false
  return sameText(reply.text, echo.text ?? '') && echo.sentAt.getTime() > newestBefore(reply)
}

/** The chat's newest message before the call, by the marketplace's own clock: ours is never compared with it. */
function newestBefore(reply: UnfinishedReply): number {
  return knownBefore(reply, 'newestMessageAt')?.getTime() ?? 0
}
