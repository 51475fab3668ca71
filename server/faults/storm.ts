import { setTimeout as pause } from 'node:timers/promises'
import { between, chance, pick, randomFrom, shuffled } from '../simulator/random.ts'
import { type Pace, toldAt } from '../testkit/scaled-time.ts'
import { deeds } from './deeds.ts'
import type { Doors } from './devices.ts'
import type { ColleagueAnswer } from './evidence.ts'
import type { Marketplace } from './marketplace.ts'
import type { Operators } from './operators.ts'
import type { Server } from './servers.ts'
import { renewKey, type Shop } from './shops.ts'
import { type Spell, spells } from './troubles.ts'

/** Everything that takes part. */
export type World = {
  marketplace: Marketplace
  doors: Doors
  shops: [Shop, ...Shop[]]
  operators: Operators
  pace: () => Pace
  seed: number
}

/** How much is to happen, and in how much real time at most. */
export type Measure = { replies: number; kills: number; storm: { leastMs: number; mostMs: number } }

export type StormReport = {
  kills: number
  spells: Record<string, number>
  deeds: Record<string, number>
  colleagues: ColleagueAnswer[]
}

type Storm = World & {
  measure: Measure
  report: StormReport
  endsAt: number
  isOver: () => boolean
  taken: () => number
}

/** People answer, colleagues interfere, troubles come and go, servers are killed: all at once, until enough has happened. */
export async function storm(world: World, measure: Measure): Promise<StormReport> {
  const report: StormReport = { kills: 0, spells: {}, deeds: {}, colleagues: [] }
  const began = Date.now()
  const taken = () => world.operators.intents.filter(({ replyIds }) => replyIds.length > 0).length
  const isEnough = () => taken() >= measure.replies && report.kills >= measure.kills
  let hasFailed = false
  const isOver = () => hasFailed || Date.now() >= began + measure.storm.mostMs || isEnough()
  const now: Storm = { ...world, measure, report, endsAt: began + measure.storm.leastMs, isOver, taken }
  const parts = [
    people(now),
    ...world.shops.map((shop) => weather(now, shop)),
    ...killers(now),
    keys(now),
    stubborn(now),
    impatient(now),
  ]
  const ended = parts.map((part) =>
    part.catch((error: unknown) => {
      // Nobody goes on in a world that is about to be taken down.
      hasFailed = true
      throw error
    }),
  )
  await Promise.allSettled(ended)
  await Promise.all(ended)
  return report
}

/** Evenly over the time there is, so that every kind of trouble finds replies on their way. */
async function people(storm: Storm): Promise<void> {
  const { measure, taken, endsAt, isOver, report } = storm
  const stage = { ...storm, colleagues: report.colleagues }
  const random = randomFrom('people', storm.seed)
  const pressing = new Set<Promise<void>>()
  for (let number = 1; !isOver() && taken() < measure.replies; number += 1) {
    const [name, deed] = pick(random, deeds)
    const work = deed(stage, random, number)
      .then((isDone) => {
        if (isDone) report.deeds[name] = (report.deeds[name] ?? 0) + 1
      })
      .finally(() => pressing.delete(work))
    pressing.add(work)
    if (pressing.size >= mostAtOnce) await Promise.race(pressing)
    const share = (endsAt - Date.now()) / Math.max(1, measure.replies - taken())
    await pause(Math.min(Math.max(share, 5), 2000) * between(random, 0, 2))
  }
  await Promise.all(pressing)
}

const mostAtOnce = 12

/** One spell after the other over a shop, each kind once before any comes again, with fair weather between them. */
async function weather(storm: Storm, shop: Shop): Promise<void> {
  const random = randomFrom('weather', storm.seed, shop.name)
  for (let bag: (typeof spells)[number][] = []; !storm.isOver(); ) {
    if (bag.length === 0) bag = shuffled(random, spells)
    const spell = bag.pop()?.(random)
    if (spell) await lives(storm, shop, spell)
    await pauseUntilOver(storm, between(random, 500, 4000))
  }
}

