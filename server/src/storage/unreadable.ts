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
  if (records.length === 0) return
  const payloads = new Map(records.map((record) => withHash(JSON.stringify(record) ?? 'null')))
  const hashes = [...payloads.keys()]
  for (let from = 0; from < hashes.length; from += portion) {
    const some = hashes.slice(from, from + portion)
    const data = some.map((hash) => ({
      ...{ sellerId, channel, hash, payload: payloads.get(hash) ?? '' },
      ...{ firstSeenAt: now, lastSeenAt: now },
    }))
    await tx.unreadableRecord.createMany({ data, skipDuplicates: true })
    await tx.unreadableRecord.updateMany({
      where: { sellerId, channel, hash: { in: some } },
      data: { lastSeenAt: now },
    })
  }
}

// A statement takes so many values and no more.
const portion = 2000

function withHash(payload: string): [hash: string, payload: string] {
  return [createHash('sha256').update(payload).digest('hex'), payload]
}
