import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#config.ts'
import { openStorage } from '#storage/open.ts'
import { between, type Random, randomFrom, whole } from '../simulator/random.ts'
import { disagreements, type Truth } from '../testkit/agreement.ts'
import { type BusyShop, busyShop } from '../testkit/busy-shop.ts'
import { makeDatabase, withoutDrafts } from '../testkit/database.ts'
import { openKillable } from '../testkit/killable.ts'
import { givenShop, type Simulation, secretKey, simulate } from '../testkit/shop.ts'

// The same on both databases. Another seed or number: KILL_SEED, KILLS.

const kills = Number(process.env.KILLS ?? 50)
const seed = Number(process.env.KILL_SEED ?? 1)

test(`${kills} times killed in the middle of a synchronisation, the app has lost nothing and doubled nothing`, async () => {
  const simulator = await simulate({ random: seed })
  onTestFinished(() => simulator.close())
  const env = await somewhereToStore(simulator)
  const shops = await openShops(env, simulator)
  const app = openKillable(env)
  onTestFinished(() => app.close())
  const random = randomFrom('kills', seed)
  let ahead = 0
  const later = async (milliseconds: number) => {
    ahead += milliseconds
    await simulator.act('POST clock', { advanceMs: milliseconds })
  }

  for (let round = 1; round <= kills; round += 1) {
    for (const { shop } of shops) await shop.happens(6)
    await simulator.act('DELETE journal')
    await app.starts(ahead)
    await someMoment(simulator, random)
    await app.dies()
    // By then nobody holds what the dead process held (storage/sync-states.ts), and every channel is due.
    await later(61_000)
  }
  await app.starts(ahead)
  // What was taken away is closed once it has been missed for an hour.
  for (const minutes of [1, 5, 61, 5]) {
    await later(minutes * 60_000)
    await app.passes(ahead)
  }
  await app.close()

  const { db, close } = await openStorage(readConfig(env))
  onTestFinished(close)
  const lost = await db.prisma.syncRun.count({ where: { outcome: 'lost' } })
  console.log(`seed ${seed}: ${kills} kills cut ${lost} runs short`)
  for (const { sellerId, shop } of shops) {
    const truth = await simulator.act<Truth>(`GET state?sid=${shop.sid}`)
    expect(await disagreements(db, sellerId, truth, shop.removed), `seed ${seed}`).toEqual([])
  }
  expect(lost).toBeGreaterThan(kills / 2)
}, 600_000)

/** Some of the way into a synchronisation, by what was asked for so far and a little more; at the latest after a second. */
async function someMoment(simulator: Simulation, random: Random): Promise<void> {
  const [requests, more] = [whole(random, 1, 4), between(random, 0, 60)]
  const until = Date.now() + 1000
  while (Date.now() < until && (await simulator.act<unknown[]>('GET journal')).length < requests) await pause(10)
  await pause(more)
}

async function somewhereToStore({ url }: Simulation): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-kills-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = {
    DATA_DIR: folder,
    SECRET_KEY: secretKey,
    PORT: '0',
    LOG_LEVEL: 'silent',
    WB_FEEDBACKS_URL: url,
    WB_CHAT_URL: url,
    WB_CARDS_URL: 'off',
    SYNC_SECONDS: '60',
  }
  if (!process.env.DATABASE_URL) return { ...env, DATABASE_URL: '' }
  const { url: database, drop } = await makeDatabase(process.env.DATABASE_URL)
  onTestFinished(drop)
  return { ...env, DATABASE_URL: database }
}

type Watched = { sellerId: string; shop: BusyShop }

/** Shops with a past that takes many pages, so that there is something to be cut short all the time. */
async function openShops(env: Record<string, string>, simulator: Simulation): Promise<Watched[]> {
  const { db, close } = await withoutDrafts(await openStorage(readConfig(env)))
  const shops: Watched[] = []
  for (const acc of [3, 4]) {
    const { sellerId, sid } = await givenShop(db, simulator, { token: { acc } })
    await simulator.act('POST seed', { sid, generate: { reviews: 600, questions: 120, chats: 20 } })
    shops.push({ sellerId, shop: busyShop(simulator, sid, seed) })
  }
  await close()
  return shops
}
