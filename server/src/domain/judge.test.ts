import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { ChatSigns, QuestionSigns, ReviewSigns } from './reading.ts'
import type { ChatMessage } from './thread.ts'
import { after, HOUR, MINUTE } from './time.ts'

const asked = new Date('2026-03-04T09:00:00Z')

test.each([
  ['EX-13', 'Подскажите, какой размер при росте 170?', 'sizing_fit', 'high', 240],
  ['EX-14', 'Пришёл брак, и размер не тот', 'post_purchase_issue', 'urgent', 60],
  ['EX-15', 'Просто скажите, весной носить можно?', 'general_question', 'normal', 480],
  ['EX-16', 'Подойдёт ли к iPhone 15?', 'spec_compatibility', 'normal', 480],
  ['EX-16', 'Есть ли размер XXL?', 'availability_delivery', 'high', 120],
] as const)('%s: the question «%s» is %s and %s, due in %i minutes', (_, text, intent, priority, minutes) => {
  expect(judge(question({ text }), asked)).toEqual({
    intent,
    intentMethod: 'rule_based',
    sentiment: 'neutral',
    priority,
    priorityReason: 'intent',
    slaTargetMinutes: minutes,
    slaDueAt: after(asked, minutes * MINUTE),
    slaAnchor: 'occurred',
    needsEscalation: false,
    escalationReason: null,
    slaSince: asked,
    slaTold: null,
    nextChangeAt: after(asked, (minutes - 60) * MINUTE),
  })
})

test('EX-17: a question about size first seen after eight hours is urgent by its age', () => {
  const sizing = question({ text: 'Какой размер взять?' })

  expect(judge(sizing, after(asked, 8 * HOUR))).toMatchObject({ priority: 'urgent', priorityReason: 'aged_8h' })
})

test('EX-17: watched from the start, it is raised half an hour before its deadline', () => {
  const sizing = question({ text: 'Какой размер взять?' })
  const nearBreach = { priority: 'urgent', priorityReason: 'sla_near_breach' }

  expect(judge(sizing, after(asked, 3.5 * HOUR - 1))).toMatchObject({ priority: 'high', priorityReason: 'intent' })
  expect(judge(sizing, after(asked, 3.5 * HOUR))).toMatchObject(nearBreach)
  expect(judge(sizing, after(asked, 8 * HOUR - 1))).toMatchObject(nearBreach)
  expect(judge(sizing, after(asked, 8 * HOUR))).toMatchObject({ priorityReason: 'aged_8h' })
  expect(judge(sizing, after(asked, 24 * HOUR))).toMatchObject({ priorityReason: 'aged_24h' })
})

test('EX-17: a general question becomes urgent by its deadline, by its age only after a day', () => {
  const general = question({ text: 'А что это?' })

  expect(judge(general, after(asked, 7.5 * HOUR - 1))).toMatchObject({ priority: 'normal', priorityReason: 'intent' })
  expect(judge(general, after(asked, 7.5 * HOUR))).toMatchObject({ priorityReason: 'sla_near_breach' })
  expect(judge(general, after(asked, 24 * HOUR - 1))).toMatchObject({ priorityReason: 'sla_near_breach' })
  expect(judge(general, after(asked, 24 * HOUR))).toMatchObject({ priority: 'urgent', priorityReason: 'aged_24h' })
})

test.each([
  [1, 'Подошва отклеилась через неделю', 'defect_not_working', 'urgent', 60, 'intent', 'negative'],
  [2, 'Маломерит', 'quality_complaint', 'high', 60, 'rating_negative', 'negative'],
  [3, 'Долго ждал', 'other', 'normal', 240, 'rating_neutral', 'neutral'],
  [5, 'Отлично!', 'thanks', 'low', 1440, 'rating_positive', 'positive'],
  [5, 'Отлично, но есть запах', 'quality_complaint', 'normal', 480, 'hidden_complaint', 'neutral'],
] as const)(
  'EX-18: %i stars and «%s»',
  (rating, text, intent, priority, slaTargetMinutes, priorityReason, sentiment) => {
    const judgement = judge(review({ rating, text }), asked)

    expect(judgement).toMatchObject({ intent, priority, slaTargetMinutes, priorityReason, sentiment })
  },
)

