import { HOUR, MINUTE } from '../simulator/clock.ts'
import { chance, pick, type Random, randomFrom, whole } from '../simulator/random.ts'
import type { Truth } from '../testkit/agreement.ts'
import { type Simulation, simulate } from '../testkit/shop.ts'
import type { Effort, Kind } from './plan.ts'
import { type Product, startProduct } from './product.ts'
import { countsOf, type Report, type ShopReport } from './report.ts'
import { openSeller, type Seller } from './seller.ts'
import { calm, dealTroubles, nextOddity, type TroubleOrder } from './troubles.ts'
import { growthOf, type HeapSample, type Request, type Shop, verdictsOf } from './verdict.ts'

// Hours of a marketplace in trouble, lived through by the whole product. While anything is going on time runs as it does for
// everybody; once nothing is due and nothing is under way, the clocks of simulator and products are put forward together. So
// every pause, time-out and lease of the product means what it means in the field, and only waiting is left out.

/** Runs it, tells how far it is, and reports. What the products did wrong is in the verdicts; only a broken soak throws. */
export async function soak(effort: Effort, seed: number, say: (line: string) => void): Promise<Report> {
  const startedAt = Date.now()
  const simulator = await simulate({ random: seed, readLagMs: 3000, moderationMs: 30_000, knobs: { rateLimits: true } })
  const products: Product[] = []
  let failure: unknown = null
  try {
    const places = [
      { name: 'with secret', secret: 'registered' },
      { name: 'without', secret: null },
    ]
    const starting = places.map((place) => startProduct({ ...place, simulatorUrl: simulator.url, aheadMs: 0 }))
    for (const start of await Promise.allSettled(starting)) {
      if (start.status === 'fulfilled') products.push(start.value)
      else failure ??= start.reason
    }
    if (failure) throw failure
    const world = await openWorld({ effort, seed, simulator, products, say })
    await trouble(world)
    const settled = await settle(world)
    return await reportOf(world, settled, startedAt)
  } finally {
    await Promise.all(products.map((product) => product.close()))
    await simulator.close()
  }
}

type World = {
  effort: Effort
  seed: number
  random: Random
  simulator: Simulation
  products: Product[]
  sellers: [Seller, ...Seller[]]
  clock: SkippingClock
  requests: Request[]
  heaps: Record<string, HeapSample[]>
  errors: string[]
  ordered: string[]
  nextTrouble: () => TroubleOrder
  deaths: number
  say: (line: string) => void
}

async function openWorld({
  effort,
  seed,
  simulator,
  products,
  say,
}: Pick<World, 'effort' | 'seed' | 'simulator' | 'products' | 'say'>): Promise<World> {
  const sellers: Seller[] = []
  for (const [index, kind] of effort.kinds.entries())
    sellers.push(
      await openSeller(productFor(kind, products), kind, index + 1, { simulator, seed, hours: effort.hours }),
    )
  const [first, ...others] = sellers
  if (!first) throw new Error('A soak needs sellers')
  const random = randomFrom('soak', seed)
  return {
    effort,
    seed,
    simulator,
    products,
    say,
    random,
    nextTrouble: dealTroubles(random, [first.sid, ...others.map(({ sid }) => sid)]),
    sellers: [first, ...others],
    clock: skippingClock(simulator, products),
    requests: [],
    heaps: Object.fromEntries(products.map(({ name }) => [name, []])),
    errors: [],
    ordered: [],
    deaths: 0,
  }
}

/** A base key without a secret lives in a product that was given none. */
function productFor(kind: Kind, products: Product[]): Product {
  const product = products[kind === 'base' ? 1 : 0]
  if (!product) throw new Error('There is no product for this key')
  return product
}

type SkippingClock = {
  /** Simulated milliseconds since the start. */
  passed(): number
  /** Lets everybody finish, and skips so much time in which nothing would happen. `meanwhile` is done while nobody is at work. */
  skip(milliseconds: number, meanwhile: () => Promise<void>): Promise<void>
}

/**
 * The products stand still while the clocks are put forward, so no request is under way that would seem to have taken that long.
 * The simulator goes first: nobody comes too early by the time that the two calls are apart.
 */
