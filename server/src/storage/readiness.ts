import type { Db } from './db.ts'
import { committedMigrations } from './migrate.ts'

/** Whether the database answers and has every table that this program needs. */
export async function isReady(db: Db): Promise<boolean> {
  const rows = await db.query<{ name: string }>(appliedStatement, [])
  const applied = new Set(rows.map(({ name }) => name))
  return needed.every(({ name }) => applied.has(name))
}

const needed = committedMigrations()

const appliedStatement = {
  name: 'applied_migrations',
  text: 'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
}
