import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Driver, Run } from './driver.ts'

/** PostgreSQL 14 or newer. One pool serves Prisma and the hand-written reads; a connection of its own listens. */
export function openPostgres(url: string): Driver {
  // Prisma's adapter sends and reads times without their zone: in any other than UTC they would be hours off.
  const pool = new pg.Pool({ connectionString: url, max: 8, application_name: 'agentiq', options: '-c TimeZone=UTC' })
  // An idle connection that breaks is replaced by the pool; whoever uses one hears of it from the query.
  pool.on('error', () => undefined)
  const listeners = new Set<() => Promise<void>>()

  return {
    kind: 'postgres',
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => hashOf(sql) }),
    query: async <Row extends pg.QueryResultRow>({ name, text }: { name: string; text: string }, values: unknown[]) =>
      (await pool.query<Row>({ name, text, values })).rows,
    transaction: (work) => transactionOn(pool, work),
    async listen(channel, heard) {
      const stop = keepListening(url, channel, heard)
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    async close() {
      await Promise.all([...listeners].map((stop) => stop()))
      await pool.end()
    },
  } as Driver
}

async function transactionOn<Result>(pool: pg.Pool, work: (run: Run) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  const run = (async (sql: string, values?: unknown[]) => (await client.query(sql, values)).rows) as Run

  try {
    await client.query('BEGIN')
    const result = await work(run)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** Listens until stopped, on a new connection whenever the old one breaks. What was missed meanwhile the sweep finds. */
function keepListening(url: string, channel: string, heard: (payload: string) => void): () => Promise<void> {
  const stop = new AbortController()
  const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve(), { once: true }))

  async function listenOnce(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'agentiq-listen', keepAlive: true })
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
    })
    client.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN "${channel}"`)
      await Promise.race([broken, stopped])
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  async function listenForever(): Promise<void> {
    while (!stop.signal.aborted) {
      await listenOnce().catch(() => undefined)
      await pause(500, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  const ended = listenForever()
  return async () => {
    stop.abort()
    await ended
  }
}

const hashes = new Map<string, string>()

function hashOf(sql: string): string {
  const known = hashes.get(sql)
  if (known) return known
  const hash = createHash('sha1').update(sql).digest('base64url')
  if (hashes.size < 2000) hashes.set(sql, hash)
  return hash
}
