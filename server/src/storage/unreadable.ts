import { createHash } from 'node:crypto'
import type { Channel } from '#domain/interaction.ts'
import type { Tx } from './db.ts'

/**
 * Keeps records of the marketplace that could not be read, each once, exactly as they came: the place they came from is passed and
 * never comes again (WB contract §9.2).
 */
export async function keepUnreadable(
  tx: Tx,
  { sellerId, channel }: { sellerId: string; channel: Channel },
  records: readonly unknown[],
  now: Date,
): Promise<void> {
  for (const record of records) {
    const payload = JSON.stringify(record) ?? 'null'
    const hash = createHash('sha256').update(payload).digest('hex')
    await tx.unreadableRecord.upsert({
      where: { sellerId_channel_hash: { sellerId, channel, hash } },
      create: { sellerId, channel, hash, payload, firstSeenAt: now, lastSeenAt: now },
      update: { lastSeenAt: now },
    })
  }
}
