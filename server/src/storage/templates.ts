import type { Channel } from '#domain/interaction.ts'
import type { Db, Tx } from './db.ts'

/** A text kept to be used again, as it is told. */
export type TemplateRow = {
  id: string
  sellerId: string
  title: string
  shortcut: string
  channels: Channel[]
  intent: string | null
  ratingMin: number | null
  ratingMax: number | null
  text: string
  isActive: boolean
  uses: number
  updatedAt: Date
}

/** Every template of these sellers, by title. */
export async function templatesOf(db: Db, sellerIds: string[]): Promise<Map<string, TemplateRow[]>> {
  const rows = await db.query<TemplateRow>(templatesStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

/** These templates, as far as they belong to these sellers. */
export async function templatesByIds(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, TemplateRow>> {
  const rows = await db.query<TemplateRow>(templatesByIdsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Counts that a reply was written with a template. False: it is gone by now, or somebody else's. */
export async function countUse(tx: Tx, sellerId: string, id: string): Promise<boolean> {
  const { count } = await tx.replyTemplate.updateMany({ where: { id, sellerId }, data: { uses: { increment: 1 } } })
  return count === 1
}

const columns = `
  id, seller_id AS "sellerId", title, shortcut, channels, intent, rating_min AS "ratingMin", rating_max AS "ratingMax", text,
  is_active AS "isActive", uses, updated_at AS "updatedAt"`

const templatesStatement = {
  name: 'templates_of',
  text: `SELECT ${columns} FROM reply_template WHERE seller_id = ANY($1::uuid[]) ORDER BY lower(title), id`,
}

const templatesByIdsStatement = {
  name: 'templates_by_ids',
  text: `SELECT ${columns} FROM reply_template WHERE id = ANY($2::uuid[]) AND seller_id = ANY($1::uuid[])`,
}
