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
    await tx.$executeRaw`
      INSERT INTO unreadable_record (seller_id, channel, hash, payload, first_seen_at, last_seen_at)
      SELECT ${sellerId}::uuid, ${channel}, hash, payload, ${now}, ${now}
      FROM unnest(${some}::text[], ${some.map((hash) => payloads.get(hash) ?? '')}::text[]) AS met (hash, payload)
      ON CONFLICT (seller_id, channel, hash) DO UPDATE SET last_seen_at = excluded.last_seen_at`
  }
}

// One statement carries so many: their text is copied several times on its way to the database.
const portion = 2000

function withHash(payload: string): [hash: string, payload: string] {
  return [createHash('sha256').update(payload).digest('hex'), payload]
}
