import { inTransaction, openDb } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { openPostgres } from '#storage/postgres.ts'
import { measureBackfill } from './backfill.ts'
import { type HttpResult, measureHttp, type Question } from './http.ts'
import { measureLive } from './live.ts'
import type { Publish } from './ours.ts'
import { type Running, startBare } from './processes.ts'
import type { Results } from './report.ts'
import { makeWorkspace, type Workspace } from './workspace.ts'

/** How thorough a run is. */
export type Effort = {
  interactions: number
  rounds: number
  roundMs: number
  subscribers: number
  events: number
  past: number
}

export const fullEffort: Effort = {
  interactions: 100_000,
  rounds: 5,
  roundMs: 2500,
  subscribers: 1000,
  events: 30,
  past: 100_000,
}
export const quickEffort: Effort = {
  interactions: 3000,
  rounds: 1,
  roundMs: 300,
  subscribers: 50,
  events: 3,
  past: 2000,
}

/** Measures everything on one database: the embedded one, or a database of its own on this PostgreSQL server. */
export async function measure(
  databaseServer: string | null,
  effort: Effort,
  say: (line: string) => void,
): Promise<Results> {
  say(`${databaseServer ? 'PostgreSQL' : 'PGlite'}: a backfill of ${effort.past}`)
  const backfill = await measureBackfill(databaseServer, effort.past)
  say(`${databaseServer ? 'PostgreSQL' : 'PGlite'}: filling ${effort.interactions} interactions`)
  const workspace = await makeWorkspace(databaseServer, effort.interactions)
  const running: Running[] = []
  try {
    const ours = await workspace.start()
    running.push(ours)
    const bare = await startBare({ ...workspace.bare, sellerId: workspace.sellerId, cards: workspace.cards })
    running.push(bare)
    const http = await measureQuestions(workspace, { ours, bare }, effort, say)
    say(`${workspace.kind}: one event to ${effort.subscribers} subscribers`)
    const live = await measurePublishing(workspace, { ours, bare }, effort)

    return { database: workspace.kind, version: workspace.version, rows: workspace.rows, http, live, backfill }
  } finally {
    await Promise.all(running.map((each) => each.stop()))
    await workspace.remove()
  }
}

const questions: Question[] = ['inbox', 'page', 'conversation', 'card']

async function measureQuestions(
  workspace: Workspace,
  peers: { ours: Running; bare: Running },
  { rounds, roundMs }: Effort,
  say: (line: string) => void,
): Promise<HttpResult[]> {
  const results: HttpResult[] = []
  for (const connections of [1, 10]) {
    for (const question of questions) {
      say(`${workspace.kind}: ${question}, ${connections} connection(s)`)
      results.push(await measureHttp(workspace, peers, { question, connections, rounds, roundMs }))
    }
  }
  return results
}

async function measurePublishing(
  workspace: Workspace,
  peers: { ours: Running; bare: Running },
  { subscribers, events }: Effort,
) {
  const publisher = workspace.bare.url
    ? recordElsewhere(workspace, workspace.bare.url)
    : recordThere(workspace, peers.ours)
  const live = await measureLive(workspace, peers, { subscribers, events, publish: publisher.publish })
  await publisher.stop()
  return live
}

type Publisher = { publish(turn: number): Promise<unknown>; stop(): Promise<void> }

/** Another process records an event: it takes a commit, a NOTIFY and a read of the journal until our server knows. */
function recordElsewhere({ sellerId, cards }: Workspace, url: string): Publisher {
  const db = openDb(openPostgres(url))
  return {
    publish: (turn) =>
      inTransaction(db, (tx) => {
        const interactionId = cards[Math.abs(turn) % cards.length]?.id
        return recordEvents(tx, sellerId, new Date(), [
          { type: 'updated', ...(interactionId ? { interactionId } : {}) },
        ])
      }),
    stop: () => db.close(),
  }
}

/** The embedded database takes one process, so our server is told to record the event. */
function recordThere({ sellerId, cards }: Workspace, { child }: Running): Publisher {
  return {
    async publish(turn) {
      const event: Publish = { sellerId, interactionId: cards[Math.abs(turn) % cards.length]?.id ?? null }
      child.send(event)
    },
    stop: async () => undefined,
  }
}
