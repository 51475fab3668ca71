import { setTimeout as pause } from 'node:timers/promises'
import { rejectionText } from '#actions/reject-question.ts'
import { chance, pick, type Random, shuffled, whole } from '../simulator/random.ts'
import { type Pace, toldAt } from '../testkit/scaled-time.ts'
import type { ColleagueAnswer } from './evidence.ts'
import type { Marketplace } from './marketplace.ts'
import type { Operators, Wish } from './operators.ts'
import type { Item, Shop } from './shops.ts'

/** Where people act, and where it is noted what colleagues have written. */
export type Stage = {
  marketplace: Marketplace
  shops: [Shop, ...Shop[]]
  operators: Operators
  pace: () => Pace
  colleagues: ColleagueAnswer[]
}

/** Something that people do, in words that nobody has used before: the number is in them. False: there was nothing to do it to. */
export type Deed = (stage: Stage, random: Random, number: number) => Promise<boolean>

/** Finds something to send; null where there is nothing. Asks chance before it waits for anybody. */
type Wishes = (stage: Stage, random: Random, number: number) => Promise<Wish | null>

const answers: Wishes = async ({ shops }, random, number) => wishFor(random, shops, number)

const rejections: Wishes = async ({ shops }, random, number) => {
  return { ...wishFor(random, shops, number, 'question'), kind: 'rejection', text: rejectionText }
}

/** An edit of an answer that the app offers to edit; a few of the items that somebody has begun with are looked at. */
const edits: Wishes = async ({ shops, operators }, random, number) => {
  const begun = shops.flatMap((shop) => shop.items.filter(({ isPicked }) => isPicked).map((item) => ({ shop, item })))
  for (const { shop, item } of shuffled(random, begun).slice(0, lookedAt))
    if (await operators.mayEdit(shop, item)) return { kind: 'edit', shop, item, text: `Правка номер ${number}` }
  return null
}

const lookedAt = 6

const sends = (wishes: Wishes) => deedWith(wishes, async ({ operators }, wish) => void (await operators.sends(wish)))

const sendsFromTwoDevices = (wishes: Wishes) =>
  deedWith(wishes, ({ operators }, wish) => operators.sendsFromTwoDevices(wish))

const takesBack = (wishes: Wishes) => deedWith(wishes, ({ operators }, wish) => operators.takesBack(wish))

/** The other operator has other words. A question that one rejects the other answers. */
const bothSend = (wishes: Wishes) =>
  deedWith(wishes, ({ operators }, wish, number) => {
    const other = wish.kind === 'rejection' ? answerTo(wish, number) : wish
    return operators.bothSend(wish, { ...other, text: `${other.text} (другими словами)` })
  })

function deedWith(wishes: Wishes, work: (stage: Stage, wish: Wish, number: number) => Promise<void>): Deed {
  return async (stage, random, number) => {
    const wish = await wishes(stage, random, number)
    if (wish) await work(stage, wish, number)
    return wish !== null
  }
}

/** A colleague answers the same item in the cabinet, or edits what stands there: before ours leaves, while it does, or after. */
const withColleague =
  (wishes: Wishes): Deed =>
  async (stage, random, number) => {
    const wished = wishes(stage, random, number)
    const [before, delay] = [chance(random) < 0.3, whole(random, 0, 1500)]
    const wish = await wished
    if (!wish) return false
    if (!before) await stage.operators.sends(wish)
    await pause(delay)
    await colleagueAnswers(stage, wish, `Ответ коллеги ${number}`)
    if (before) await stage.operators.sends(wish)
    return true
  }

/** The same words twice into one chat, on purpose: two replies. */
const twins: Deed = async ({ operators, shops }, random, number) => {
  const wish = wishFor(random, shops, number, 'chat')
  await operators.sends(wish)
  await operators.sends(wish)
  return true
}

const buyerWrites: Deed = async ({ marketplace, shops }, random, number) => {
  const { shop, item } = wishFor(random, shops, number, 'chat')
  await marketplace.tells('buyer/chat', { sid: shop.sid, chatID: item.external, text: `Ещё вопрос ${number}` })
  return true
}

const signsDie: Deed = async ({ marketplace, shops }, random) => {
  await marketplace.tells('rotate-sign', { sid: pick(random, shops).sid })
  return true
}

/** What people do, each as often as it is there. */
export const deeds: [[string, Deed], ...[string, Deed][]] = [
  ['a reply', sends(answers)],
  ...times(11, 'a reply', sends(answers)),
  ...times(2, 'one key from two devices', sendsFromTwoDevices(answers)),
  ...times(2, 'two operators on one item', bothSend(answers)),
  ['taken back', takesBack(answers)],
  ['the same words twice into one chat', twins],
  ...times(2, 'a colleague answers in the cabinet', withColleague(answers)),
  ...times(3, 'an edit', sends(edits)),
  ['an edit from two devices', sendsFromTwoDevices(edits)],
  ['two operators edit one answer', bothSend(edits)],
  ['an edit taken back', takesBack(edits)],
  ...times(2, 'an edit, and a colleague edits', withColleague(edits)),
  ['a rejection', sends(rejections)],
  ['a rejection from two devices', sendsFromTwoDevices(rejections)],
  ['one rejects, one answers', bothSend(rejections)],
  ['a rejection taken back', takesBack(rejections)],
  ['a rejection, and a colleague answers', withColleague(rejections)],
  ['the buyer writes on', buyerWrites],
  ['all signs of chats die', signsDie],
]

function times(count: number, name: string, deed: Deed): [string, Deed][] {
  return Array.from({ length: count }, () => [name, deed])
}

/** An item that has had no answer yet as long as there is one; any other one now and then. */
function wishFor(random: Random, shops: [Shop, ...Shop[]], number: number, channel?: Item['channel']): Wish {
  const shop = pick(random, shops)
  const wanted = channel ?? pick(random, ['review', 'review', 'question', 'chat', 'chat'])
  const items = shop.items.filter((item) => item.channel === wanted)
  const fresh = items.filter(({ isPicked }) => !isPicked)
  const choice = fresh.length > 0 && chance(random) < 0.9 ? fresh : items
  const item = choice[Math.floor(chance(random) * choice.length)]
  if (!item) throw new Error(`${shop.name} has no ${wanted}.`)
  if (wanted !== 'chat') item.isPicked = true
  return answerTo({ shop, item }, number)
}

function answerTo({ shop, item }: Pick<Wish, 'shop' | 'item'>, number: number): Wish {
  return { kind: 'answer', shop, item, text: `Ответ номер ${number}` }
}

async function colleagueAnswers({ marketplace, pace, colleagues }: Stage, { shop, item }: Wish, text: string) {
  if (item.channel === 'chat') await marketplace.tells('portal/message', { sid: shop.sid, chatID: item.external, text })
  else await marketplace.tells('portal/answer', { sid: shop.sid, id: item.external, text })
  colleagues.push({ item: item.external, text, at: toldAt(pace(), Date.now()) })
}
