import { massDefect } from '#domain/escalation.ts'
import type { Intent } from '#domain/interaction.ts'
import { postPurchaseIntents } from '#domain/problem-family.ts'
import { after, DAY } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/client.ts'
import type { InteractionModel } from './generated/models.ts'

type About = { nmId: string | null; intent: string | null }

/** How many have trouble with a product, and when they are so few again that it is chance; null: they are now. */
export type SimilarProblems = { similarProblems: number; similarUntil: Date | null }

/** Those who have trouble with the product of each of these that is about such trouble, itself among them, within seven days (domain §6.8). */
export async function similarProblemsOf(
  tx: Tx,
  interactions: (About & Pick<InteractionModel, 'id' | 'sellerId'>)[],
  now: Date,
): Promise<Map<string, SimilarProblems>> {
  const about = interactions.filter(isTrouble)
  if (about.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; count: number; last: Date | null }[]>`
    SELECT self.id, 1 + others.count AS count, others.last
    FROM interaction AS self CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, (array_agg(other.occurred_at ORDER BY other.occurred_at DESC))[${massDefect.least - 1}::int] AS last
      FROM interaction AS other
      WHERE other.seller_id = self.seller_id AND other.marketplace = self.marketplace AND other.nm_id = self.nm_id
        AND other.occurred_at > ${since(now)} AND other.id <> self.id AND other.intent = ANY(${intents}) AND other.source <> 'demo'
    ) AS others
    WHERE self.id = ANY(${about.map(({ id }) => id)}::uuid[])`
  return new Map(
    rows.map(({ id, count, last }) => {
      return [id, { similarProblems: count, similarUntil: last && after(last, massDefect.days * DAY) }]
    }),
  )
}

/** How many they are for each of these interactions, as far as they belong to these sellers. */
export async function similarProblemCountsOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
  now: Date,
): Promise<Map<string, number>> {
  const values = [sellerIds, ids, intents, since(now)]
  const rows = await db.query<{ id: string; count: number }>(countStatement, values)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

const countStatement = {
  name: 'similar_problems',
  text: `
    SELECT self.id, 1 + (
      SELECT count(*)::int FROM interaction AS other
      WHERE other.seller_id = self.seller_id AND other.marketplace = self.marketplace AND other.nm_id = self.nm_id
        AND other.occurred_at > $4::timestamptz AND other.id <> self.id AND other.intent = ANY($3::text[]) AND other.source <> 'demo'
    ) AS count
    FROM interaction AS self
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[]) AND self.nm_id IS NOT NULL`,
}

/**
 * Somebody has trouble with a product. If he is one of many, those of them who wait and are not marked are judged soon. What somebody
 * else holds is on its way here itself.
 */
export async function judgeSimilarSoon(tx: Tx, sellerId: string, self: About, now: Date): Promise<void> {
  if (!isTrouble(self)) return
  await tx.$executeRaw`
    WITH troubled AS (
      SELECT id, needs_response, escalation_reason FROM interaction
      WHERE seller_id = ${sellerId}::uuid AND marketplace = 'wb' AND nm_id = ${self.nmId} AND occurred_at > ${since(now)}
        AND intent = ANY(${intents}) AND source <> 'demo'
    ), unmarked AS (
      SELECT interaction.id FROM interaction JOIN troubled ON troubled.id = interaction.id
      WHERE troubled.needs_response AND troubled.escalation_reason IS NULL
        AND (SELECT count(*) FROM troubled) >= ${massDefect.least}
      FOR UPDATE OF interaction SKIP LOCKED
    )
    UPDATE interaction SET next_change_at = ${now} FROM unmarked WHERE interaction.id = unmarked.id`
}

/**
 * By seller: of each product with which so many have had trouble within seven days that it is no chance, how many they are. Whoever has been
 * answered, or is marked for something graver, counts as well (domain §14.3).
 */
export async function massDefectsBySeller({ prisma }: Db, now: Date): Promise<Map<string, number[]>> {
  const rows = await prisma.$queryRaw<{ sellerId: string; count: number }[]>`
    SELECT seller_id AS "sellerId", count(*)::int AS count FROM interaction
    WHERE ${Prisma.raw(isTroubleRow)} AND occurred_at > ${since(now)}
    GROUP BY seller_id, marketplace, nm_id HAVING count(*) >= ${massDefect.least}`
  const bySeller = new Map<string, number[]>()
  for (const { sellerId, count } of rows) bySeller.set(sellerId, [...(bySeller.get(sellerId) ?? []), count])
  return bySeller
}

const intents = [...postPurchaseIntents]

// In the words of the index, so that it is found.
const isTroubleRow = `
  nm_id IS NOT NULL AND source <> 'demo' AND intent = ANY (ARRAY[${intents.map((intent) => `'${intent}'`).join(', ')}])`

function isTrouble({ nmId, intent }: About): boolean {
  // The column holds the domain's words; nobody else writes it.
  return nmId !== null && postPurchaseIntents.includes(intent as Intent)
}

function since(now: Date): Date {
  return after(now, -massDefect.days * DAY)
}
