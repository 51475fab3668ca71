import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { HOUR } from '#domain/time.ts'
import { makeDatabase } from '../testkit/database.ts'
import { freePort } from '../testkit/product.ts'
import type { Evidence } from './evidence.ts'
import { looksIn, repliesIn, shownIn, writesIn } from './gather.ts'
import { type Marketplace, openMarketplace } from './marketplace.ts'
import { operatorsAt } from './operators.ts'
import { type FaultsReport, reportOf } from './report.ts'
import { openServer, type Server, unfinishedIn } from './servers.ts'
import { openShop, type Shop, type ShopSize } from './shops.ts'
import { type Measure, type StormReport, storm } from './storm.ts'
import { keepUp, runningTime } from './time.ts'
import { usualKnobs } from './troubles.ts'
import { verdictOf } from './verdict.ts'

export type FaultsOptions = {
  seed: number
  /** A PostgreSQL server, where two servers share a database of their own; null for one on the embedded database. */
  databaseServer: string | null
  shops: number
  size: ShopSize
  measure: Measure
  /**
   * How much faster than the machine's the time runs: while there is trouble, while the machine does not keep up with that, and
   * while the last replies are waited for.
   */
  scale: { storm: number; behind: number; calm: number }
  /** How long the end is waited for, in real time. */
  calmMs: number
  say(line: string): void
  /** Is given everything that the verdict is drawn from. */
  keep?: (evidence: Evidence) => void
}

/** Lives through everything, and judges it. */
export async function runFaults(options: FaultsOptions): Promise<FaultsReport> {
  const { seed, databaseServer, scale, say } = options
  const began = Date.now()
  const place = await somewhere(databaseServer)
  const marketplace = await openMarketplace(seed)
  const servers = await openServers(place.env, marketplace, databaseServer ? 2 : 1)
  const time = runningTime({ marketplace, servers }, scale.storm)
  let isClosed = false
  try {
    await marketplace.runsAt(time.pace())
    await marketplace.tells('knobs', usualKnobs)
    // The first of them makes the tables.
    for (const server of servers) await server.starts(time.pace())
    const doors = { servers, isOver: () => isClosed }
    say(`seed ${seed}: filling ${options.shops} shops`)
    const shops: Shop[] = []
    for (let number = 1; number <= options.shops; number += 1)
      shops.push(await openShop({ marketplace, doors }, `shop-${number}`, options.size))
    const [first, ...rest] = shops
    if (!first) throw new Error('There has to be a shop.')

    const operators = operatorsAt(doors)
    say(`trouble begins after ${secondsSince(began)} s`)
    const world = {
      marketplace,
      doors,
      shops: [first, ...rest] satisfies [Shop, ...Shop[]],
      operators,
      pace: time.pace,
      seed,
    }
    const stopKeepingUp = keepUp(time, servers, { usual: scale.storm, behind: scale.behind })
    const lived = await storm(world, options.measure)
    await stopKeepingUp()
    say(`calm begins after ${secondsSince(began)} s, ${lived.kills} kills, ${operators.intents.length} replies pressed`)
    await marketplace.recovers()
    await time.runsAt(scale.storm)
    await untilFewer(servers, ['queued', 'sending', 'retry_wait'], options)

    const stopHurrying = keepUp(time, servers, { usual: scale.calm, behind: scale.storm })
    await untilFewer(
      servers,
      ['queued', 'sending', 'retry_wait', 'behind', 'unknown', 'accepted', 'elsewhere'],
      options,
    )
    await stopHurrying()
    const livedHours = (time.now() - began) / HOUR
    isClosed = true
    for (const server of servers) await server.close()

    const evidence = await evidenceOf({
      marketplace,
      shops,
      env: place.env,
      lived,
      intents: operators.intents,
      scale: scale.storm,
    })
    options.keep?.(evidence)
    const facts = {
      seed,
      database: databaseServer ? ('postgres' as const) : ('pglite' as const),
      servers: servers.length,
      scale,
      tookSeconds: secondsSince(began),
      livedHours,
    }
    return reportOf(facts, evidence, lived, verdictOf(evidence))
  } finally {
    isClosed = true
    await Promise.all(servers.map((server) => server.close()))
    await marketplace.close()
    await place.remove()
  }
}

const secondsSince = (began: number) => Math.round((Date.now() - began) / 1000)

type Place = { env: Record<string, string>; remove(): Promise<void> }

/** A folder, and a database if there is a server for one. */
async function somewhere(databaseServer: string | null): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'agentiq-faults-'))
  const database = databaseServer ? await makeDatabase(databaseServer) : null
  return {
    env: {
      DATA_DIR: folder,
      DATABASE_URL: database?.url ?? '',
      SECRET_KEY: randomBytes(24).toString('hex'),
      LOG_LEVEL: process.env.FAULTS_LOG ?? 'silent',
    },
    async remove() {
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What people run, with times of their own; only how long the machine itself may take to answer is not scaled. */
async function openServers(env: Record<string, string>, { url }: Marketplace, count: number): Promise<Server[]> {
  const servers: Server[] = []
  for (let number = 1; number <= count; number += 1) {
    const port = String(await freePort())
    const marketplace = { WB_FEEDBACKS_URL: url, WB_CHAT_URL: url, WB_CARDS_URL: 'off', WB_TIMEOUT_SECONDS: '2' }
    servers.push(openServer({ ...env, ...marketplace, PORT: port, CHAT_SYNC_SECONDS: '60' }))
  }
  return servers
}

async function untilFewer(servers: Server[], states: string[], { calmMs, say }: FaultsOptions): Promise<void> {
  const until = Date.now() + calmMs
  for (let turn = 0; Date.now() < until; turn += 1) {
    const unfinished = await unfinishedIn(servers)
    if (unfinished && !states.some((state) => unfinished[state])) return
    if (turn % 40 === 0) say(`waiting for ${JSON.stringify(unfinished)}`)
    await pause(500)
  }
}

type Scene = {
  marketplace: Marketplace
  shops: Shop[]
  env: Record<string, string>
  lived: StormReport
} & Pick<Evidence, 'intents' | 'scale'>

async function evidenceOf({ marketplace, shops, env, lived, intents, scale }: Scene): Promise<Evidence> {
  const journal = await marketplace.journal()
  const states = []
  for (const { sid } of shops) states.push(await marketplace.state(sid))
  return {
    intents,
    replies: await repliesIn(env),
    writes: writesIn(journal),
    looks: looksIn(journal),
    shown: states.flatMap(shownIn),
    colleagues: lived.colleagues,
    scale,
  }
}