function skippingClock({ act }: Simulation, products: Product[]): SkippingClock {
  const start = Date.now()
  let aheadMs = 0
  return {
    passed: () => Date.now() - start + aheadMs,
    async skip(milliseconds, meanwhile) {
      await Promise.all(products.map(({ asks }) => asks('rests')))
      await meanwhile()
      const { now } = await act<{ now: number }>('POST clock', { advanceMs: milliseconds })
      aheadMs = now - Date.now()
      await Promise.all(products.map(({ asks }) => asks('goesOn', aheadMs)))
    },
  }
}

/** The hours of trouble. */
async function trouble(world: World): Promise<void> {
  const { effort, clock, random, say } = world
  const until = effort.hours * HOUR
  for (let before = 0, next = 0; clock.passed() < until; ) {
    const now = clock.passed()
    const part = (now - before) / HOUR
    before = now
    await takeTurns(world, now / until)
    await orderTrouble(world, part)
    await Promise.all(world.sellers.map(async (seller) => await live(world, seller, part)))
    await clock.skip(whole(random, ...effort.skipMs), async () => await drain(world))
    if (clock.passed() < next) continue
    await weigh(world)
    next += until / effort.samples
    say(`${(clock.passed() / HOUR).toFixed(1)} h: ${world.requests.length} requests, heap ${lastHeaps(world)}`)
  }
}

/** What this part of an hour brings to a shop and to the operator who works there. */
async function live({ effort, random, errors }: World, { kind, shop, replies }: Seller, part: number): Promise<void> {
  const pace = kind === 'base' ? poorPace : 1
  const [deeds, answers] = [effort.deedsPerHour, effort.repliesPerHour].map(
    (often) => chance(random) < often * pace * part,
  )
  if (deeds) await shop.happens(1)
  if (answers) await replies().catch((error: unknown) => errors.push(String(error)))
}

/** Five requests an hour for everything: a look, a call and a reading back take three of them. */
const poorPace = 0.1

async function orderTrouble(world: World, part: number): Promise<void> {
  const { effort, random, simulator, sellers, ordered, nextTrouble } = world
  if (chance(random) < effort.troublesPerHour * part) {
    const order = nextTrouble()
    await simulator.act('POST fail', order)
    if (order.times === undefined && order.sid === undefined) ordered.push(String(order.status))
  }
  if (chance(random) < effort.odditiesPerHour * part)
    await simulator.act('POST knobs', { sid: pick(random, sellers).sid, ...nextOddity(random) })
}

/** Keys end and are followed by others. A new key that could not be tried is tried again with the next step. */
async function takeTurns(world: World, done: number): Promise<void> {
  for (const seller of world.sellers) {
    const [turn] = seller.turns
    if (!turn || done < turn.after) continue
    if (turn.dies) {
      world.deaths += 1
      if (seller.kind === 'revoked') await world.simulator.act('POST revoke', { sid: seller.sid })
    }
    if (!turn.isNewKey || (await seller.connects(turn.key))) seller.turns.shift()
  }
}

async function drain({ simulator, requests }: World): Promise<void> {
  for (const { at, method, path, status, effect, text, sid, trouble } of await simulator.act<Request[]>(
    'DELETE journal',
  ))
    requests.push({ at, method, path, status, effect, text, sid, trouble })
}

async function weigh({ products, heaps, clock }: World): Promise<void> {
  for (const { name, asks } of products) heaps[name]?.push({ hour: clock.passed() / HOUR, ...(await asks('weighs')) })
}

function lastHeaps({ heaps }: World): string {
  return Object.values(heaps)
    .map((samples) => `${samples.at(-1)?.heapMb.toFixed(1)} MB`)
    .join(' and ')
}

type Settled = { after: Map<Seller, number>; shops: Map<Seller, Shop> }

