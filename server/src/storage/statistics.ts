import type { Db } from './db.ts'

/**
 * Has the database look at tables that have more than doubled since it last did. What it knows of them decides how it reads them: a
 * statement that was planned for an empty table reads every row of a full one. The embedded database never looks by itself, and
 * another one may be told not to.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  const grown = await db.query<{ name: string }>(grownStatement, [tables])
  if (grown.length > 0) await db.prisma.$executeRawUnsafe(`ANALYZE ${grown.map(({ name }) => name).join(', ')}`)
}

/** Tables that a shop's past fills. */
const tables = ['interaction', 'response_history', 'chat_thread', 'chat_message', 'journal_event']

// `relpages` is how large the table was when the database last looked. Below some twenty pages no way of reading it is a slow one.
const grownStatement = {
  name: 'tables_grown',
  text: `
    SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname = ANY($1::text[])
      AND pg_relation_size(oid) / current_setting('block_size')::int > 2 * GREATEST(relpages, 0) + 20`,
}
