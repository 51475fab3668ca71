import { unfinished } from '#domain/reply.ts'
import type { Db, Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'

/** Answered chats in which nothing was said since then and nothing of ours is on its way, the longest silent first. */
export async function listQuietChats(db: Db, since: Date, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(quietStatement, [since, [...unfinished], limit])
  return rows.map(({ id }) => id)
}

// An answered chat is dated by its last word, so that the index of answered chats leads to the old ones alone.
const quietStatement = {
  name: 'chats_quiet',
  text: `
    SELECT interaction.id FROM interaction JOIN chat_thread AS thread ON thread.interaction_id = interaction.id
    WHERE interaction.channel = 'chat' AND interaction.status = 'responded' AND interaction.occurred_at < $1::timestamptz
      AND thread.last_message_at < $1::timestamptz
      AND (interaction.last_reply_at IS NULL OR interaction.last_reply_at < $1::timestamptz)
      AND NOT EXISTS (
        SELECT 1 FROM reply_outbox AS reply WHERE reply.interaction_id = interaction.id AND reply.state = ANY($2::text[])
      )
    ORDER BY interaction.occurred_at LIMIT $3`,
}

/** A chat, held until the transaction ends, and when its last word was said: a reply of ours may be younger than what came back. */
export async function lockChat(
  tx: Tx,
  id: string,
): Promise<{ interaction: InteractionModel; lastMessageAt: Date | null } | null> {
  await tx.$queryRaw`SELECT id FROM interaction WHERE id = ${id}::uuid FOR UPDATE`
  const found = await tx.interaction.findUnique({ where: { id }, include: { thread: true } })
  if (!found) return null
  const { thread, ...interaction } = found
  const said = [thread?.lastMessageAt, interaction.lastReplyAt].flatMap((at) => at?.getTime() ?? [])
  return { interaction, lastMessageAt: said.length > 0 ? new Date(Math.max(...said)) : null }
}
