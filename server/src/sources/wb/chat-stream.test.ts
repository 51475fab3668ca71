import { expect, test } from 'vitest'
import type { IncomingChat, IncomingItem } from '#domain/incoming.ts'
import type { Page } from '#sources/connector.ts'
import { openChats } from './chats.ts'
import type { WbClient, WbRequest } from './client.ts'

type Event = { id: string; at: number; visibleFrom: number }
type Manner = {
  pageSize: number
  isInclusive: boolean
  isShuffled: boolean
  repeats: boolean
  next: 'true' | 'absent' | 'zero' | 'equal' | 'backwards'
}

const start = 1_789_000_000_000
const mostRequests = 400

// 3,000 streams: ties, duplicates, shuffles, late events, both bounds, every odd `next`, every page size, and a process that dies
// after any page, before it is stored or after.
test.each([1, 2, 3])(
  'random streams of chat events, part %d: every event is stored, and the reading always ends',
  async (part) => {
    const random = randomFrom(part * 20_261_122)
    for (let round = 0; round < 1000; round += 1) {
      const manner = randomManner(random)
      const stream = randomStream(random, manner.pageSize - 1)
      const { stored, requests } = await readToTheEnd(random, stream, manner)

      const lost = stream.filter(({ id }) => !stored.has(id)).map(({ id }) => id)
      expect({ round, manner, lost, ends: requests < mostRequests }).toEqual({ round, manner, lost: [], ends: true })
    }
  },
)

/** Runs come one after the other, some of them cut; the last ones are left in peace, one of them a sweep. */
async function readToTheEnd(random: () => number, stream: Event[], manner: Manner) {
  const stored = new Set<string>()
  let now = start + 60_000
  let cursor: unknown = null
  let requests = 0

  async function run(mostPages: number): Promise<void> {
    const asked = () => {
      requests += 1
      if (requests > mostRequests) throw new Error('The reading does not end.')
    }
    const chats = openChats(
      {
        client: marketplace(random, stream, manner, () => now, asked),
        clock: { now: () => new Date(now) },
        log,
        mostFileBytes: 1,
      },
      { isPoor: false },
    )
    let pages = 0
    for await (const page of chats.pages(cursor)) {
      pages += 1
      // Killed before the page was stored, or after: its events and the cursor are stored together.
      if (pages === mostPages && random() < 0.5) return
      for (const id of idsIn(page)) stored.add(id)
      cursor = JSON.parse(JSON.stringify(page.cursor))
      if (pages === mostPages) return
    }
  }

  for (let cut = 0; cut < 4; cut += 1) {
    await run(1 + Math.floor(random() * 4))
    now += Math.floor(random() * 3000)
  }
  now += 10_000
  await run(Number.POSITIVE_INFINITY)
  now += 6 * 60_000
  await run(Number.POSITIVE_INFINITY)
  await run(Number.POSITIVE_INFINITY)
  return { stored, requests }
}

function idsIn({ items }: Page<IncomingItem | IncomingChat>): string[] {
  return items.flatMap((item) => (item.channel === 'chat' ? item.messages.map((each) => each.externalMessageId) : []))
}

/** WB as its contract allows it to be. */
function marketplace(
  random: () => number,
  stream: Event[],
  { pageSize, isInclusive, isShuffled, repeats, next }: Manner,
  now: () => number,
  asked: () => void,
): WbClient {
  function events({ query }: WbRequest): object {
    asked()
    const position = typeof query?.next === 'number' ? query.next : null
    const rest = stream
      .filter(({ visibleFrom }) => visibleFrom <= now())
      .filter(({ at }) => position === null || (isInclusive ? at >= position : at > position))
      .sort((one, other) => one.at - other.at)
    const page = rest.slice(0, pageSize)
    const newest = page.at(-1)?.at ?? null
    const told = page.map(({ id, at }, index) => ({
      chatID: `chat-${index % 2}`,
      eventID: id,
      eventType: index % 7 === 0 ? 'refund' : 'message',
      message: index % 5 === 0 ? null : { text: id, attachments: null },
      source: 'rusite',
      addTimestamp: at,
      sender: 'client',
    }))
    if (repeats && told[0]) told.push(told[0])
    if (isShuffled) told.sort(() => random() - 0.5)
    const said = { true: newest ?? position, absent: undefined, zero: 0, equal: position, backwards: start - 5 }[next]
    return { result: { next: said, totalEvents: told.length, events: told.length > 0 ? told : null }, errors: null }
  }
  const never = () => Promise.reject(new Error('Nobody writes here.'))
  return {
    read: async (request) => (request.group === 'events' ? events(request) : { result: null, errors: null }),
    look: never,
    write: never,
    fetchFile: never,
  }
}

function randomManner(random: () => number): Manner {
  const nexts = ['true', 'true', 'absent', 'zero', 'equal', 'backwards'] as const
  return {
    pageSize: 2 + Math.floor(random() * 8),
    isInclusive: random() < 0.5,
    isShuffled: random() < 0.5,
    repeats: random() < 0.3,
    next: nexts[Math.floor(random() * nexts.length)] ?? 'true',
  }
}

/** Fewer of one millisecond than a page holds: a millisecond that fills a page no client can read (WB contract §9.2). */
function randomStream(random: () => number, mostAlike: number): Event[] {
  const length = Math.floor(random() * 40)
  const stream: Event[] = []
  for (let at = start; stream.length < length; at += 1 + Math.floor(random() * 3)) {
    const alike = random() < 0.4 ? 1 + Math.floor(random() * mostAlike) : 1
    for (let count = 0; count < alike && stream.length < length; count += 1) {
      const isLate = random() < 0.1
      stream.push({
        id: `e${stream.length}`,
        at,
        visibleFrom: isLate ? start + 60_000 + Math.floor(random() * 9000) : at,
      })
    }
  }
  return stream
}

function randomFrom(seed: number): () => number {
  let state = seed % 2_147_483_648
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const silent = () => undefined
const log = { debug: silent, info: silent, warn: silent, error: silent }
