import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { openDb } from '#storage/db.ts'
import type { Driver, Run } from '#storage/driver.ts'
import { committedMigrations, migrate } from '#storage/migrate.ts'
import type { Storage } from '#storage/open.ts'
import { openPglite } from '#storage/pglite.ts'
import { openPostgres } from '#storage/postgres.ts'

/**
 * A database of its own, empty and up to date: in memory, or on the PostgreSQL of `DATABASE_URL`, where it is made for
 * this and dropped at the end.
 */
export async function openTestStorage(): Promise<Storage> {
  const server = process.env.DATABASE_URL
  const driver = server ? await openFreshDatabase(server) : await openPglite(null, await migratedImage())
  const db = openDb(driver)
  return { db, secretKey: 'a key for tests that is long enough', close: () => db.close() }
}

let image: Promise<Blob> | null = null

/** Migrations take seconds, a copy of their result does not: it is kept for as long as the migrations stay as they are. */
function migratedImage(): Promise<Blob> {
  image ??= readFile(imagePath).then((bytes) => new Blob([bytes]), makeImage)
  return image
}

const cache = join(import.meta.dirname, '../node_modules/.cache')
const imagePath = join(
  cache,
  `migrated-${createHash('sha256').update(JSON.stringify(committedMigrations())).digest('hex').slice(0, 16)}.tar`,
)

async function makeImage(): Promise<Blob> {
  const database = await PGlite.create()
  await migrate({ transaction: (work) => database.transaction((tx) => work(runOn(tx))) } as Driver)
  const made = await database.dumpDataDir('none')
  await database.close()
  await keep(made)
  return made
}

/** Under its name only when it is whole: other workers may be reading. */
async function keep(made: Blob): Promise<void> {
  const draft = `${imagePath}.${randomBytes(4).toString('hex')}`
  await mkdir(cache, { recursive: true })
  await writeFile(draft, Buffer.from(await made.arrayBuffer()))
  await rename(draft, imagePath)
}

function runOn(tx: Pick<PGlite, 'query' | 'exec'>): Run {
  return (async (sql: string, values?: unknown[]) =>
    values ? (await tx.query(sql, values)).rows : ((await tx.exec(sql)).at(-1)?.rows ?? [])) as Run
}

async function openFreshDatabase(server: string): Promise<Driver> {
  const { url, drop } = await makeDatabase(server)
  const driver = openPostgres(url)
  await migrate(driver)

  return {
    ...driver,
    async close() {
      await driver.close()
      await drop()
    },
  }
}

/** An empty database of its own on this PostgreSQL server, for as long as it is not dropped. */
export async function makeDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `agentiq_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name}`)
  // As on a machine in Moscow: what reads or writes a time without its zone would be three hours off.
  await onServer(server, `ALTER DATABASE ${name} SET timezone = 'Europe/Moscow'`)
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Drafts that nobody has asked for stay away from stories about other things; a seller of one about drafts switches them on. */
export async function withoutDrafts(storage: Storage): Promise<Storage> {
  await storage.db.prisma.runtimeSetting.create({ data: { key: 'llm_enabled', value: false } })
  return storage
}
