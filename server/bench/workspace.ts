import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openPglite } from '#storage/pglite.ts'
import { openPostgres } from '#storage/postgres.ts'
import { type Running, startOurs } from './processes.ts'
import { hotProducts, rowCounts, seed } from './seed.ts'

/** A filled database with somebody who may read it. */
export type Workspace = {
  kind: 'pglite' | 'postgres'
  sellerId: string
  cookie: string
  rows: Record<string, number>
  /** Of the database. */
  version: string
  /** Interactions to open, of all channels, about products with long stories. */
  cards: { id: string; channel: string; nmId: string }[]
  /** Where the peer reads: the same PostgreSQL, or a copy of the folder, which takes one process only. */
  bare: { folder: string | null; url: string | null }
  start(flags?: string[]): Promise<Running>
  remove(): Promise<void>
}

/** Registers somebody in a new database, then fills their inbox. */
export async function makeWorkspace(databaseServer: string | null, interactions: number): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'agentiq-bench-'))
  const url = databaseServer ? await newDatabase(databaseServer) : null
  const database = {
    DATA_DIR: join(folder, 'data'),
    SECRET_KEY: randomUUID().repeat(2),
    ...(url ? { DATABASE_URL: url } : {}),
  }
  const start = (flags: string[] = []) => startOurs(database, flags)

  const account = await register(start)
  const driver = url ? openPostgres(url) : await openPglite(database.DATA_DIR)
  await seed(driver, account.sellerId, { userId: account.userId, interactions })
  const rows = await rowCounts(driver)
  const cards = await driver.query<Workspace['cards'][number]>(cardsStatement, [])
  const [facts] = await driver.query<{ version: string }>(factsStatement, [])
  await driver.close()

  const copy = join(folder, 'copy')
  if (!url) await cp(database.DATA_DIR, copy, { recursive: true })
  return {
    kind: url ? 'postgres' : 'pglite',
    sellerId: account.sellerId,
    cookie: account.cookie,
    rows,
    version: facts?.version ?? '',
    cards,
    bare: { folder: url ? null : copy, url },
    start,
    async remove() {
      if (databaseServer && url) await dropDatabase(databaseServer, url)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The session's cookie of a new account, and the workspace that came with it. */
async function register(start: () => Promise<Running>): Promise<{ cookie: string; userId: string; sellerId: string }> {
  const server = await start()
  try {
    const origin = server.url
    const signUp = await fetch(`${origin}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ name: 'Bench', email: 'bench@example.com', password: randomUUID() }),
    })
    if (!signUp.ok) throw new Error(`Nobody could be registered: ${signUp.status} ${await signUp.text()}`)
    const cookie = signUp.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')

    const answer = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-agentiq-client': 'bench', cookie, origin },
      body: JSON.stringify({ query: '{ viewer { user { id } sellers { id } } }' }),
    })
    const { data } = (await answer.json()) as { data: { viewer: { user: { id: string }; sellers: { id: string }[] } } }
    return { cookie, userId: rawId(data.viewer.user.id), sellerId: rawId(data.viewer.sellers[0]?.id ?? '') }
  } finally {
    await server.stop()
  }
}

/** Our own id behind one of the API's: the bench writes rows. */
function rawId(globalId: string): string {
  return Buffer.from(globalId, 'base64url').toString().split(':').slice(1).join(':')
}

async function newDatabase(databaseServer: string): Promise<string> {
  const name = `agentiq_bench_${process.pid}_${Date.now()}`
  await onServer(databaseServer, `CREATE DATABASE ${name}`)
  return Object.assign(new URL(databaseServer), { pathname: `/${name}` }).href
}

async function dropDatabase(databaseServer: string, url: string): Promise<void> {
  await onServer(databaseServer, `DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}

async function onServer(databaseServer: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseServer })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const cardsStatement = {
  name: 'bench_cards',
  text: `
    SELECT id, channel, nm_id AS "nmId" FROM (
      SELECT id, channel, nm_id, row_number() OVER (PARTITION BY channel ORDER BY md5(id::text)) AS place FROM interaction
      WHERE nm_id::bigint < ${100_000_000 + hotProducts}
    ) AS shuffled
    WHERE place <= CASE channel WHEN 'review' THEN 60 WHEN 'question' THEN 25 ELSE 15 END`,
}

const factsStatement = { name: 'bench_facts', text: `SELECT current_setting('server_version') AS version` }
