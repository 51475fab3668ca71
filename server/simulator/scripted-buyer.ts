import { writeMessage, writeQuestion, writeReview } from './buyer.ts'
import { drawnPictures } from './chat-files.ts'
import { MINUTE } from './clock.ts'
import { buyerReplies, buyerScript, type Scene } from './data/buyer-script.ts'
import { productBy } from './data/products.ts'
import { between, chance, type Random, randomFrom, shuffled } from './random.ts'
import type { Seller } from './seller.ts'
import type { World } from './world.ts'

export type Pace = { writesMs: [number, number]; repliesMs: [number, number]; mostItems: number }

export const demoPace: Pace = { writesMs: [10_000, 30_000], repliesMs: [5000, 15_000], mostItems: 400 }

/** Sellers whose token has rested this long are left in peace. */
const PATIENCE = 10 * MINUTE

/** Keeps a demo alive: for every seller somebody is looking at, a buyer now and then writes something new. */
export function startScriptedBuyer(world: World, pace: Pace = demoPace): { stop(): void } {
  const parts = new Map<string, Part>()
  const tick = setInterval(
    () => {
      for (const seller of world.sellers.values())
        if (isWatched(world, seller)) play(world, seller, partOf(seller), pace)
    },
    Math.min(250, pace.writesMs[0]),
  )
  tick.unref()

  function partOf({ sid }: Seller): Part {
    const known = parts.get(sid)
    if (known) return known

    const random = randomFrom(world.options.random, sid, 'buyer')
    const part: Part = {
      random,
      scenes: [],
      replies: [],
      nextAt: Date.now() + between(random, ...pace.writesMs),
      written: 0,
      answered: new Set(),
      planned: [],
    }
    parts.set(sid, part)
    return part
  }

  return { stop: () => clearInterval(tick) }
}

/** Where the buyer of one seller stands in the script. */
type Part = {
  random: Random
  scenes: Scene[]
  replies: string[]
  nextAt: number
  written: number
  /** Messages of the seller that the buyer has already seen. */
  answered: Set<string>
  planned: { chatID: string; at: number }[]
}

function play(world: World, seller: Seller, part: Part, pace: Pace): void {
  noticeMessages(world, seller, part, pace)
  if (part.written >= pace.mostItems) return

  for (const plan of part.planned.filter(({ at }) => at <= Date.now())) reply(world, seller, part, plan.chatID)
  part.planned = part.planned.filter(({ at }) => at > Date.now())

  if (Date.now() < part.nextAt) return
  part.nextAt = Date.now() + between(part.random, ...pace.writesMs)
  perform(world, seller, part)
}

// Two of three messages of ours get a word in return; a buyer need not answer everything.
function noticeMessages(world: World, { chats }: Seller, part: Part, pace: Pace): void {
  const fresh = chats
    .events()
    .filter(({ event }) => event.source === 'seller-public-api' && !part.answered.has(event.eventID))
  for (const { event } of fresh) {
    part.answered.add(event.eventID)
    const isRecent = world.clock.now() - event.addTimestamp < MINUTE
    if (isRecent && chance(part.random) < 0.67) {
      part.planned.push({ chatID: event.chatID, at: Date.now() + between(part.random, ...pace.repliesMs) })
    }
  }
}

function reply(world: World, seller: Seller, part: Part, chatID: string): void {
  if (part.replies.length === 0) part.replies = shuffled(part.random, buyerReplies)
  const text = part.replies.pop()
  if (text) writeMessage(world, seller, { chatID, text })
  part.written += 1
}

function perform(world: World, seller: Seller, part: Part): void {
  if (part.scenes.length === 0) part.scenes = shuffled(part.random, buyerScript)
  const scene = part.scenes.pop()
  if (scene) enact(world, seller, scene)
  part.written += 1
}

function enact(world: World, seller: Seller, scene: Scene): void {
  const { nmId } = productBy(scene.product)
  switch (scene.kind) {
    case 'review':
      return void writeReview(world, seller, { ...scene.review, nmId })
    case 'question':
      return void writeQuestion(world, seller, { text: scene.text, nmId })
    case 'chat':
      return void writeMessage(world, seller, {
        clientName: scene.name,
        text: scene.text,
        files: drawnPictures(scene.images ?? 0),
        nmId,
      })
  }
}

function isWatched({ lastSeen }: World, { sid }: Seller): boolean {
  return Date.now() - (lastSeen.get(sid) ?? 0) < PATIENCE
}