/** The trouble is over. Nobody writes any more; time passes until all agree, or has passed for long enough. */
async function settle(world: World): Promise<Settled> {
  const { effort, simulator, sellers, clock, say } = world
  await simulator.act('DELETE fail')
  for (const { sid } of sellers) await simulator.act('POST knobs', { sid, ...calm })
  const start = clock.passed()
  const settled: Settled = { after: new Map(), shops: new Map() }

  for (let next = 30 * MINUTE; ; ) {
    await takeTurns(world, 1)
    await clock.skip(effort.settleSkipMs, async () => await drain(world))
    const passed = clock.passed() - start
    if (passed < next && passed < effort.settleMs) continue
    next += 30 * MINUTE
    for (const seller of sellers) await look(world, seller, settled, passed)
    const waiting = sellers.filter((seller) => !settled.after.has(seller))
    const wrong = waiting.map(
      (seller) => `${seller.name} (${settled.shops.get(seller)?.disagreements[0] ?? 'replies'})`,
    )
    say(`${(passed / HOUR).toFixed(1)} h of quiet: ${waiting.length} shops are not done yet ${wrong.join(', ')}`)
    if (waiting.length === 0 || passed >= effort.settleMs) return settled
  }
}

/** Looks at every shop each time: one that was done must stay so. */
async function look({ simulator }: World, seller: Seller, settled: Settled, passed: number): Promise<void> {
  const shop = await shopOf(simulator, seller)
  settled.shops.set(seller, shop)
  const isDone = shop.disagreements.length === 0 && shop.told.every(({ state }) => !unfinished.has(state))
  if (!isDone) settled.after.delete(seller)
  else if (!settled.after.has(seller)) settled.after.set(seller, passed)
}

const unfinished = new Set(['queued', 'sending', 'retry_wait', 'unknown', 'accepted'])

async function shopOf(simulator: Simulation, seller: Seller): Promise<Shop & { messages: number }> {
  const { name, kind, sid, sellerId, product, shop, written } = seller
  const whole = await simulator.act<Truth>(`GET state?sid=${sid}`)
  const truth: Truth = kind === 'without chats' ? { ...whole, chats: [] } : whole
  const disagreements = await product.asks('compares', { sellerId, truth, removed: [...shop.removed] })
  const { replies: told, items, messages } = await product.asks('tells', sellerId)
  return { name, sid, disagreements, written, told, shown: shownOf(truth), items, messages }
}

/** What buyers see as the seller's words. */
function shownOf({ reviews, questions, chats }: Truth): string[] {
  return [
    ...reviews.flatMap(({ answer }) => (answer && !/^reject/.test(answer.state) ? answer.text : [])),
    ...questions.flatMap(({ answer, state }) => (answer && state !== 'none' ? answer.text : [])),
    ...chats.flatMap(({ events }) =>
      events.flatMap(({ sender, message }) => (sender === 'seller' ? (message?.text ?? []) : [])),
    ),
  ]
}

async function reportOf(world: World, settled: Settled, startedAt: number): Promise<Report> {
  const { effort, seed, sellers, products, requests, heaps, deaths, ordered, clock } = world
  const logged = (await Promise.all(products.map(({ asks }) => asks('complains')))).flat()
  const shops = sellers.flatMap((seller) => settled.shops.get(seller) ?? [])
  const verdicts = verdictsOf({ shops, requests, deaths, errors: [...world.errors, ...logged], heaps, ordered })
  const rows = sellers.map((seller): ShopReport => {
    const shop = settled.shops.get(seller)
    const after = settled.after.get(seller)
    return {
      name: seller.name,
      items: shop?.items ?? 0,
      replies: shop?.told.length ?? 0,
      requests: requests.filter(({ sid }) => sid === seller.sid).length,
      agreedAfterHours: after === undefined ? null : after / HOUR,
    }
  })
  return {
    seed,
    hours: effort.hours,
    quietHours: clock.passed() / HOUR - effort.hours,
    realMinutes: (Date.now() - startedAt) / MINUTE,
    database: process.env.DATABASE_URL ? 'postgres' : 'pglite',
    shops: rows,
    requests: requests.length,
    troubles: countsOf(requests.flatMap(({ trouble: each }) => each ?? [])),
    replies: countsOf(shops.flatMap(({ told }) => told.map(({ state }) => state))),
    heaps: Object.fromEntries(
      Object.entries(heaps).map(([name, samples]) => [name, { grownMb: growthOf(samples), samples }]),
    ),
    verdicts,
  }
}
