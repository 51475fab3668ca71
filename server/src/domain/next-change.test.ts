import { expect, test } from 'vitest'
import { type Chance, chanceFrom } from '../../testkit/chance.ts'
import { type Judgement, judge, judgeAgain } from './judge.ts'
import type { Told } from './next-change.ts'
import type { Signs } from './reading.ts'
import { slaStateOf } from './sla.ts'
import { after, HOUR, MINUTE } from './time.ts'

const asked = new Date('2026-03-04T09:00:00Z')
const common = { status: 'open', wbSyncState: 'none', occurredAt: asked, firstSeenAt: asked } as const

test('EX-13: a question about size changes when it is due soon, nearly late, overdue, and with its age, to the millisecond', () => {
  expect(courseOf(question('Подскажите, какой размер при росте 170?'))).toEqual([
    [0, 'high', 'intent', null],
    [3 * HOUR, 'high', 'intent', 'due_soon'],
    [3.5 * HOUR, 'urgent', 'sla_near_breach', null],
    [4 * HOUR + 1, 'urgent', 'sla_near_breach', 'overdue'],
    [8 * HOUR, 'urgent', 'aged_8h', null],
    [24 * HOUR, 'urgent', 'aged_24h', null],
    [72 * HOUR + 1, 'urgent', 'aged_24h', null],
  ])
})

test('EX-14: what is due within an hour is told as that when it comes in, and nothing raises what is urgent', () => {
  expect(courseOf(question('Пришёл брак, и размер не тот'))).toEqual([
    [0, 'urgent', 'intent', 'due_soon'],
    [HOUR + 1, 'urgent', 'intent', 'overdue'],
    [72 * HOUR + 1, 'urgent', 'intent', null],
  ])
})

test.each([
  ['EX-15', 'Просто скажите, весной носить можно?'],
  ['EX-16', 'Подойдёт ли к iPhone 15?'],
])('%s: «%s» is raised by its deadline first, by its age after a day', (_, text) => {
  expect(courseOf(question(text))).toEqual([
    [0, 'normal', 'intent', null],
    [7 * HOUR, 'normal', 'intent', 'due_soon'],
    [7.5 * HOUR, 'urgent', 'sla_near_breach', null],
    [8 * HOUR + 1, 'urgent', 'sla_near_breach', 'overdue'],
    [24 * HOUR, 'urgent', 'aged_24h', null],
    [72 * HOUR + 1, 'urgent', 'aged_24h', null],
  ])
})

test('EX-17: first seen after eight hours, the next thing that happens to a question about size is the day', () => {
  const sizing = question('Какой размер взять?')
  const firstSeen = judge(sizing, after(asked, 8 * HOUR))

  expect(firstSeen).toMatchObject({ priorityReason: 'aged_8h', slaTold: 'overdue' })
  expect(firstSeen.nextChangeAt).toEqual(after(asked, 24 * HOUR))
})

test('EX-18: a happy review rises only by its deadline, an unhappy one with its age too', () => {
  expect(courseOf(review(5, 'Отлично!'))).toEqual([
    [0, 'low', 'rating_positive', null],
    [23 * HOUR, 'low', 'rating_positive', 'due_soon'],
    [23.5 * HOUR, 'normal', 'sla_near_breach', null],
    [24 * HOUR + 1, 'normal', 'sla_near_breach', 'overdue'],
    [72 * HOUR + 1, 'normal', 'sla_near_breach', null],
  ])
  expect(courseOf(review(3, 'Долго ждал')).map(([at, , reason]) => [at, reason])).toEqual([
    [0, 'rating_neutral'],
    [3 * HOUR, 'rating_neutral'],
    [3.5 * HOUR, 'sla_near_breach'],
    [4 * HOUR + 1, 'sla_near_breach'],
    [24 * HOUR, 'aged_24h'],
    [72 * HOUR + 1, 'aged_24h'],
  ])
})

test('EX-19: a chat of a buyer who insists has only its deadline to wait for: its age counts for nothing', () => {
  expect(courseOf(chat(['Где мой заказ', 'Где мой заказ', 'Где мой заказ']))).toEqual([
    [0, 'high', 'buyer_insists', null],
    [3 * HOUR, 'high', 'buyer_insists', 'due_soon'],
    [3.5 * HOUR, 'urgent', 'sla_near_breach', null],
    [4 * HOUR + 1, 'urgent', 'sla_near_breach', 'overdue'],
  ])
})

