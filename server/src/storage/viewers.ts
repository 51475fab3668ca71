import type { Role, Viewer } from '#domain/viewer.ts'
import type { Db } from './db.ts'

/** A person as others of the same team may see them. */
export type UserRow = { id: string; name: string; email: string }

/** The person behind a session or a key, with every seller they work for; null when there is no such person any more. */
export async function findViewer(db: Db, userId: string, kind: Viewer['kind']): Promise<Viewer | null> {
  const rows = await db.query<UserRow & { sellerId: string | null; role: Role | null }>(viewerStatement, [userId])
  const [person] = rows
  if (!person) return null

  const sellers = rows.flatMap(({ sellerId, role }) => (sellerId && role ? [{ sellerId, role }] : []))
  return { kind, userId: person.id, name: person.name, email: person.email, sellers }
}

/** These people, as far as they work for one of these sellers. */
export async function colleaguesByIds(db: Db, sellerIds: string[], userIds: string[]): Promise<Map<string, UserRow>> {
  const rows = await db.query<UserRow>(colleaguesStatement, [sellerIds, userIds])
  return new Map(rows.map((row) => [row.id, row]))
}

const viewerStatement = {
  name: 'viewer',
  text: `
    SELECT u.id, u.name, u.email, m.seller_id AS "sellerId", m.role
    FROM "user" AS u LEFT JOIN team_membership AS m ON m.user_id = u.id
    WHERE u.id = $1 ORDER BY m.created_at, m.seller_id`,
}

const colleaguesStatement = {
  name: 'colleagues',
  text: `
    SELECT id, name, email FROM "user"
    WHERE id = ANY($2::text[]) AND id IN (SELECT user_id FROM team_membership WHERE seller_id = ANY($1::uuid[]))`,
}
