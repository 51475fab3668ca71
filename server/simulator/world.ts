import { type Clock, type ClockSetting, createClock } from './clock.ts'
import { defaultKnobs, type Knobs } from './knobs.ts'
import { SUPPLIER } from './new-review.ts'
import { hex, type Random, randomFrom } from './random.ts'
import { type Buckets, createBuckets } from './rate-limit.ts'
import { createJournal, type Journal } from './request-journal.ts'
import { type SeedName, seedSeller } from './seed-seller.ts'
import { emptySeller, type KeptSeller, keptFrom, type Seller, sellerFrom } from './seller.ts'
import type { Trouble, TroubleWish } from './trouble.ts'

export type WorldOptions = {
  seed: SeedName
  random: number
  /** Reviews that every new seller starts with, beside the seed. */
  feedbacks: unknown[]
  knobs: Partial<Knobs>
}

/** All sellers, the time they live in, and what happened to them. */
export type World = {
  options: WorldOptions
  clock: Clock
  sellers: Map<string, Seller>
  knobs: Knobs
  buckets: Buckets
  journal: Journal
  troubles: Trouble[]
  requestIds: Random
  latency: Random
  /** How many troubles there have been: each has its own stream of chance. */
  troubleCount: number
  /** When a token of the seller was last used, in real time. */
  lastSeen: Map<string, number>
  /** Called after every change worth keeping. */
  changed: () => void
}

/** The part of the world that a file can keep. */
export type Kept = { version: 1; clock: ClockSetting; knobs: Knobs; sellers: KeptSeller[] }

export function createWorld(options: WorldOptions, kept?: Kept): World {
  return {
    options,
    clock: createClock(kept?.clock),
    sellers: new Map(kept?.sellers.map((seller) => [seller.sid, sellerFrom(seller)])),
    knobs: { ...defaultKnobs, ...kept?.knobs, ...options.knobs },
    buckets: createBuckets(),
    journal: createJournal(),
    troubles: [],
    requestIds: randomFrom(options.random, 'requests'),
    latency: randomFrom(options.random, 'latency'),
    troubleCount: 0,
    lastSeen: new Map(),
    changed: () => {},
  }
}

export function toKeep({ clock, knobs, sellers }: World): Kept {
  return { version: 1, clock: clock.setting(), knobs, sellers: [...sellers.values()].map(keptFrom) }
}

/** WB knows every seller whose token it sees: a new one is made, and seeded, on the spot. */
export function sellerOf(world: World, sid: string): Seller {
  return world.sellers.get(sid) ?? createSeller(world, sid)
}

export function createSeller(world: World, sid: string, seed: SeedName = world.options.seed): Seller {
  const seller = emptySeller(sid, SUPPLIER, randomFrom(world.options.random, sid))
  world.sellers.set(sid, seller)
  seedSeller(seller, { seed, feedbacks: world.options.feedbacks }, world.clock.now())
  world.changed()
  return seller
}

export function addTrouble(world: World, wish: TroubleWish): void {
  world.troubleCount += 1
  const random = randomFrom(world.options.random, 'trouble', world.troubleCount)
  world.troubles = [...world.troubles, { ...wish, random }]
}

export function knobsOf(world: World, seller: Seller): Knobs {
  return { ...world.knobs, ...seller.knobs }
}

export function nextRequestId(world: World): string {
  return hex(world.requestIds, 32)
}

/** Back to the first minute: one seller with its troubles and knobs, or everything. */
export function resetWorld(world: World, sid?: string): void {
  const isTheirs = (other?: string) => sid === undefined || other === sid

  world.troubles = world.troubles.filter((trouble) => !isTheirs(trouble.sid))
  world.journal.clear(sid)
  world.buckets.clear(sid)
  if (sid === undefined) {
    world.sellers.clear()
    world.knobs = { ...defaultKnobs, ...world.options.knobs }
    world.requestIds = randomFrom(world.options.random, 'requests')
    world.latency = randomFrom(world.options.random, 'latency')
    world.troubleCount = 0
    world.clock.set(Date.now())
    world.clock.run(1)
  } else {
    // Its tokens stay with the people who hold them.
    const tokens = world.sellers.get(sid)?.tokens ?? []
    createSeller(world, sid).tokens = tokens
  }
  world.changed()
}
