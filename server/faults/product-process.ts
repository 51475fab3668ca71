import type { App } from '#app.ts'
import { type Pace, scaleTimers, toldAt } from '../testkit/scaled-time.ts'

// The product in a process of its own, with its door and its worker, on time that runs faster: its clock, its pauses and its
// intervals, all alike. Its modules are read ahead, so that the one before it can be killed meanwhile.

/** What the process is told: to begin, to change its pace, to say what has not come to an end, to end as a stop ends it. */
export type Order = { begin: Pace } | { pace: Pace } | { unfinished: true } | { end: true }
/** What the process says. */
export type Word = 'loaded' | 'open' | { unfinished: Record<string, number> }

let pace: Pace = { real: Date.now(), told: Date.now(), scale: 1 }
let app: App | null = null

scaleTimers(() => pace.scale)
const { createApp } = await import('#app.ts')
const { readConfig } = await import('#config.ts')

process.on('message', (order: Order) => void obey(order))
process.once('disconnect', () => process.exit(1))
say('loaded')

async function obey(order: Order): Promise<void> {
  if ('begin' in order) await begin(order.begin)
  if ('pace' in order) pace = order.pace
  if ('unfinished' in order) say({ unfinished: await unfinished() })
  if ('end' in order) {
    await app?.close()
    process.exit(0)
  }
}

async function begin(first: Pace): Promise<void> {
  pace = first
  app = await createApp(readConfig(process.env), { clock: { now: () => new Date(toldAt(pace, Date.now())) } })
  // The timetable looks once in a second of the machine's; here a second is shorter.
  setInterval(() => app?.deps.wake(), 3000)
  say('open')
}

/**
 * Replies that have not come to an end, by state; `behind` are those that wait for an older one of their chat, and `elsewhere` those that
 * another answer has overtaken and that are looked for still. `overdue` is work of any kind that should have begun half a minute ago:
 * the machine does not keep up with the time.
 */
async function unfinished(): Promise<Record<string, number>> {
  if (!app) return {}
  const { prisma } = app.deps.db
  const now = app.deps.clock.now()
  const overdue = {
    dueAt: { lt: new Date(now.getTime() - 30_000) },
    OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
  }
  const rows = await prisma.replyOutbox.findMany({
    where: {
      OR: [
        { state: { in: ['queued', 'sending', 'retry_wait', 'unknown', 'accepted'] } },
        { state: 'answered_elsewhere', dueAt: { not: null } },
      ],
    },
    select: { interactionId: true, state: true },
  })
  const searched = new Set(rows.filter(({ state }) => state === 'unknown').map(({ interactionId }) => interactionId))
  const counts: Record<string, number> = {}
  for (const { interactionId, state } of rows) {
    const name = nameOf(state, searched.has(interactionId))
    counts[name] = (counts[name] ?? 0) + 1
  }
  const late = (await prisma.replyOutbox.count({ where: overdue })) + (await prisma.syncState.count({ where: overdue }))
  return late > 0 ? { ...counts, overdue: late } : counts
}

function nameOf(state: string, isChatSearched: boolean): string {
  if (state === 'answered_elsewhere') return 'elsewhere'
  return state === 'queued' && isChatSearched ? 'behind' : state
}

function say(word: Word): void {
  process.send?.(word)
}
