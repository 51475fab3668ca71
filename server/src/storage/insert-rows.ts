import type { Tx } from './db.ts'

/** Tables that whole pages are written to. */
type Table = 'interaction' | 'response_history' | 'chat_thread' | 'chat_message'

/**
 * Adds rows, named as the models name their fields, and returns the ids of those that were added: what is there already stays as
 * it is. One statement for any number of rows: Prisma would make one with a placeholder for each value, and working it out takes
 * longer than the database does.
 */
export async function insertRows(tx: Tx, table: Table, rows: readonly object[]): Promise<Set<string>> {
  const [first] = rows
  if (!first) return new Set()
  const names = Object.keys(first)
  const columns = names.map(columnOf)
  const values = rows.map((row) => Object.fromEntries(names.map((name, at) => [columns[at], Reflect.get(row, name)])))
  const sql = `
    INSERT INTO ${table} (${columns.join(', ')})
    SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
    ON CONFLICT DO NOTHING RETURNING id`
  const added = await tx.$queryRawUnsafe<{ id: string }[]>(sql, asJson(values))
  return new Set(added.map(({ id }) => id))
}

const columnNames = new Map<string, string>()

function columnOf(field: string): string {
  const known = columnNames.get(field)
  if (known) return known
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columnNames.set(field, column)
  return column
}

/** Half of a pair of characters, as buyers' phones send it, is no text to the database: it becomes a �. */
function asJson(values: object[]): string {
  const json = JSON.stringify(values)
  if (!json.includes('\\ud')) return json
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value))
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
