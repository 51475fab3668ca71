import { type App, createApp } from '#app.ts'
import { readConfig } from '#config.ts'
import { disagreements, type Truth } from '../testkit/agreement.ts'
import { givenSeller } from '../testkit/given.ts'
import { heapMb } from '../testkit/heap.ts'
import type { HeapSample, Told } from './verdict.ts'

// The whole product in a process of its own, on a clock that the soak moves. It is asked one thing at a time.

/** What the process can be asked for, and what it answers. */
export type Asked = {
  /** Starts the app, that far ahead of the machine's clock. Answers its address. */
  begin(aheadMs: number): Promise<string>
  /** A new operator with a shop; past the limit of sign-ups from one address. */
  opensShop(): Promise<{ sellerId: string; id: string; cookie: string }>
  /** Lets everything that is due be done, then stops the clock while nothing is going on. */
  rests(): Promise<void>
  /** The clock goes on from here. */
  goesOn(aheadMs: number): Promise<void>
  weighs(): Promise<Omit<HeapSample, 'hour'>>
  /** In what this shop's data and the marketplace do not agree. */
  compares(shop: { sellerId: string; truth: Truth; removed: string[] }): Promise<string[]>
  tells(sellerId: string): Promise<{ replies: Told[]; items: number; messages: number }>
  /** What was logged as an error since the start. */
  complains(): Promise<string[]>
  ends(): Promise<void>
}

export type Call = { number: number; name: keyof Asked; argument: unknown }
export type Answer = { number: number; result?: unknown; error?: string }

let aheadMs = 0
let stoppedAt: Date | null = null
let app: App | null = null
const complaints: string[] = []

const clock = { now: () => stoppedAt ?? new Date(Date.now() + aheadMs) }

const asked: Asked = {
  async begin(ahead) {
    aheadMs = ahead
    app = await createApp(readConfig(process.env), { clock })
    const { log } = app.deps
    log.error = (facts, message) => void complaints.push(`${message} ${JSON.stringify(facts)}`)
    return app.url
  },
  async opensShop() {
    const { sellerId, id, cookie } = await givenSeller(running())
    return { sellerId, id, cookie }
  },
  async rests() {
    await running().settled()
    stoppedAt = clock.now()
    await running().settled()
  },
  async goesOn(ahead) {
    aheadMs = ahead
    stoppedAt = null
    running().deps.wake()
  },
  async weighs() {
    return { heapMb: await heapMb(), rssMb: process.memoryUsage().rss / 2 ** 20 }
  },
  compares: async ({ sellerId, truth, removed }) =>
    await disagreements(running().deps.db, sellerId, truth, new Set(removed)),
  async tells(sellerId) {
    const { prisma } = running().deps.db
    const select = { id: true, text: true, state: true }
    const replies = await prisma.replyOutbox.findMany({ where: { sellerId }, select })
    const items = await prisma.interaction.count({ where: { sellerId } })
    return { replies, items, messages: await prisma.chatMessage.count({ where: { thread: { sellerId } } }) }
  },
  complains: async () => complaints,
  async ends() {
    await app?.close()
  },
}

process.on('message', (call: Call) => void answer(call))
process.once('disconnect', () => process.exit(1))

async function answer({ number, name, argument }: Call): Promise<void> {
  try {
    // Both sides are compiled together; what the other one sends is what the name asks for.
    const result = await (asked[name] as (argument: unknown) => Promise<unknown>)(argument)
    process.send?.({ number, result } satisfies Answer)
  } catch (error) {
    process.send?.({
      number,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies Answer)
  }
}

function running(): App {
  if (!app) throw new Error('The app has not begun')
  return app
}
