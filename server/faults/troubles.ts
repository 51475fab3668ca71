import { MINUTE, SECOND } from '#domain/time.ts'
import { chance, pick, type Random, whole } from '../simulator/random.ts'

/** A spell of bad weather over one shop: what is ordered from the simulator, or how its knobs are turned while it lasts. */
export type Spell = { name: string; lastsMs: number; orders: object[]; knobs?: { during: object; after: object } }

/** Every kind of it. The same chance, the same spell. */
export const spells: readonly [Weather, ...Weather[]] = [
  (random) => lost(random, 'carried out, then 502', { status: 502, appliedFirst: true }),
  (random) => lost(random, 'carried out, then reset', { status: 'reset', appliedFirst: true }),
  (random) => lost(random, 'carried out, then half an answer', { status: 'cut', appliedFirst: true }),
  (random) => lost(random, 'carried out, then a page of HTML', { status: 'html', appliedFirst: true }),
  (random) => lost(random, 'reset, not carried out', { status: 'reset' }),
  (random) => lost(random, 'carried out, no answer in time', { status: 'hang', appliedFirst: true, probability: 0.3 }),
  (random) => lost(random, 'no answer in time, not carried out', { status: 'hang', probability: 0.3 }),
  (random) => ({
    name: '204 or 200, never carried out',
    lastsMs: whole(random, 60, 120) * SECOND,
    orders: [],
    knobs: { during: { silentNoApply: true }, after: { silentNoApply: false } },
  }),
  (random) => storm(random, '429 that says when to come again', { retrySeconds: pick(random, [1, 5, 30, 120]) }),
  (random) => storm(random, '429 without a word', { withoutHeaders: true }),
  (random) => storm(random, '429 of the limiter of the whole shop', { isGlobal: true, retrySeconds: 60 }),
  (random) => ({
    name: '5xx for minutes, everything',
    lastsMs: whole(random, 1, 10) * MINUTE,
    orders: [{ path: '/api', status: pick(random, [500, 502, 503, 504]) }],
  }),
  (random) => ({
    name: '5xx to every write for a while',
    lastsMs: whole(random, 60, 120) * SECOND,
    orders: writes.map((write) => ({ ...write, status: 503, probability: 0.5 })),
  }),
  (random) => ({
    name: 'readings that bring nonsense',
    lastsMs: whole(random, 1, 4) * MINUTE,
    orders: (['truncated', 'html', 'empty', 'cut'] as const).map((status) => ({
      path: '/api',
      method: 'GET',
      status,
      probability: 0.15,
    })),
  }),
  (random) => ({
    name: 'moderation that refuses',
    lastsMs: whole(random, 2, 5) * MINUTE,
    orders: [],
    knobs: {
      during: { moderationRejects: 0.5, rejectedAs: pick(random, ['rejected', 'rejectedAntispam']) },
      after: { moderationRejects: 0 },
    },
  }),
  (random) => ({
    name: 'moderation that takes its time',
    lastsMs: whole(random, 2, 5) * MINUTE,
    orders: [],
    knobs: { during: { moderationMs: 15 * MINUTE, readLagMs: 3 * MINUTE }, after: usualPace },
  }),
  (random) => ({
    name: 'texts refused at once',
    lastsMs: whole(random, 20, 60) * SECOND,
    orders: writes.map((write) => ({ ...write, status: pick(random, [400, 409, 422]), probability: 0.4 })),
  }),
  (random) => ({
    name: 'signs of chats that change with every message',
    lastsMs: whole(random, 2, 6) * MINUTE,
    orders: [],
    knobs: { during: { rotateSign: true }, after: { rotateSign: false } },
  }),
  (random) => ({
    name: 'events doubled, shuffled and late',
    lastsMs: whole(random, 2, 6) * MINUTE,
    orders: [],
    knobs: {
      during: { duplicateEvents: true, shuffleWithinPage: true, lateEventMs: 2000, emptyNext: 'absent' },
      after: { duplicateEvents: false, shuffleWithinPage: false, lateEventMs: 0, emptyNext: 'repeat' },
    },
  }),
]

/**
 * How a shop is at its best. A colleague's look-alike edit is the harshest thing a second answer can be. That moderation has refused an
 * edit is told by days of silence, for which no run waits: it refuses answers only.
 */
export const usualPace = { moderationMs: 30_000, readLagMs: 3000 }
export const usualKnobs = {
  ...usualPace,
  secondAnswer: 'edit',
  moderationRejectsEdits: false,
  latencyMs: 10,
  latencyJitterMs: 120,
}

type Weather = (random: Random) => Spell

/** The calls that answer a review, edit that answer, answer, edit or reject a question, and write into a chat. */
export const writes = [
  { path: '/api/v1/feedbacks/answer', method: 'POST' },
  { path: '/api/v1/feedbacks/answer', method: 'PATCH' },
  { path: '/api/v1/questions', method: 'PATCH' },
  { path: '/api/v1/seller/message', method: 'POST' },
] as const

/** Answers to writes that are lost on their way. */
function lost(random: Random, name: string, trouble: object): Spell {
  return {
    name,
    lastsMs: whole(random, 60, 180) * SECOND,
    orders: writes.map((write) => ({ ...write, probability: 0.6, ...trouble })),
  }
}

/** Everything is too much, or only writes. */
function storm(random: Random, name: string, trouble: object): Spell {
  const paths: readonly object[] = chance(random) < 0.5 ? [{ path: '/api' }] : writes
  return {
    name,
    lastsMs: whole(random, 20, 180) * SECOND,
    orders: paths.map((path) => ({ ...path, status: 429, probability: 0.6, ...trouble })),
  }
}
