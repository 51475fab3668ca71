import { massDefect } from '#domain/escalation.ts'
import type { Intent } from '#domain/interaction.ts'
import { postPurchaseIntents } from '#domain/problem-family.ts'
import { after, DAY } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'

type About = { nmId: string | null; intent: string | null }

/** How many have trouble with the product of each of these that is about such trouble, itself among them, within seven days (domain §6.8). */
export async function similarProblemsOf(
  tx: Tx,
  interactions: (About & Pick<InteractionModel, 'id' | 'sellerId'>)[],
  now: Date,
): Promise<Map<string, number>> {
  const about = interactions.filter(isTrouble)
  if (about.length === 0) return new Map()
  const [sellerIds, ids] = [about.map(({ sellerId }) => sellerId), about.map(({ id }) => id)]
  const values = [sellerIds, ids, intents, since(now)]
  return countsIn(await tx.$queryRawUnsafe<Counted[]>(countStatement.text, ...values))
}

/** The same of interactions that are marked for it, as far as they belong to these sellers. */
export async function similarProblemCountsOf(
  db: Db,
  sellerIds: string[],
  ids: string[],
  now: Date,
): Promise<Map<string, number>> {
  return countsIn(await db.query<Counted>(countStatement, [sellerIds, ids, intents, since(now)]))
}

type Counted = { id: string; count: number }

const countsIn = (rows: Counted[]) => new Map(rows.map(({ id, count }) => [id, count]))

const countStatement = {
  name: 'similar_problems',
  text: `
    SELECT self.id, count(*)::int AS count
    FROM interaction AS self JOIN interaction AS other
      ON other.seller_id = self.seller_id AND other.marketplace = self.marketplace AND other.nm_id = self.nm_id
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[])
      AND (other.id = self.id OR other.intent = ANY($3::text[]) AND other.occurred_at > $4::timestamptz AND other.source <> 'demo')
    GROUP BY self.id`,
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

const intents = [...postPurchaseIntents]

function isTrouble({ nmId, intent }: About): boolean {
  // The column holds the domain's words; nobody else writes it.
  return nmId !== null && postPurchaseIntents.includes(intent as Intent)
}

function since(now: Date): Date {
  return after(now, -massDefect.days * DAY)
}
