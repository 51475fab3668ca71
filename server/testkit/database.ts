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
import { openOverheard } from './statements.ts'

/**
 * A database of its own, empty and up to date: in memory, or on the PostgreSQL of `DATABASE_URL`, where it is made for
 * this and dropped at the end.
 */
export async function openTestStorage(): Promise<Storage> {
  const server = process.env.DATABASE_URL
  const driver = server ? await openFreshDatabase(server) : await openPglite(null, await migratedImage())
  const db = openOverheard(driver, openDb)
  return { db, secretKey: 'a key for tests that is long enough', close: () => db.close() }
}

let image: Promise<Blob> | null = null

/** Migrations take seconds, a copy of their result does not: it is kept for as long as the migrations stay as they are. */
function migratedImage(): Promise<Blob> {
  image ??= readFile(imagePath).then((bytes) => new Blob([bytes]), makeImage)
  return image
}

const cache = join(import.meta.dirname, '../node_modules/.cache')
const migrationsHash = createHash('sha256').update(JSON.stringify(committedMigrations())).digest('hex').slice(0, 16)
const imagePath = join(cache, `migrated-${migrationsHash}.tar`)

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
  const { url, drop } = await makeDatabase(server, await migratedTemplate(server))
  const driver = openPostgres(url)

  return {
    ...driver,
    async close() {
      await driver.close()
      await drop()
    },
  }
}

let template: Promise<string> | null = null

/** What `migratedImage` is to the embedded database. It stays on the server for the next run. */
function migratedTemplate(server: string): Promise<string> {
  template ??= makeTemplate(server, `agentiq_test_template_${migrationsHash}`)
  return template
}

async function makeTemplate(server: string, name: string): Promise<string> {
  await withClient(server, async (client) => {
    // One of all test workers makes it, the others wait.
    await client.query(`SELECT pg_advisory_lock(hashtext('agentiq_test_template'))`)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount) return
    const draft = await makeDatabase(server)
    const driver = openPostgres(draft.url)
    await migrate(driver)
    await driver.close()
    await client.query(`ALTER DATABASE ${draft.name} RENAME TO ${name}`)
  })
  return name
}

/** A database of its own on this PostgreSQL server, empty or a copy of another, for as long as it is not dropped. */
export async function makeDatabase(
  server: string,
  original = 'template1',
): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  const name = `agentiq_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${original}`)
  // As on a machine in Moscow: what reads or writes a time without its zone would be three hours off.
  await onServer(server, `ALTER DATABASE ${name} SET timezone = 'Europe/Moscow'`)
  return {
    name,
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql))
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Drafts that nobody has asked for stay away from stories about other things; a seller of one about drafts switches them on. */
export async function withoutDrafts(storage: Storage): Promise<Storage> {
  await storage.db.prisma.runtimeSetting.create({ data: { key: 'llm_enabled', value: false } })
  return storage
}