test('EX-20: asked at nine and due at eleven, it is due soon at ten, urgent at half past, overdue after eleven', () => {
  const times = courseOf(question('Есть в наличии?')).map(([at, priority, , news]) => [
    after(asked, at).toISOString().slice(11, 23),
    priority,
    news,
  ])

  expect(times.slice(0, 4)).toEqual([
    ['09:00:00.000', 'high', null],
    ['10:00:00.000', 'high', 'due_soon'],
    ['10:30:00.000', 'urgent', null],
    ['11:00:00.001', 'urgent', 'overdue'],
  ])
})

test('EX-21: with half an hour to answer it is nearly late after a quarter', () => {
  const brief = { ...chat(['Спасибо']), overrides: { thanks: { minutes: 30 } } }

  expect(courseOf(brief).slice(0, 3)).toEqual([
    [0, 'low', 'intent', 'due_soon'],
    [15 * MINUTE, 'normal', 'sla_near_breach', null],
    [30 * MINUTE + 1, 'normal', 'sla_near_breach', 'overdue'],
  ])
})

test('EX-22: a threat of court is as urgent as can be: only its quarter of an hour runs out', () => {
  expect(courseOf(chat(['В суд подам']))).toEqual([
    [0, 'urgent', 'escalation', 'due_soon'],
    [15 * MINUTE + 1, 'urgent', 'escalation', 'overdue'],
  ])
})

test('a priority set by hand is not changed by the clock, its deadline is told all the same', () => {
  expect(courseOf({ ...question('Какой размер?'), manualPriority: 'low' })).toEqual([
    [0, 'low', 'manual', null],
    [3 * HOUR, 'low', 'manual', 'due_soon'],
    [4 * HOUR + 1, 'low', 'manual', 'overdue'],
    [72 * HOUR + 1, 'low', 'manual', null],
  ])
})

test.each(['responded', 'closed'] as const)(
  'nothing changes by itself in what is %s, and it keeps what was told',
  (status) => {
    const told = { since: asked, dueAt: null, news: 'due_soon' } as const

    expect(judge({ ...question('Брак'), status, told }, after(asked, HOUR))).toMatchObject({
      nextChangeAt: null,
      slaSince: asked,
      slaTold: 'due_soon',
    })
  },
)

test('news that came while nobody looked stays due, and judging once more neither tells nor loses it', () => {
  const late = after(asked, 4.5 * HOUR)
  const waiting = { ...question('Какой размер?'), told: { since: asked, dueAt: after(asked, 4 * HOUR), news: null } }

  const judged = judge(waiting, late)
  expect(judged.nextChangeAt).toEqual(after(asked, 3 * HOUR))
  expect(judge({ ...waiting, told: toldBy(judged) }, late)).toEqual(judged)

  expect(judgeAgain(waiting, late)).toMatchObject({ news: 'overdue', judgement: { slaTold: 'overdue' } })
})

test('a deadline that is where it was is not told again, a buyer who writes after an answer waits anew', () => {
  const told = { since: asked, dueAt: after(asked, 4 * HOUR), news: 'due_soon' } as const
  const at = after(asked, 3.2 * HOUR)

  expect(judgeAgain({ ...question('Какой размер?'), told }, at).news).toBe(null)
  expect(judgeAgain({ ...question('Какой размер?'), told: { ...told, dueAt: null } }, at).news).toBe(null)
  const before = { since: after(asked, -HOUR), dueAt: after(asked, 3 * HOUR), news: 'overdue' } as const
  expect(judgeAgain({ ...chat(['Где мой заказ']), told: before }, at).news).toBe('due_soon')
})

