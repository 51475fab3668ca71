import { expect, test } from 'vitest'
import type { Verdict } from './link.ts'
import { after, DAY, HOUR } from './time.ts'
import { type StepTexts, type TimelineSide, templateTextOf, timelineOf } from './timeline.ts'

const asked = new Date('2026-03-04T09:00:00Z')
const usual = { maxItems: 100, windowDays: 45 }

test('EX-31: around a question about a product stand what was said of it within 45 days, and what it may be used for', () => {
  const question = side({ id: 'question' })
  const timeline = timelineOf(
    question,
    [
      side({ id: 'chat', channel: 'chat', occurredAt: after(asked, 3 * DAY) }),
      side({ id: 'old', channel: 'review', occurredAt: after(asked, -60 * DAY) }),
      side({ id: 'review', channel: 'review', occurredAt: after(asked, -20 * DAY) }),
    ],
    usual,
  )

  expect(timeline.scope).toBe('product')
  expect(timeline.channels).toEqual(['chat', 'question', 'review'])
  expect(timeline.steps.map(({ side: { id }, ...step }) => [id, step.confidence, step.policy.mode])).toEqual([
    ['review', 82, 'assist_only'],
    ['question', 100, 'auto_allowed'],
    ['chat', 82, 'assist_only'],
  ])
  expect(timeline.steps.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false])
})

test('EX-32: without any key an interaction stands alone', () => {
  const current = side({ nmId: null })
  const { scope, steps } = timelineOf(current, [side({ nmId: null, customerName: 'Анна' })], usual)

  expect(scope).toBe('single')
  expect(steps).toMatchObject([{ reason: 'current_interaction', confidence: 100, isCurrent: true }])
})

test('the story of an order has what belongs to the order, to its buyer, and to the product as far as it is nobody else’s', () => {
  const buyer = { customerId: 'c-1', customerIdKind: 'wb_customer' } as const
  const chat = side({ id: 'chat', channel: 'chat', orderId: 'rid-1', ...buyer })
  const { scope, steps } = timelineOf(
    chat,
    [
      side({ id: '1 order', channel: 'chat', orderId: 'rid-1', nmId: '999', occurredAt: after(asked, -90 * DAY) }),
      side({ id: '2 buyer', channel: 'chat', orderId: 'rid-2', ...buyer, occurredAt: after(asked, -80 * DAY) }),
      side({ id: 'another order', channel: 'chat', orderId: 'rid-3' }),
      side({ id: 'another buyer', channel: 'chat', ...buyer, customerId: 'c-2' }),
      side({ id: '3 product', channel: 'review', occurredAt: after(asked, -HOUR) }),
    ],
    usual,
  )

  expect(scope).toBe('customer_order')
  expect(steps.map(({ side: { id }, reason }) => [id, reason])).toEqual([
    ['1 order', 'order_id_exact'],
    ['2 buyer', 'customer_id_exact'],
    ['3 product', 'nm_id_time_window'],
    ['chat', 'current_interaction'],
  ])
})

test('a review stands beside its supplement, and the seller’s article where there is no number', () => {
  const review = side({ id: 'review', channel: 'review', externalId: 'first', productArticle: 'ART' })
  const { steps } = timelineOf(
    review,
    [
      side({ id: 'supplement', channel: 'review', parentExternalId: 'first', occurredAt: after(asked, 90 * DAY) }),
      side({ id: 'article', nmId: null, productArticle: 'ART', occurredAt: after(asked, 45 * DAY) }),
      side({ id: 'too late', nmId: null, productArticle: 'ART', occurredAt: after(asked, 45 * DAY + 1) }),
    ],
    usual,
  )

  expect(steps.map(({ side: { id }, reason, confidence }) => [id, reason, confidence])).toEqual([
    ['review', 'current_interaction', 100],
    ['article', 'article_time_window', 78],
    ['supplement', 'feedback_chain_exact', 99],
  ])
})

