import type { FileState, MessageAttachment } from '#domain/incoming.ts'
import type { Db } from './db.ts'

/** A file of a chat, and whose chat it is. */
export type ChatFile = { sellerId: string; messageId: string; index: number; attachment: MessageAttachment }

/** The attachment at this place of a message; null when there is none, or the message belongs to none of these sellers. */
export async function findChatFile(
  db: Db,
  sellerIds: string[],
  { messageId, index }: { messageId: string; index: number },
): Promise<ChatFile | null> {
  const [row] = await db.query<{ sellerId: string; attachment: MessageAttachment | null }>(fileStatement, [
    sellerIds,
    messageId,
    index,
  ])
  return row?.attachment ? { sellerId: row.sellerId, messageId, index, attachment: row.attachment } : null
}

const fileStatement = {
  name: 'chat_file',
  text: `
    SELECT t.seller_id AS "sellerId", message.attachments -> $3::int AS attachment
    FROM chat_message AS message JOIN chat_thread AS t ON t.id = message.thread_id
    WHERE message.id = $2::uuid AND t.seller_id = ANY($1::uuid[])`,
}

/** Remembers what the marketplace said of a file; null when there is nothing to say any more. */
export async function keepFileState(
  db: Db,
  { messageId, index }: Pick<ChatFile, 'messageId' | 'index'>,
  state: FileState | null,
): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE chat_message SET attachments = CASE WHEN ${state}::text IS NULL
      THEN attachments #- ARRAY[${String(index)}::text, 'state']
      ELSE jsonb_set(attachments, ARRAY[${String(index)}::text, 'state'], to_jsonb(${state}::text)) END
    WHERE id = ${messageId}::uuid`
}