test.each([
  ['moved on, it is due soon and overdue anew', 'overdue', 3, 10, ['due_soon', 'overdue']],
  ['moved by less than an hour it is due soon anew as well', 'due_soon', 3.5, 4, ['due_soon', 'overdue']],
  ['moved back into the past it is overdue', 'due_soon', 5, 3, ['overdue']],
  ['moved back or forth in the past it stays overdue', 'overdue', 3, 3.1, []],
  ['moved on while it was answered, and overdue before, it is told anew', 'overdue', null, 10, ['due_soon', 'overdue']],
] as const)('of a deadline that a seller moved nothing is told yet: %s', (_, news, formerHours, hours, expected) => {
  const told = { since: asked, dueAt: formerHours && after(asked, formerHours * HOUR), news }
  const overrides = { sizing_fit: { minutes: hours * 60 } }

  const course = courseOf({ ...question('Какой размер?'), overrides, told }, after(asked, 3.2 * HOUR))

  expect(course.flatMap(([, , , each]) => each ?? [])).toEqual(expected)
})

test('ten thousand times by chance: nothing changes before the moment told, and something does at it', () => {
  const chance = chanceFrom(20_260_304)

  for (let number = 0; number < 10_000; number += 1) {
    const signs = anySigns(chance)
    const now = after(asked, Math.floor(chance.share() ** 3 * 80 * HOUR))
    const told = judgeAgain(signs, now).judgement
    const settled = { ...signs, told: toldBy(told) }
    const today = seenAt(settled, now)

    const next = told.nextChangeAt ?? after(now, 10_000 * HOUR)
    for (const share of [chance.share(), chance.share()]) {
      const between = after(now, Math.floor((next.getTime() - 1 - now.getTime()) * share))
      expect(seenAt(settled, between)).toEqual(today)
    }
    if (!told.nextChangeAt) continue
    expect(told.nextChangeAt.getTime()).toBeGreaterThan(now.getTime())
    expect(seenAt(settled, after(next, -1))).toEqual(today)
    expect(seenAt(settled, next)).not.toEqual(today)
  }
})

/** Everything that happens to an interaction if nobody touches it: after how long, its priority and why, what is told. */
function courseOf(signs: Signs, from = asked): [number, string, string | null, string | null][] {
  const course: [number, string, string | null, string | null][] = []
  let told = signs.told ?? null
  for (let at: Date | null = from; at; ) {
    const { judgement, news }: ReturnType<typeof judgeAgain> = judgeAgain({ ...signs, told }, at)
    course.push([at.getTime() - asked.getTime(), judgement.priority, judgement.priorityReason, news])
    told = toldBy(judgement)
    at = judgement.nextChangeAt
  }
  return course
}

function toldBy({ slaSince: since, slaDueAt: dueAt, slaTold: news }: Judgement): Told {
  return { since, dueAt, news }
}

/** What an operator sees of it at an instant. */
function seenAt(signs: Signs, now: Date) {
  const judgement: Judgement = judge(signs, now)
  const { priority, priorityReason, escalationReason, slaDueAt } = judgement
  const state = slaStateOf({ needsResponse: true, slaDueAt }, now)
  return { priority, priorityReason, escalationReason, state }
}

function anySigns({ share, pick }: Chance): Signs {
  const texts = ['Какой размер?', 'Брак', 'Есть в наличии?', 'А что это?', 'Отлично', 'Отлично, но запах', 'В суд', '']
  const minutes = pick([1, 7, 15, 30, 59, 60, 61, 120, 480, 1440, 10_080])
  const intents = [
    'sizing_fit',
    'general_question',
    'thanks',
    'other',
    'post_purchase_issue',
    'delivery_status',
  ] as const
  const overrides = share() < 0.5 ? {} : { [pick(intents)]: { minutes, priority: pick(['low', 'high'] as const) } }
  const manualPriority = share() < 0.1 ? pick(['low', 'urgent'] as const) : null
  const extras = { overrides, manualPriority, similarProblems: pick([0, 0, 5]) }
  return pick<Signs>([
    { ...question(pick(texts)), ...extras },
    { ...review(pick([1, 2, 3, 4, 5, null]), pick(texts)), ...extras },
    { ...chat([pick(texts), pick(texts), pick(texts)].slice(0, pick([1, 2, 3]))), ...extras },
  ])
}

function question(text: string): Signs {
  return { ...common, channel: 'question', text }
}

function review(rating: number | null, text: string): Signs {
  return { ...common, channel: 'review', rating, text }
}

function chat(texts: string[]): Signs {
  const message = { author: 'buyer', attachments: [], isAuto: false, status: 'sent', sentAt: asked } as const
  return { ...common, channel: 'chat', messages: texts.map((text, at) => ({ ...message, id: String(at), text })) }
}
