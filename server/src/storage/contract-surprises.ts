import type { Channel } from '#domain/interaction.ts'
import { namedWithin, type Surprise } from '#domain/surprise.ts'
import type { Db, Tx } from './db.ts'
import type { Run } from './sync-runs.ts'

/** Something that the marketplace's answers held and we do not know, as it is told. */
export type SurpriseRow = Surprise & { sellerId: string; channel: Channel; firstSeenAt: Date; lastSeenAt: Date }

const mostPerChannel = 100

/** Counts what a run has met, in one statement; of each channel only so many names are kept. */
export async function countSurprises(tx: Tx, { sellerId, channel }: Run, met: Surprise[], now: Date): Promise<void> {
  if (met.length === 0) return
  const kept = await tx.contractSurprise.findMany({ where: { sellerId, channel }, select: { kind: true, name: true } })
  // The column holds our own words.
  const rows = namedWithin(met, kept as Surprise[], mostPerChannel)
  await tx.$executeRaw`
    INSERT INTO contract_surprise AS known (seller_id, channel, kind, name, count, first_seen_at, last_seen_at)
    SELECT ${sellerId}::uuid, ${channel}, kind, name, count, ${now}, ${now}
    FROM unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ name }) => name)}::text[],
                ${rows.map(({ count }) => count)}::int[]) AS met (kind, name, count)
    ON CONFLICT (seller_id, channel, kind, name)
    DO UPDATE SET count = known.count + excluded.count, last_seen_at = excluded.last_seen_at`
}

/** What these sellers' channels have met, the newest first. */
export async function surprisesOf(db: Db, sellerIds: string[]): Promise<Map<string, SurpriseRow[]>> {
  const rows = await db.query<SurpriseRow>(surprisesStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

const surprisesStatement = {
  name: 'contract_surprises',
  text: `
    SELECT seller_id AS "sellerId", channel, kind, name, LEAST(count, 2147483647)::int AS count,
           first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
    FROM contract_surprise WHERE seller_id = ANY($1::uuid[]) ORDER BY last_seen_at DESC, channel, kind, name`,
}