async function lives(storm: Storm, { sid }: Shop, { name, lastsMs, orders, knobs }: Spell): Promise<void> {
  const { marketplace, report, pace, isOver } = storm
  report.spells[name] = (report.spells[name] ?? 0) + 1
  for (const order of orders) await marketplace.tells('fail', { sid, forMs: lastsMs, ...order })
  if (knobs) await marketplace.tells('knobs', { sid, ...knobs.during })
  const until = toldAt(pace(), Date.now()) + lastsMs
  while (toldAt(pace(), Date.now()) < until && !isOver()) await pause(100)
  if (knobs) await marketplace.tells('knobs', { sid, ...knobs.after })
}

async function pauseUntilOver({ isOver }: Storm, milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds
  while (Date.now() < until && !isOver()) await pause(Math.min(250, until - Date.now()))
}

/** Each server has its own killer; sometimes none of them is up. */
function killers(storm: Storm): Promise<void>[] {
  const { servers } = storm.doors
  return servers.map((server, index) => kill(storm, server, index, servers.length))
}

async function kill(storm: Storm, server: Server, index: number, count: number): Promise<void> {
  const { measure, report, endsAt, isOver, pace } = storm
  const random = randomFrom('kills', storm.seed, index)
  while (!isOver() && report.kills < measure.kills) {
    const share = ((endsAt - Date.now()) * count) / Math.max(1, measure.kills - report.kills)
    await pauseUntilOver(storm, Math.max(share, 500) * between(random, 0.2, 1.6))
    await server.hasSuccessor()
    if (report.kills >= measure.kills) break
    await server.dies()
    report.kills += 1
    await pause(chance(random) < 0.3 ? between(random, 0, 3000) : 0)
    await server.starts(pace())
  }
}

/** Whose answer moderation has refused sends the same words again, once, as the app offers it. */
async function stubborn({ operators, shops, report, isOver }: Storm): Promise<void> {
  const insisted = new Set<string>()
  while (!isOver()) {
    await pause(1000)
    for (const shop of shops) {
      for (const { id, item, text, state } of await operators.lostIn(shop)) {
        if (state !== 'REJECTED' || insisted.has(id)) continue
        insisted.add(id)
        report.deeds['the same words after a refusal'] = (report.deeds['the same words after a refusal'] ?? 0) + 1
        insisted.add((await operators.sends({ kind: 'answer', shop, item, text })) ?? id)
      }
    }
  }
}

/** Whose message was lost sends it again, once, on the telephone and at the desk at the same time. */
async function impatient({ operators, shops, report, isOver }: Storm): Promise<void> {
  const again = new Set<string>()
  while (!isOver()) {
    await pause(1000)
    for (const shop of shops) {
      for (const { id, item, text } of await operators.lostIn(shop)) {
        if (item.channel !== 'chat' || again.has(id)) continue
        again.add(id)
        report.deeds[fromTwoDevices] = (report.deeds[fromTwoDevices] ?? 0) + 1
        await operators.sendsAgainFromTwoDevices({ kind: 'answer', shop, item, text }, id)
      }
    }
  }
}

const fromTwoDevices = 'a lost message again, from two devices'

/** Midway the key of one shop is withdrawn; a while later its owner brings another one. */
async function keys(storm: Storm): Promise<void> {
  const { marketplace, shops, measure, report } = storm
  const [shop] = shops
  for (let time = 1; time <= 2; time += 1) {
    await pauseUntilOver(storm, measure.storm.leastMs * 0.3)
    if (storm.isOver()) return
    await marketplace.tells('revoke', { sid: shop.sid })
    report.deeds['a key is withdrawn'] = (report.deeds['a key is withdrawn'] ?? 0) + 1
    await pauseUntilOver(storm, measure.storm.leastMs * 0.07)
    await renewKey(storm, shop)
  }
}
