import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createApp } from '#app.ts'
import { readConfig } from '#config.ts'
import { ownFolder } from '#storage/data-folder.ts'
import { FolderUnusable } from '#storage/folder-unusable.ts'
import { committedMigrations, migrate } from '#storage/migrate.ts'
import { openStorage } from '#storage/open.ts'
import { openPostgres } from '#storage/postgres.ts'

const keys = ['the first key, thirty-two characters or more', 'the second key, thirty-two characters or more'] as const

test('a folder used with another SECRET_KEY is refused in one sentence', async () => {
  const DATA_DIR = newFolder()
  await (await openStorage(readConfig({ DATA_DIR, SECRET_KEY: keys[0] }))).close()

  await expect(openStorage(readConfig({ DATA_DIR, SECRET_KEY: keys[1] }))).rejects.toThrow(
    'The database was used with another SECRET_KEY',
  )
  await (await openStorage(readConfig({ DATA_DIR, SECRET_KEY: keys[0] }))).close()
}, 60_000)

test.each([
  ['a file in the place of the database', (folder: string) => replaced(join(folder, 'database'), 'file')],
  ['a lost version file', (folder: string) => rmSync(join(folder, 'database/PG_VERSION'))],
  ['an emptied control file', (folder: string) => writeFileSync(join(folder, 'database/global/pg_control'), '')],
])(
  '%s is one sentence that says what to do',
  async (_, damage) => {
    const DATA_DIR = await usedFolder()
    damage(DATA_DIR)

    await expect(openStorage(readConfig({ DATA_DIR }))).rejects.toThrow(
      new FolderUnusable(
        `The database in ${DATA_DIR} is damaged, or its disk is full; make room, restore a copy, or choose another DATA_DIR.`,
      ),
    )
  },
  60_000,
)

test('a folder in the place of the key is one sentence, and the data folder is let go', async () => {
  const DATA_DIR = await usedFolder()
  replaced(join(DATA_DIR, 'secret.key'), 'folder')

  await expect(openStorage(readConfig({ DATA_DIR }))).rejects.toThrow(
    new FolderUnusable(
      `${join(DATA_DIR, 'secret.key')} cannot be read; restore a copy of its folder, or set DATA_DIR to another one.`,
    ),
  )
  await (await ownFolder(DATA_DIR)).release()
}, 60_000)

describe.skipIf(!process.env.DATABASE_URL)('needs PostgreSQL: set DATABASE_URL', () => {
  test('processes that start together on an empty database apply each migration once', async () => {
    await withDatabase(async (url) => {
      const drivers = [openPostgres(url), openPostgres(url), openPostgres(url)]
      const applied = await Promise.all(drivers.map((driver) => migrate(driver)))

      expect(applied.flat().sort()).toEqual(committedMigrations().map(({ name }) => name))
      await Promise.all(drivers.map((driver) => driver.close()))
    })
  }, 60_000)

  test('a busy port is told in one sentence, and nothing keeps hanging', async () => {
    await withDatabase(async (url) => {
      const first = await createApp({ ...configFor(url), port: 0 })
      const port = Number(new URL(first.url).port)

      await expect(createApp({ ...configFor(url), port })).rejects.toThrow(`Port ${port} is in use by another program`)
      await first.close()
    })
  }, 60_000)
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-storage-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A data folder in which the app has worked before. */
async function usedFolder(): Promise<string> {
  const DATA_DIR = newFolder()
  await (await openStorage(readConfig({ DATA_DIR }))).close()
  return DATA_DIR
}

function replaced(path: string, by: 'file' | 'folder'): void {
  rmSync(path, { recursive: true })
  if (by === 'folder') mkdirSync(path)
  else writeFileSync(path, '')
}

const configFor = (url: string) => readConfig({ DATABASE_URL: url, SECRET_KEY: keys[0], LOG_LEVEL: 'silent' })

async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const name = `agentiq_storage_${randomBytes(5).toString('hex')}`
  await onServer(`CREATE DATABASE ${name}`)
  await work(Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: `/${name}` }).href)
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(sql)
  await client.end()
}
