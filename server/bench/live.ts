import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { percentile } from './load.ts'
import type { Running } from './processes.ts'
import { changesSubscription } from './questions.ts'
import type { Workspace } from './workspace.ts'

/** How long it takes from an event to everybody's screen, ours and a bare broadcast of the same bytes. */
export type LiveResult = { subscribers: number; events: number; ours: Spread; bare: Spread; ratio: number }

export type Spread = { p50: number; p95: number; p99: number }

type Crowd = {
  sockets: WebSocket[] /** Milliseconds from `publish` until each of them had the message. */
  hear(publish: () => unknown): Promise<number[]>
}

export async function measureLive(
  workspace: Workspace,
  { ours, bare }: { ours: Running; bare: Running },
  {
    subscribers,
    events,
    publish,
  }: { subscribers: number; events: number; publish: (turn: number) => Promise<unknown> },
): Promise<LiveResult> {
  const sample = { payload: '' }
  const ourCrowd = await gather(subscribers, () => subscribe(ours.url, workspace, sample))
  const bareCrowd = await gather(subscribers, () => connect(bare.url))
  const [ourTimes, bareTimes]: [number[], number[]] = [[], []]

  for (let turn = -2; turn < events; turn++) {
    const told = await ourCrowd.hear(() => publish(turn))
    const broadcast = await bareCrowd.hear(() => bare.child.send({ broadcast: sample.payload }))
    // The first two turns warm up.
    if (turn >= 0) ourTimes.push(...told)
    if (turn >= 0) bareTimes.push(...broadcast)
    await pause(100)
  }

  for (const socket of [...ourCrowd.sockets, ...bareCrowd.sockets]) socket.terminate()
  const [told, broadcast] = [spread(ourTimes), spread(bareTimes)]
  return { subscribers, events, ours: told, bare: broadcast, ratio: told.p95 / broadcast.p95 }
}

export function spread(times: number[]): Spread {
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) }
}

async function gather(count: number, open: () => Promise<WebSocket>): Promise<Crowd> {
  const sockets: WebSocket[] = []
  while (sockets.length < count) {
    const next = Array.from({ length: Math.min(50, count - sockets.length) }, open)
    sockets.push(...(await Promise.all(next)))
  }

  return {
    sockets,
    async hear(publish) {
      const begun = performance.now()
      const heard = sockets.map(async (socket) => {
        await nextEvent(socket)
        return performance.now() - begun
      })
      await publish()
      return await Promise.all(heard)
    },
  }
}

/** Somebody who follows the seller and has heard that the feed is live. */
async function subscribe(
  url: string,
  { cookie, sellerId }: Workspace,
  sample: { payload: string },
): Promise<WebSocket> {
  const socket = await connect(`${url}/graphql`, cookie)
  const id = crypto.randomUUID()
  const variables = { sellerId: Buffer.from(`Seller:${sellerId}`).toString('base64url') }

  await new Promise<void>((resolve, reject) => {
    socket.on('message', function hear(data) {
      const message = String(data)
      if (message.includes('connection_ack')) {
        socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: changesSubscription, variables } }))
        return
      }
      socket.off('message', hear)
      if (message.includes('"errors"') || !message.includes('"next"')) return reject(new Error(message))
      resolve()
    })
    socket.once('close', (code, reason) => reject(new Error(`${code} ${reason}`)))
    socket.send('{"type":"connection_init"}')
  })
  void nextEvent(socket).then((payload) => {
    sample.payload = payload
  })
  return socket
}

/** The next message that tells of an event; heartbeats come between. */
async function nextEvent(socket: WebSocket): Promise<string> {
  return await new Promise((resolve) => {
    socket.on('message', function hear(data: Buffer) {
      if (!data.includes('"interaction"')) return
      socket.off('message', hear)
      resolve(data.toString())
    })
  })
}

async function connect(url: string, cookie?: string): Promise<WebSocket> {
  const headers = cookie ? { cookie } : {}
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { headers, perMessageDeflate: false })
  return await new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}