test('of too many the nearest in time are told, and the current one always', () => {
  const others = [5, 1, 4, 2, 3].map((days) => side({ id: `${days}`, occurredAt: after(asked, -days * DAY) }))
  const { steps } = timelineOf(side({ id: 'now' }), others, { ...usual, maxItems: 3 })

  expect(steps.map(({ side: { id } }) => id)).toEqual(['2', '1', 'now'])
  expect(timelineOf(side({ id: 'now' }), others, { ...usual, maxItems: 1 }).steps).toHaveLength(1)
})

test('what has no time comes first, and among the same time what came in first', () => {
  const order = { orderId: 'rid-1', channel: 'chat' } as const
  const { steps } = timelineOf(
    side({ id: 'now', ...order, createdAt: after(asked, 2) }),
    [
      side({ id: 'same', ...order, createdAt: after(asked, 1) }),
      side({ id: 'timeless', ...order, occurredAt: null }),
      side({ id: 'before', ...order, occurredAt: after(asked, -1) }),
    ],
    usual,
  )

  expect(steps.map(({ side: { id } }) => id)).toEqual(['timeless', 'before', 'same', 'now'])
})

test('a story hangs on a buyer only where WB names him, not on an old id that several may share', () => {
  const scopeOf = (facts: Partial<TimelineSide>) => timelineOf(side({ customerId: 'c-1', ...facts }), [], usual).scope

  expect(scopeOf({ customerIdKind: 'wb_customer' })).toBe('customer')
  expect(scopeOf({ customerIdKind: 'legacy_client_id' })).toBe('product')
  expect(scopeOf({ customerIdKind: 'legacy_client_id', nmId: null })).toBe('single')
  expect(scopeOf({ customerIdKind: 'legacy_client_id', orderId: 'o-1' })).toBe('customer_order')
})

test('a buyer’s id that WB gives up is a hint only, and sample data stays among itself', () => {
  const buyer = { channel: 'chat', customerId: 'c-1', customerIdKind: 'legacy_client_id', nmId: null } as const
  const { scope, steps } = timelineOf(side(buyer), [side(buyer), side({ ...buyer, isDemo: true })], usual)

  expect(scope).toBe('single')
  expect(steps.filter(({ isCurrent }) => !isCurrent)).toMatchObject([
    { confidence: 95, policy: { mode: 'assist_only', isAutoAllowed: false, reason: 'legacy_identifier_only' } },
  ])
})

test('under an old id of a buyer nobody of another name is in the story, though it is about the same product', () => {
  const oldId = { channel: 'chat', customerId: 'c-1', customerIdKind: 'legacy_client_id' } as const
  const story = (current: Partial<TimelineSide>, other: Partial<TimelineSide>) =>
    timelineOf(side({ ...oldId, ...current }), [side({ ...oldId, ...other })], usual).steps.length

  expect(story({ customerName: 'Марина Котова' }, { customerName: 'Игорь Седов' })).toBe(1)
  expect(story({ customerName: 'Марина Котова' }, { customerName: 'Игорь Седов', verdict: 'correct' })).toBe(2)
  expect(story({ customerName: 'Марина Котова' }, { customerName: 'Марина К.' })).toBe(2)
  expect(story({ customerName: 'Марина Котова' }, { customerName: null })).toBe(2)
})

test.each([
  ['is not in the story of the same order', { orderId: 'rid-1' }, [2, 2, 1]],
  ['stays in that of a product, which is anybody’s', {}, [2, 2, 2]],
] as const)('what an operator has called another buyer’s %s', (_, facts, lengths) => {
  const story = (verdict: Verdict) => timelineOf(side(facts), [side({ ...facts, verdict })], usual).steps.length

  expect([story('none'), story('correct'), story('incorrect')]).toEqual(lengths)
})

test.each<[Partial<StepTexts>, string | null]>([
  [{ lastReplyText: 'Ответ', draftText: 'Черновик' }, 'Ответ'],
  [{ draftText: 'Черновик' }, 'Черновик'],
  [{ draftText: 'Черновик', escalationReason: 'mass_defect' }, 'Черновик'],
  [{ draftText: 'Черновик', escalationReason: 'legal' }, null],
  [{ draftText: 'Черновик', draftNeedsEscalation: true }, null],
  [{ lastReplyText: 'Ответ', escalationReason: 'legal' }, 'Ответ'],
  [{}, null],
])('a step with %j offers %s as a template', (texts, template) => {
  expect(templateTextOf({ ...none, ...texts })).toBe(template)
})

