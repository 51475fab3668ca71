import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '#clock.ts'
import type { LiveChange } from '#domain/live-change.ts'
import { type Db, openDb } from '#storage/db.ts'
import { migrate } from '#storage/migrate.ts'
import { openPostgres } from '#storage/postgres.ts'
import { createLive, type Live } from './live.ts'

const server = process.env.DATABASE_URL
const name = `agentiq_live_${process.pid}`

describe.skipIf(!server)('needs PostgreSQL: set DATABASE_URL', () => {
  const url = Object.assign(new URL(server ?? 'postgresql://none'), { pathname: `/${name}` }).href
  let db: Db
  let live: Live

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name}`)
    const driver = openPostgres(url)
    await migrate(driver)
    db = openDb(driver)
    live = createLive({ db, clock: systemClock, log: silent })
  }, 60_000)

  afterAll(async () => {
    await live?.close()
    await db?.close()
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })

  test('events of two other processes and of this one arrive once and in order', { timeout: 60_000 }, async () => {
    const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'A shop' } })
    const heard: number[] = []
    const done = new Promise<void>((resolve) => {
      const tell = (change: LiveChange) => {
        if (change.kind === 'event') heard.push(change.event.seq)
        if (heard.length === 200) resolve()
      }
      live
        .audience<LiveChange>(sellerId, async (changes) => changes)
        .join({ tell, ready: async () => {}, fail() {} }, null)
    })

    await Promise.all([writeElsewhere(url, sellerId), writeElsewhere(url, sellerId)])
    await done

    expect(heard).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })
})

/** Another process records a hundred events, one commit each. */
async function writeElsewhere(url: string, sellerId: string): Promise<void> {
  const script = `
    import { inTransaction, openDb } from '#storage/db.ts'
    import { recordEvents } from '#storage/events.ts'
    import { openPostgres } from '#storage/postgres.ts'
    const [url, sellerId] = process.argv.slice(1)
    const db = openDb(openPostgres(url))
    for (let each = 0; each < 100; each++) {
      await inTransaction(db, (tx) => recordEvents(tx, sellerId, new Date(), [{ type: 'updated' }]))
    }
    await db.close()`
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', script, url, sellerId]
  const child = spawn(process.execPath, flags, {
    cwd: `${import.meta.dirname}/../..`,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The other process ended with ${code}.`)
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