test('our own label «Минусы» is no complaint, what stands behind it may be one', () => {
  expect(judge(review({ rating: 5, text: 'Отлично!\nМинусы: нет' }), asked).priority).toBe('low')
  expect(judge(review({ rating: 5, text: 'Отлично!\nМинусы: Нитки' }), asked).priorityReason).toBe('hidden_complaint')
  expect(judge(review({ rating: 5, text: 'Отлично!\nПлюсы: Цвет' }), asked).priority).toBe('low')
})

test('only reviews that complain grow urgent with age', () => {
  const dayLater = after(asked, 24 * HOUR)

  expect(judge(review({ rating: 3, text: 'Так себе' }), dayLater).priorityReason).toBe('aged_24h')
  expect(judge(review({ rating: 5, text: 'Жаль' }), dayLater).priorityReason).toBe('aged_24h')
  expect(judge(review({ rating: 5, text: 'Супер' }), dayLater)).toMatchObject({
    priority: 'normal',
    priorityReason: 'sla_near_breach',
  })
})

test('EX-19: a buyer who asks three times is high, and shouting makes it urgent', () => {
  const thrice = chat(['Где мой заказ', 'Где мой заказ', 'Где мой заказ'])
  const shouted = chat(['Где мой заказ', 'Где мой заказ', 'ГДЕ МОЙ ЗАКАЗ!!!'])

  expect(judge(chat(['Где мой заказ']), asked)).toMatchObject({ intent: 'delivery_status', priority: 'normal' })
  expect(judge(thrice, asked)).toMatchObject({
    priority: 'high',
    priorityReason: 'buyer_insists',
    sentiment: 'negative',
  })
  expect(judge(shouted, asked)).toMatchObject({ priority: 'urgent', priorityReason: 'buyer_insists' })
})

test('EX-19: «ОК» in capitals changes nothing', () => {
  expect(judge(chat(['ОК']), asked)).toMatchObject({
    priority: 'normal',
    priorityReason: 'intent',
    sentiment: 'neutral',
  })
})

test('thanks may be shouted', () => {
  expect(judge(chat(['СПАСИБО БОЛЬШОЕ!!!']), asked)).toMatchObject({ priority: 'low', sentiment: 'positive' })
})

test.each([
  ['09:30', 'high', 'intent'],
  ['10:15', 'high', 'intent'],
  ['10:31', 'urgent', 'sla_near_breach'],
  ['11:05', 'urgent', 'sla_near_breach'],
] as const)('EX-20: a question asked at nine, due at eleven, is at %s %s', (time, priority, priorityReason) => {
  const judgement = judge(question({ text: 'Есть в наличии?' }), new Date(`2026-03-04T${time}:00Z`))

  expect(judgement).toMatchObject({ priority, priorityReason, slaDueAt: new Date('2026-03-04T11:00:00Z') })
})

test('EX-21: with half an hour to answer the last quarter is near', () => {
  const low = chat(['Спасибо'], { overrides: { thanks: { minutes: 30 } } })

  expect(judge(low, after(asked, 15 * MINUTE - 1)).priority).toBe('low')
  expect(judge(low, after(asked, 15 * MINUTE)).priority).toBe('normal')
})

test('EX-22: a buyer who goes to court needs a person within a quarter of an hour', () => {
  expect(judge(chat(['В суд подам']), asked)).toMatchObject({
    priority: 'urgent',
    priorityReason: 'escalation',
    slaTargetMinutes: 15,
    needsEscalation: true,
    escalationReason: 'legal',
  })
  expect(judge(chat(['Посуда пришла целая']), asked).needsEscalation).toBe(false)
})

test('a chat is judged by what was said since the answer, and due from the first of it', () => {
  const said = [
    ...chat(['Товар сломался']).messages,
    { ...message('Починим', 10), author: 'seller' } as const,
    message('Спасибо', 20),
  ]

  expect(judge({ ...chat([]), messages: said }, after(asked, 20 * MINUTE))).toMatchObject({
    intent: 'thanks',
    priority: 'low',
    slaDueAt: after(asked, 20 * MINUTE + 24 * HOUR),
  })
})