test.each([
  ['Сергей, спасибо за оценку!', 'Спасибо за оценку!', 'Анна, спасибо за оценку!'],
  [
    'Здравствуйте, Сергей! Передали мастеру.',
    'Здравствуйте! Передали мастеру.',
    'Здравствуйте, Анна! Передали мастеру.',
  ],
  ['Добрый день! Сергей, спасибо.', 'Добрый день! Спасибо.', 'Добрый день! Спасибо.'],
  ['Рады, Сергей! С уважением, Ольга', 'Рады! С уважением', 'Рады, Анна! С уважением'],
  ['Уважаемая Сергей П., спасибо', 'Спасибо', 'Анна, спасибо'],
  ['Ольга., спасибо', 'Спасибо', 'Анна, спасибо'],
  ['Сергей П. спасибо за отзыв', 'Спасибо за отзыв', 'Анна, спасибо за отзыв'],
  ['Здравствуйте, Сергей П.! Передали.', 'Здравствуйте! Передали.', 'Здравствуйте, Анна! Передали.'],
  ['Дорогая Ольга! Ольга, мы рады', 'Мы рады', 'Анна! Мы рады'],
  ['Сергей, Сергей П., спасибо', 'Спасибо', 'Анна, спасибо'],
  ['Спасибо Сергей! Рады.', 'Спасибо! Рады.', 'Спасибо! Рады.'],
  ['Рады помочь. С уважением, менеджер Ольга.', 'Рады помочь. С уважением', 'Рады помочь. С уважением'],
  ['Рады. С уважением, Ольга, магазин Лён', 'Рады. С уважением, магазин Лён', 'Рады. С уважением, магазин Лён'],
  ['Рады помочь! Ольга', 'Рады помочь!', 'Рады помочь!'],
  ['Рубашка Алина из льна. Спасибо!', 'Рубашка Алина из льна. Спасибо!', 'Рубашка Алина из льна. Спасибо!'],
])('«%s» as a template speaks to whoever is answered, and to nobody else', (lastReplyText, toNobody, toAnna) => {
  const texts = { ...none, lastReplyText, customerName: 'Сергей П.', productName: 'Рубашка Алина' }
  expect(templateTextOf(texts)).toBe(toNobody)
  expect(templateTextOf({ ...texts, answeredName: 'Исакович Анна' })).toBe(toAnna)
})

test.each([
  'Это Марина из магазина',
  'Спасибо, Сергею передали привет',
  'Спасибо, Сергей П. передал привет',
  'Меня зовут Ольга Петровна и я отвечаю за возвраты.',
  'Сергей — наш мастер. Уважаемой Ольге передали. Сергей П. — тоже мастер.',
  'Рады, что ваш сын Сергей доволен.',
])('«%s» as a template keeps the name that its sentence needs', (lastReplyText) => {
  const texts = { ...none, lastReplyText, customerName: 'Сергей П.' }
  for (const answeredName of [null, 'Исакович Анна'])
    expect(templateTextOf({ ...texts, answeredName })).toBe(lastReplyText)
})

const nobody = { customerName: null, productName: null, answeredName: null }
const none: StepTexts = {
  lastReplyText: null,
  escalationReason: null,
  draftText: null,
  draftNeedsEscalation: false,
  ...nobody,
}

let sides = 0

function side(facts: Partial<TimelineSide>): TimelineSide {
  sides += 1
  return {
    id: `side-${sides}`,
    externalId: `wb-${sides}`,
    channel: 'question',
    isDemo: false,
    orderId: null,
    customerId: null,
    customerIdKind: 'none',
    parentExternalId: null,
    nmId: '100',
    productArticle: null,
    occurredAt: asked,
    createdAt: asked,
    verdict: 'none',
    intent: null,
    customerName: null,
    text: null,
    ...facts,
  }
}
