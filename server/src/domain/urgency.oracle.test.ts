import { expect, test } from 'vitest'
import { type Chance, chanceFrom } from '../../testkit/chance.ts'
import { judge } from './judge.ts'
import type { Signs } from './reading.ts'
import { slaStateOf } from './sla.ts'
import { after } from './time.ts'

// Sections 6.2 to 6.6 of the specification once more, slowly and in whole minutes: what the rules are compared with.

const asked = new Date('2026-03-04T09:00:00Z')
const cases = 10_000

test('ten thousand items by chance are as urgent as the slow rules say, for the same reason', () => {
  const chance = chanceFrom(7)
  for (let number = 0; number < cases; number += 1) {
    const item = anyItem(chance)
    const seconds = chance.below(90 * 3600)
    const { priority, priorityReason } = judge(item.signs, after(asked, seconds * 1000))

    expect({ ...item, seconds, priority, priorityReason }).toMatchObject(slowUrgency(item, seconds))
  }
})

test('ten thousand deadlines by chance stand as the slow rules say', () => {
  const chance = chanceFrom(8)
  for (let number = 0; number < cases; number += 1) {
    const item = anyItem(chance)
    const seconds = item.minutes * 60 + chance.pick([-3601, -3600, -3599, -1, 0, 1, chance.below(9000) - 4500])
    const now = after(asked, seconds * 1000)
    const { slaDueAt } = judge(item.signs, now)

    expect({ ...item, seconds, state: slaStateOf({ needsResponse: true, slaDueAt }, now) }).toMatchObject({
      state: slowState(item.minutes, seconds),
    })
  }
})

type Item = { signs: Signs; base: string; baseReason: string; minutes: number; ages: boolean; byHand: string | null }

const ranks = ['low', 'normal', 'high', 'urgent']

function slowUrgency({ base, baseReason, minutes, ages, byHand }: Item, seconds: number) {
  if (byHand) return { priority: byHand, priorityReason: 'manual' }
  let rank = ranks.indexOf(base)
  let reason = baseReason

  if (ages && seconds >= 24 * 3600 && rank < 3) [rank, reason] = [3, 'aged_24h']
  if (ages && seconds >= 8 * 3600 && base === 'high' && rank < 3) [rank, reason] = [3, 'aged_8h']

  const secondsLeft = minutes * 60 - seconds
  const isNear = secondsLeft <= 30 * 60 && secondsLeft * 2 <= minutes * 60
  if (isNear && rank === 0) [rank, reason] = [1, 'sla_near_breach']
  else if (isNear && rank < 3) [rank, reason] = [3, 'sla_near_breach']
  return { priority: ranks[rank], priorityReason: reason }
}

function slowState(minutes: number, seconds: number): string {
  if (seconds > minutes * 60) return 'overdue'
  return seconds + 3600 >= minutes * 60 ? 'due_soon' : 'ok'
}

const questions = [
  ['Есть ли декларация?', 'urgent', 60],
  ['Пришёл брак', 'urgent', 60],
  ['Когда появится?', 'high', 120],
  ['Какой рост у модели?', 'high', 240],
  ['Какая ткань?', 'normal', 480],
  ['А что это?', 'normal', 480],
] as const
const reviews = [
  [1, 'Сломался замок', 'urgent', 60, 'intent', true],
  [2, 'Прислали другой', 'urgent', 60, 'intent', true],
  [1, 'Ужасно', 'high', 60, 'rating_negative', true],
  [3, 'Сойдёт', 'normal', 240, 'rating_neutral', true],
  [5, 'Хорошо, но дорого', 'normal', 480, 'hidden_complaint', true],
  [4, 'Хорошо', 'low', 1440, 'rating_positive', false],
  [null, 'Хорошо', 'normal', 240, 'no_rating', false],
] as const
const chats = [
  ['Не включается', 'urgent', 30],
  ['Хочу отменить', 'high', 60],
  ['Хочу купить, посоветуете?', 'high', 60],
  ['Где мой заказ', 'normal', 240],
  ['Хочу вернуть', 'normal', 240],
  ['Спасибо', 'low', 1440],
] as const

function anyItem({ pick, share, below }: Chance): Item {
  const manualPriority = share() < 0.1 ? pick(['low', 'normal', 'high', 'urgent'] as const) : null
  const common = { status: 'open', wbSyncState: 'none', occurredAt: asked, firstSeenAt: asked, manualPriority } as const
  const byHand = manualPriority
  switch (pick(['question', 'review', 'chat'] as const)) {
    case 'question': {
      const [text, priority, usual] = pick(questions)
      const minutes = share() < 0.5 ? usual : 1 + below(10_080)
      const own = { priority, minutes }
      const intents = ['compliance_safety', 'post_purchase_issue', 'availability_delivery', 'sizing_fit'] as const
      const overrides = { general_question: own, spec_compatibility: own }
      const all = Object.fromEntries(intents.map((intent) => [intent, own]))
      const signs: Signs = { ...common, channel: 'question', text, overrides: { ...overrides, ...all } }
      return { signs, base: priority, baseReason: 'intent', minutes, ages: true, byHand }
    }
    case 'review': {
      const [rating, text, base, minutes, baseReason, ages] = pick(reviews)
      return { signs: { ...common, channel: 'review', rating, text }, base, baseReason, minutes, ages, byHand }
    }
    case 'chat': {
      const [text, base, minutes] = pick(chats)
      const message = { id: '1', author: 'buyer', text, attachments: [], isAuto: false, status: 'sent' } as const
      const signs: Signs = { ...common, channel: 'chat', messages: [{ ...message, sentAt: asked }] }
      return { signs, base, baseReason: 'intent', minutes, ages: false, byHand }
    }
  }
}
