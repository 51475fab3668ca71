import type { Db, Tx } from './db.ts'

/** Whether any interaction waits for its relations. */
export async function hasLinkWork(db: Db): Promise<boolean> {
  const [row] = await db.query<{ waits: boolean }>(waitsStatement, [])
  return row?.waits ?? false
}

const waitsStatement = { name: 'link_work_waits', text: 'SELECT EXISTS (SELECT FROM link_work) AS waits' }

/** Has the relations of these interactions found out soon, by whoever looks next. */
export async function askForLinks(tx: Tx, sellerId: string, interactionIds: string[], now: Date): Promise<void> {
  if (interactionIds.length === 0) return
  await tx.$executeRaw`
    INSERT INTO link_work (interaction_id, seller_id, due_at)
    SELECT id, ${sellerId}::uuid, ${now} FROM unnest(${interactionIds}::uuid[]) AS asked (id) ORDER BY id
    ON CONFLICT (interaction_id) DO NOTHING`
}

/** The same for every interaction of the seller. Returns how many there are. */
export async function askForAllLinks(tx: Tx, sellerId: string, now: Date): Promise<number> {
  return await tx.$executeRaw`
    INSERT INTO link_work (interaction_id, seller_id, due_at)
    SELECT id, seller_id, ${now} FROM interaction WHERE seller_id = ${sellerId}::uuid ORDER BY id
    ON CONFLICT (interaction_id) DO UPDATE SET due_at = link_work.due_at`
}

/**
 * Takes interactions off the list, the longest waiting first; should the transaction fail they are back on it. What another process
 * works on is left to it.
 */
export async function takeLinkWork(tx: Tx, limit: number): Promise<{ sellerId: string; interactionId: string }[]> {
  return await tx.$queryRaw`
    DELETE FROM link_work WHERE interaction_id IN (
      SELECT interaction_id FROM link_work ORDER BY due_at, interaction_id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING seller_id AS "sellerId", interaction_id AS "interactionId"`
}
