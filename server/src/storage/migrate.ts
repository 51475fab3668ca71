import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Driver, Run } from './driver.ts'

/** The steps of `prisma/migrations`, oldest first. */
type Migration = { name: string; sql: string }

/** Applies what is missing, once each and in order. Processes that start together wait for each other. */
export async function migrate(driver: Driver, migrations: Migration[] = committedMigrations()): Promise<string[]> {
  return await driver.transaction(async (run) => {
    await run(`SELECT pg_advisory_xact_lock(${lockNumber})`)
    await run(bookkeeping)
    const applied = await run<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    )
    const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]))
    refuseStrangers(checksums, migrations)

    const missing = migrations.filter(({ name }) => !checksums.has(name))
    for (const migration of missing) await apply(run, migration)
    return missing.map(({ name }) => name)
  })
}

/** The database cannot be used by this version of the program. Its message is for the person who starts it. */
export class WrongDatabase extends Error {}

/** Reads the committed migrations from disk. */
export function committedMigrations(): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

const folder = join(import.meta.dirname, '../../../prisma/migrations')

// Any number that nobody else locks by.
const lockNumber = 7_306_011_264

// The table that Prisma's own tools keep, so that they understand what was done here.
const bookkeeping = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

async function apply(run: Run, { name, sql }: Migration): Promise<void> {
  try {
    await run(sql)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WrongDatabase(`The migration "${name}" cannot be applied to this database: ${reason}.`, { cause })
  }
  await run(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     VALUES ($1, $2, now(), $3, 1)`,
    [randomUUID(), checksumOf(sql), name],
  )
}

function refuseStrangers(applied: Map<string, string>, known: Migration[]): void {
  const checksums = new Map(known.map(({ name, sql }) => [name, checksumOf(sql)]))
  for (const [name, checksum] of applied) {
    const expected = checksums.get(name)
    if (expected === undefined)
      throw new WrongDatabase(`The database was used by a newer version of the program (it has "${name}").`)
    if (expected !== checksum)
      throw new WrongDatabase(`The migration "${name}" was changed after it had been applied to this database.`)
  }
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}
