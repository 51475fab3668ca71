import { MINUTE } from '../simulator/clock.ts'
import { defaultKnobs, type Knobs } from '../simulator/knobs.ts'
import { between, chance, pick, type Random, shuffled, whole } from '../simulator/random.ts'
import type { Mishap } from '../simulator/trouble.ts'

/** Trouble as the simulator takes the order; without a `sid` it strikes everybody. */
export type TroubleOrder = {
  sid?: string
  path: string
  method?: string
  status: number | Mishap
  times?: number
  forMs?: number
  probability?: number
  appliedFirst?: boolean
  delayMs?: [number, number]
  retrySeconds?: number
  withoutHeaders?: boolean
  isGlobal?: boolean
}

type Target = { method: string; path: string }

/** The reads and writes of the product, by how their paths begin. */
const reads = [
  '/api/v1/feedbacks',
  '/api/v1/questions',
  '/api/v1/seller/events',
  '/api/v1/seller/chats',
  '/api/v1/',
] as const
const writes: readonly [Target, ...Target[]] = [
  { method: 'POST', path: '/api/v1/feedbacks/answer' },
  { method: 'PATCH', path: '/api/v1/questions' },
  { method: 'POST', path: '/api/v1/seller/message' },
]
const hosts = ['/api/v1/feedbacks', '/api/v1/questions', '/api/v1/seller', '/api/v1/'] as const

type Status = TroubleOrder['status']
type Make = (random: Random) => TroubleOrder

/** What WB has done to us, or may do (WB contract §4, §12). What is there twice happens twice as often. */
const makers: readonly Make[] = [burst, burst, slowness, hang, lostWrite, lostWrite, spoiltBody, spoiltBody, storm]

/** Trouble after trouble: for one of these sellers, sometimes for all. Kinds are dealt like cards, so that each comes soon. */
export function dealTroubles(random: Random, sids: readonly [string, ...string[]]): () => TroubleOrder {
  let deck: Make[] = []
  return () => {
    if (deck.length === 0) deck = shuffled(random, makers)
    const order = (deck.pop() ?? burst)(random)
    return chance(random) < 0.15 && order.status !== 'hang' ? order : { ...order, sid: pick(random, sids) }
  }
}

function burst(random: Random): TroubleOrder {
  const status = pick(random, [500, 502, 503, 504])
  return {
    path: pick(random, hosts),
    status,
    probability: between(random, 0.4, 1),
    forMs: whole(random, 1, 10) * MINUTE,
  }
}

/** Short enough that what was sent one after the other does not arrive all at once. */
function slowness(random: Random): TroubleOrder {
  return { path: pick(random, hosts), status: 'slow', probability: 0.5, forMs: 5 * MINUTE, delayMs: [50, 500] }
}

/** Each costs the whole patience of the product in real time. */
function hang(random: Random): TroubleOrder {
  return { path: pick(random, reads), status: 'hang', times: 1 }
}

/** The write has its effect, and the answer is lost; or it has none, and nobody can tell. */
function lostWrite(random: Random): TroubleOrder {
  const status = pick<Status>(random, [502, 504, 'reset', 'reset', 'cut', 'empty', 'hang'])
  return { ...pick(random, writes), status, times: 1, appliedFirst: chance(random) < 0.7 }
}

function spoiltBody(random: Random): TroubleOrder {
  const status = pick(random, ['truncated', 'html', 'empty', 'cut', 'reset', 'error', 'additional'] as const)
  return { path: pick(random, reads), method: 'GET', status, times: whole(random, 1, 3) }
}

function storm(random: Random): TroubleOrder {
  const kind = pick<Partial<TroubleOrder>>(random, [{ withoutHeaders: true }, { isGlobal: true }, {}])
  const probability = between(random, 0.5, 1)
  const forMs = whole(random, 1, 5) * MINUTE
  return { path: pick(random, hosts), status: 429, probability, forMs, retrySeconds: whole(random, 1, 40), ...kind }
}

/** Ways in which a shop's marketplace behaves oddly for a while. */
const oddities: readonly [Partial<Knobs>, ...Partial<Knobs>[]] = [
  { duplicateEvents: true },
  { shuffleWithinPage: true, eventsPageSize: 5 },
  { eventsPageSize: 3, splitTies: true },
  { nextInclusive: true },
  { lateEventMs: 10_000 },
  { fullNext: 'absent' },
  { fullNext: 'zero' },
  { fullNext: 'backwards' },
  { emptyNext: 'zero' },
  { emptyNext: 'absent', emptyEvents: 'null' },
  { rotateSign: true },
  { answeredInBothLists: true },
  { moderationRejects: 0.5 },
  { moderationRejects: 0.5, rejectedAs: 'rejectedAntispam' },
  { silentNoApply: true },
  { secondAnswer: '422' },
  { readLagMs: 20_000, moderationMs: 4 * MINUTE },
  { nullLists: true, extraFields: true },
]

/** The next odd behaviour of one shop, in place of the one before. */
export function nextOddity(random: Random): Partial<Knobs> {
  return { ...calm, ...pick(random, oddities) }
}

/** The usual behaviour, for every knob that an oddity turns. */
export const calm: Partial<Knobs> = Object.fromEntries(
  oddities.flatMap((oddity) => Object.keys(oddity)).map((name) => [name, defaultKnobs[name as keyof Knobs]]),
)
