import type { Entry } from '../simulator/request-journal.ts'

// What a soak has shown, held against what is promised. Nothing here looks at the world: it is told, so that a damaged world
// can be told as well (verdict.test.ts).

/** Something promised, and how it was broken; nothing when it was kept. */
export type Verdict = { promise: string; broken: string[] }

/** What the marketplace's own journal says about one request. */
export type Request = Pick<Entry, 'at' | 'method' | 'path' | 'status' | 'effect' | 'text' | 'sid' | 'trouble'>

/** A reply as an operator wrote it: its text is found nowhere else. */
export type Written = { id: string; sid: string; channel: 'review' | 'question' | 'chat'; text: string }

/** A reply as the product tells it in the end. */
export type Told = { id: string; text: string; state: string }

/** What became of the shop of one seller. */
export type Shop = {
  name: string
  sid: string
  /** In what product and marketplace do not agree, as the comparison tells it. */
  disagreements: string[]
  written: Written[]
  told: Told[]
  /** Texts that the marketplace shows buyers as the seller's, once for each time that it shows them. */
  shown: string[]
  /** How many items came in. */
  items: number
}

/** How much the process holds after everything that nobody needs was collected, and when. */
export type HeapSample = { hour: number; heapMb: number; rssMb: number }

export type Outcome = {
  shops: Shop[]
  requests: Request[]
  /** How often a key died: each may be asked with until the product has learnt of it. */
  deaths: number
  /** What the products logged as an error, and what their API could not do. */
  errors: string[]
  /** Samples of each product. */
  heaps: Record<string, HeapSample[]>
  /** Troubles that were ordered and must have struck. */
  ordered: string[]
}

/** Everything promised of a soak. */
export function verdictsOf(outcome: Outcome): Verdict[] {
  const { shops, requests, deaths, errors, heaps, ordered } = outcome
  return [
    { promise: 'every shop agrees with the marketplace, item by item, message by message', broken: agreement(shops) },
    { promise: 'every reply reached the buyer once at most, and the operator knows', broken: replies(shops, requests) },
    { promise: 'no request of ours was too many', broken: overruns(requests) },
    { promise: 'a key that died is asked with no more once that is known', broken: deadKeys(requests, deaths) },
    { promise: 'no error of our own', broken: errors },
    { promise: 'the heap is flat', broken: Object.entries(heaps).flatMap(([name, samples]) => leak(name, samples)) },
    { promise: 'there was something to see', broken: [...emptiness(shops), ...missed(requests, ordered)] },
  ]
}

export const isKept = (verdicts: Verdict[]) => verdicts.every(({ broken }) => broken.length === 0)

function agreement(shops: Shop[]): string[] {
  return shops.flatMap(({ name, disagreements }) => disagreements.map((line) => `${name}: ${line}`))
}

/** Each reply on its own, and texts that reached the marketplace although nobody has written them. */
export function replies(shops: Shop[], requests: Request[]): string[] {
  const applied = new Map<string, number>()
  for (const { method, effect, text } of requests)
    if (method !== 'GET' && effect === 'applied' && text !== null) applied.set(text, (applied.get(text) ?? 0) + 1)

  const written = new Set(shops.flatMap((shop) => shop.written.map(({ text }) => text)))
  return [
    ...shops.flatMap((shop) => shop.written.flatMap((reply) => replyFaults(shop, reply, applied.get(reply.text) ?? 0))),
    ...[...applied.keys()].filter((text) => !written.has(text)).map((text) => `nobody has written "${text}"`),
  ]
}

function replyFaults({ name, told, shown }: Shop, { id, text, channel }: Written, applied: number): string[] {
  const say = (what: string) => `${name}: the ${channel} reply "${text}" ${what}`
  const mine = told.filter((reply) => reply.text === text)
  const [reply] = mine
  if (!reply || mine.length > 1 || reply.id !== id) return [say(`is kept ${mine.length} times`)]

  const visible = shown.filter((each) => each === text).length
  if (applied > 1 || visible > 1) return [say(`was applied ${applied} times and is shown ${visible} times`)]
  const complaint = complaintAbout(reply.state, applied, visible)
  return complaint ? [say(complaint)] : []
}

/** What the state of a reply says, against what the marketplace did. */
function complaintAbout(state: string, applied: number, visible: number): string | null {
  switch (state) {
    case 'confirmed':
      return applied === 1 && visible === 1
        ? null
        : `is confirmed, was applied ${applied} and is shown ${visible} times`
    case 'failed':
    case 'cancelled':
    case 'moderation_rejected':
      return applied === 0 ? null : `is ${state} and was applied`
    case 'needs_attention':
      return visible === 0 ? null : 'is shown, and the operator is told that it is not'
    case 'answered_elsewhere':
    case 'rejected':
      return visible === 0 ? null : `is ${state} and is shown`
    default:
      return `has come to no end: ${state}`
  }
}

/** Requests that the marketplace turned away because we had asked too often, not because trouble was ordered. */
export function overruns(requests: Request[]): string[] {
  return requests
    .filter(({ status, trouble }) => status === 429 && trouble === null)
    .map(({ at, sid, method, path }) => `${at} ${sid} ${method} ${path}`)
}

/** Runs of all channels and some replies may be on their way when a key dies. */
const requestsOfADeath = 6

function deadKeys(requests: Request[], deaths: number): string[] {
  const refused = requests.filter(({ status, trouble }) => status === 401 && trouble === null).length
  const most = deaths * requestsOfADeath
  return refused > most ? [`${refused} requests with ${deaths} dead keys, ${most} at most`] : []
}

const leastSamples = 6

/**
 * In the second half the last third of the samples must not lie above the first by more than 3 MB. Until then the process is not
 * warm: the database client keeps the plans of the statements that it meets last, and rare ones come for hours. A leak
 * of a kilobyte in each request shows, and a sample that caught somebody at work does not.
 */
export function leak(name: string, samples: HeapSample[]): string[] {
  const warm = warmOf(samples)
  if (warm.length < leastSamples) return [`${name}: ${warm.length} samples say nothing`]
  const grown = growthOf(samples)
  return grown > mostGrowthMb ? [`${name}: grew by ${grown.toFixed(1)} MB, ${mostGrowthMb} at most`] : []
}

const mostGrowthMb = 3

const warmOf = (samples: HeapSample[]) => samples.slice(Math.floor(samples.length / 2))

/** By how many megabytes the warm process has grown. */
export function growthOf(samples: HeapSample[]): number {
  const warm = warmOf(samples).map(({ heapMb }) => heapMb)
  const third = Math.ceil(warm.length / 3)
  return median(warm.slice(-third)) - median(warm.slice(0, third))
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** A shop in which nothing happened agrees with anything. */
function emptiness(shops: Shop[]): string[] {
  const empty = shops.filter(({ items }) => items === 0).map(({ name }) => `${name}: nothing came in`)
  const isAnswered = shops.some(({ told }) => told.some(({ state }) => state === 'confirmed'))
  return [...empty, ...(isAnswered ? [] : ['not one reply was confirmed'])]
}

/** Trouble that never struck has proved nothing. */
function missed(requests: Request[], ordered: string[]): string[] {
  const struck = new Set(requests.flatMap(({ trouble }) => trouble ?? []))
  return [...new Set(ordered)].filter((trouble) => !struck.has(trouble)).map((trouble) => `${trouble} never struck`)
}
