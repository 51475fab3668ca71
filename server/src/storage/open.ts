import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#config.ts'
import { type OwnedFolder, ownFolder, secretKeyOf } from './data-folder.ts'
import { type Db, openDb } from './db.ts'
import type { Driver } from './driver.ts'
import { FolderUnusable } from './folder-unusable.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import { BrokenSeal, createSeal } from './secrets.ts'

/** The database, ready to use, and the key that seals what it holds. */
export type Storage = { db: Db; secretKey: string; close(): Promise<void> }

/** The database cannot be reached or read. Its message is one plain sentence for the person who starts the app. */
export class DatabaseUnusable extends Error {}

/** Opens the configured database and brings it up to date. */
export async function openStorage(config: Config): Promise<Storage> {
  if (config.databaseUrl && config.secretKey) {
    return await ready(await openRemote(config.databaseUrl), config.secretKey, null)
  }
  const folder = await ownFolder(config.dataDir)
  const { driver, secretKey } = await openEmbedded(folder, config.secretKey)
  return await ready(driver, secretKey, folder)
}

async function ready(driver: Driver, secretKey: string, folder: OwnedFolder | null): Promise<Storage> {
  const db = openDb(driver)
  const close = async () => {
    await db.close()
    await folder?.release()
  }
  try {
    await migrate(driver)
    await assertSameKey(db, secretKey)
    return { db, secretKey, close }
  } catch (error) {
    await close()
    throw error
  }
}

const probe = 'secret_key_probe'

/** With another key nothing that was sealed could be opened, and every session would be void. The first start leaves a probe. */
async function assertSameKey({ prisma }: Db, secretKey: string): Promise<void> {
  const seal = createSeal(secretKey)
  const value = seal.seal(probe, probe)
  await prisma.runtimeSetting.createMany({ data: [{ key: probe, value }], skipDuplicates: true })
  const kept = await prisma.runtimeSetting.findUniqueOrThrow({ where: { key: probe } })
  try {
    seal.open(String(kept.value), probe)
  } catch (cause) {
    if (!(cause instanceof BrokenSeal)) throw cause
    throw new DatabaseUnusable('The database was used with another SECRET_KEY; start with that one.', { cause })
  }
}

async function openRemote(url: string): Promise<Driver> {
  const driver = openPostgres(url)
  try {
    await driver.query({ name: 'hello', text: 'SELECT 1' }, [])
    return driver
  } catch (cause) {
    await driver.close()
    const { host, pathname } = new URL(url)
    throw new DatabaseUnusable(`PostgreSQL at ${host}${pathname} cannot be used: ${messageOf(cause)}.`, { cause })
  }
}

async function openEmbedded(
  folder: OwnedFolder,
  givenKey: string | null,
): Promise<{ driver: Driver; secretKey: string }> {
  try {
    const secretKey = givenKey ?? secretKeyOf(folder)
    return { driver: await opened(folder.path), secretKey }
  } catch (error) {
    await folder.release()
    throw error
  }
}

/** What the embedded database says of a folder it cannot read helps nobody: "Aborted()", or a number. */
async function opened(path: string): Promise<Driver> {
  if (hasLostItsVersion(join(path, 'database'))) throw damaged(path)
  try {
    return await openPglite(path)
  } catch (cause) {
    throw damaged(path, { cause })
  }
}

/** Without that file the embedded database would take the folder for a new one, and make an empty database over what is there. */
function hasLostItsVersion(database: string): boolean {
  return existsSync(join(database, 'global/pg_control')) && !existsSync(join(database, 'PG_VERSION'))
}

function damaged(path: string, options?: ErrorOptions): FolderUnusable {
  return new FolderUnusable(
    `The database in ${path} is damaged, or its disk is full; make room, restore a copy, or choose another DATA_DIR.`,
    options,
  )
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
