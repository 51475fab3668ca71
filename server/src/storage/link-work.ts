import type { Db, Tx } from './db.ts'

/** Whether any interaction waits for its relations. */
export async function hasLinkWork(db: Db): Promise<boolean> {
  const [row] = await db.query<{ waits: boolean }>(waitsStatement, [])
  return row?.waits ?? false
}

const waitsStatement = { name: 'link_work_waits', text: 'SELECT EXISTS (SELECT FROM link_work) AS waits' }

/** Has the relations of these interactions found out soon, by whoever looks next: something about them is new. */
export async function askForLinks(tx: Tx, sellerId: string, interactionIds: string[], now: Date): Promise<void> {
  if (interactionIds.length === 0) return
  await insertWork(tx, { sellerId, interactionIds, isRecompute: false }, now)
  // What waited only to be found out anew is news now. What another process works on is left to it.
  await tx.$executeRaw`
    UPDATE link_work SET is_recompute = false
    FROM (
      SELECT interaction_id FROM link_work WHERE interaction_id = ANY(${interactionIds}::uuid[]) AND is_recompute
      ORDER BY interaction_id FOR UPDATE SKIP LOCKED
    ) AS waiting
    WHERE link_work.interaction_id = waiting.interaction_id`
}

/** Has them found out anew, behind everything that is new. */
export async function askForLinksAnew(tx: Tx, sellerId: string, interactionIds: string[], now: Date): Promise<void> {
  if (interactionIds.length === 0) return
  await insertWork(tx, { sellerId, interactionIds, isRecompute: true }, now)
}

type Work = { sellerId: string; interactionIds: string[]; isRecompute: boolean }

async function insertWork(tx: Tx, { sellerId, interactionIds, isRecompute }: Work, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO link_work (interaction_id, seller_id, due_at, is_recompute)
    SELECT id, ${sellerId}::uuid, ${now}, ${isRecompute} FROM unnest(${interactionIds}::uuid[]) AS asked (id) ORDER BY id
    ON CONFLICT (interaction_id) DO NOTHING`
}

/** The same for every interaction of the seller. Returns how many there are. */
export async function askForAllLinks(tx: Tx, sellerId: string, now: Date): Promise<number> {
  return await tx.$executeRaw`
    INSERT INTO link_work (interaction_id, seller_id, due_at, is_recompute)
    SELECT id, seller_id, ${now}, true FROM interaction WHERE seller_id = ${sellerId}::uuid ORDER BY id
    ON CONFLICT (interaction_id) DO UPDATE SET due_at = link_work.due_at`
}

/** Whose turn it was last: sellers take turns, so that nobody waits behind all that another has. */
export type LinkTurns = { lastSeller: string | null }

type Taken = { sellerId: string; interactionId: string }

/**
 * Takes an interaction off the list: what is new before what is found out anew, of the seller after the last one what has waited
 * longest; null when nothing waits. Should the transaction fail it is back. What another process works on is left to it.
 */
export async function takeLinkWork(tx: Tx, { lastSeller }: LinkTurns): Promise<Taken | null> {
  for (const isRecompute of [false, true]) {
    for (const after of lastSeller === null ? [beforeAll] : [lastSeller, beforeAll]) {
      const taken = await takeOne(tx, { isRecompute, after })
      if (taken) return taken
    }
  }
  return null
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

async function takeOne(tx: Tx, { isRecompute, after }: { isRecompute: boolean; after: string }): Promise<Taken | null> {
  const [taken] = await tx.$queryRaw<Taken[]>`
    DELETE FROM link_work WHERE interaction_id = (
      SELECT interaction_id FROM link_work WHERE is_recompute = ${isRecompute} AND seller_id > ${after}::uuid
      ORDER BY seller_id, due_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING seller_id AS "sellerId", interaction_id AS "interactionId"`
  return taken ?? null
}