test.each([
  ['answered', { status: 'responded', wbSyncState: 'confirmed' }, 'answered'],
  ['answered and awaited', { status: 'responded', wbSyncState: 'pending' }, 'reply_pending'],
  ['closed', { status: 'closed', wbSyncState: 'none' }, null],
] as const)('what is %s is low and owes nothing', (_, state, priorityReason) => {
  const judgement = judge(question({ text: 'Брак', manualPriority: 'high', ...state }), after(asked, 99 * HOUR))

  expect(judgement).toMatchObject({
    intent: 'post_purchase_issue',
    priority: 'low',
    priorityReason,
    slaTargetMinutes: null,
    slaDueAt: null,
    needsEscalation: false,
  })
})

test('the operator’s priority outlives every rule until the answer, and the deadline stays', () => {
  const judgement = judge(question({ text: 'Какой размер?', manualPriority: 'low' }), after(asked, 30 * HOUR))

  expect(judgement).toMatchObject({ priority: 'low', priorityReason: 'manual', slaTargetMinutes: 240 })
})

test('an intent that someone knew better is kept, and decides', () => {
  const known = { intent: 'sizing_fit', method: 'manual' } as const
  const foreign = { intent: 'wrong_item', method: 'llm' } as const
  const guessed = { intent: 'sizing_fit', method: 'rule_based' } as const

  expect(judge(question({ knownIntent: known }), asked)).toMatchObject({ intent: 'sizing_fit', intentMethod: 'manual' })
  expect(judge(question({ knownIntent: known }), asked).slaTargetMinutes).toBe(240)
  expect(judge(question({ knownIntent: foreign }), asked)).toMatchObject({ intentMethod: 'rule_based' })
  expect(judge(question({ knownIntent: guessed }), asked)).toMatchObject({ intent: 'general_question' })
})

test('without the buyer’s time the clock runs from our first sight', () => {
  expect(judge(question({ occurredAt: null, firstSeenAt: after(asked, HOUR) }), after(asked, HOUR))).toMatchObject({
    slaAnchor: 'first_seen',
    slaDueAt: after(asked, 9 * HOUR),
  })
})

test('a buyer who waits more than three days is flagged, and AI may still help', () => {
  expect(judge(review({ rating: 5 }), after(asked, 72 * HOUR)).needsEscalation).toBe(false)
  expect(judge(review({ rating: 5 }), after(asked, 72 * HOUR + 1))).toMatchObject({
    needsEscalation: true,
    escalationReason: 'repeat',
  })
})

test('the model may change the mood of a chat and raise it, until the buyer says more than it read', () => {
  const read = message('Добрый день', 0)
  const model = { lastBuyerMessageId: read.id, urgency: 'critical', sentiment: 'negative' } as const
  const judged = (...since: ChatMessage[]) => judge(chat([], { messages: [read, ...since], model }), asked)

  expect(judged()).toMatchObject({ priority: 'urgent', priorityReason: 'model', sentiment: 'negative' })
  expect(judged({ ...message('Оцените товар', 1), author: 'system' })).toMatchObject({ priority: 'urgent' })
  expect(judged({ ...message('Здравствуйте', 1), author: 'seller' })).toMatchObject({ priority: 'urgent' })
  expect(judged(message('Где заказ?', 1))).toMatchObject({
    priority: 'normal',
    priorityReason: 'intent',
    sentiment: 'neutral',
  })
})

const common = { status: 'open', wbSyncState: 'none', occurredAt: asked, firstSeenAt: asked } as const

function question(signs: Partial<QuestionSigns>): QuestionSigns {
  return { ...common, channel: 'question', text: 'А что это?', ...signs }
}

function review(signs: Partial<ReviewSigns>): ReviewSigns {
  return { ...common, channel: 'review', text: 'Супер', rating: 5, ...signs }
}

function chat(texts: string[], signs: Partial<ChatSigns> = {}): ChatSigns {
  return { ...common, channel: 'chat', messages: texts.map((text) => message(text, 0)), ...signs }
}

function message(text: string, minutes: number): ChatMessage {
  return {
    id: String(minutes),
    author: 'buyer',
    text,
    attachments: [],
    isAuto: false,
    status: 'sent',
    sentAt: after(asked, minutes * MINUTE),
  }
}
