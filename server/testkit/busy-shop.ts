import { chance, pick, type Random, randomFrom } from '../simulator/random.ts'
import type { Simulation } from './shop.ts'

/** A shop of the simulator where buyers, colleagues in the portal and WB are at work. The same seed, the same work. */
export type BusyShop = {
  sid: string
  /** Does so many things, one after the other. */
  happens(times: number): Promise<void>
  /** An operator takes this item upon herself: colleagues and WB leave it alone. */
  leaves(id: string): void
  /** Ids of what the marketplace has taken away. */
  removed: ReadonlySet<string>
}

type Kind = 'review' | 'question'
type Memory = {
  waiting: { id: string; kind: Kind }[]
  answered: string[]
  chats: string[]
  removed: Set<string>
  count: number
}
type World = { sid: string; act: Simulation['act']; random: Random; memory: Memory; texts: () => string }
type Deed = (world: World) => Promise<void>

export function busyShop({ act }: Pick<Simulation, 'act'>, sid: string, seed: number): BusyShop {
  const memory: Memory = { waiting: [], answered: [], chats: [], removed: new Set(), count: 0 }
  const random = randomFrom('busy shop', seed, sid)
  const texts = () => {
    memory.count += 1
    return `${pick(random, words)} (${memory.count})`
  }
  const world: World = { sid, act, random, memory, texts }

  return {
    sid,
    removed: memory.removed,
    async happens(times) {
      for (let time = 0; time < times; time += 1) await pick(random, deeds)(world)
    },
    leaves(id) {
      memory.waiting = memory.waiting.filter((item) => item.id !== id)
    },
  }
}

const words = ['Порвался шов', 'Пришло не то', 'Есть размер M?', 'Очень довольна', 'Где мой заказ'] as const

/** What is there twice happens twice as often. Who has nothing to act on writes a review instead. */
const deeds: [Deed, ...Deed[]] = [
  review,
  review,
  silentReview,
  question,
  openChat,
  writeOn,
  writeOn,
  colleagueAnswers,
  colleagueAnswers,
  colleagueWrites,
  remove,
  supplement,
  changeSigns,
]

async function review({ act, sid, random, memory, texts }: World): Promise<void> {
  const rating = 1 + Math.floor(chance(random) * 5)
  const { id } = await act<{ id: string }>('POST buyer/review', { sid, rating, text: texts() })
  memory.waiting.push({ id, kind: 'review' })
}

async function silentReview({ act, sid }: World): Promise<void> {
  await act('POST buyer/review', { sid, rating: 5 })
}

async function question({ act, sid, memory, texts }: World): Promise<void> {
  const { id } = await act<{ id: string }>('POST buyer/question', { sid, text: texts() })
  memory.waiting.push({ id, kind: 'question' })
}

async function openChat({ act, sid, memory, texts }: World): Promise<void> {
  memory.chats.push((await act<{ chatID: string }>('POST buyer/chat', { sid, text: texts() })).chatID)
}

async function writeOn(world: World): Promise<void> {
  const chatID = someOf(world.random, world.memory.chats)
  if (chatID === null) return await openChat(world)
  const isFromWb = chance(world.random) < 0.1
  const sender = isFromWb ? { sender: 'wb' } : {}
  await world.act('POST buyer/chat', { sid: world.sid, chatID, text: world.texts(), ...sender })
}

async function colleagueAnswers(world: World): Promise<void> {
  const item = takeWaiting(world)
  if (!item) return await review(world)
  await world.act('POST portal/answer', { sid: world.sid, id: item.id, text: world.texts() })
  if (item.kind === 'review') world.memory.answered.push(item.id)
}

async function colleagueWrites(world: World): Promise<void> {
  const chatID = someOf(world.random, world.memory.chats)
  if (chatID === null) return await openChat(world)
  await world.act('POST portal/message', { sid: world.sid, chatID, text: world.texts() })
}

async function remove(world: World): Promise<void> {
  const item = takeWaiting(world)
  if (!item) return await review(world)
  await world.act('POST remove', { sid: world.sid, id: item.id })
  world.memory.removed.add(item.id)
}

async function supplement(world: World): Promise<void> {
  const { act, sid, memory, random, texts } = world
  const parentFeedbackId = someOf(random, memory.answered)
  if (parentFeedbackId === null) return await review(world)
  memory.answered.splice(memory.answered.indexOf(parentFeedbackId), 1)
  const { id } = await act<{ id: string }>('POST buyer/review', { sid, rating: 2, text: texts(), parentFeedbackId })
  memory.waiting.push({ id, kind: 'review' })
}

async function changeSigns({ act, sid }: World): Promise<void> {
  await act('POST rotate-sign', { sid })
}

function takeWaiting({ random, memory: { waiting } }: World): { id: string; kind: Kind } | null {
  if (waiting.length === 0) return null
  return waiting.splice(Math.floor(chance(random) * waiting.length), 1)[0] ?? null
}

function someOf(random: Random, ids: string[]): string | null {
  return ids[Math.floor(chance(random) * ids.length)] ?? null
}
