import { stemmer } from '@orama/stemmers/russian'
import { expect, test } from 'vitest'
import { type Chance, chanceFrom } from '../../testkit/chance.ts'
import type { Intent } from './interaction.ts'
import type { LinkSide } from './link.ts'
import { isDenied, isShown, linkBetween, policyOf, tierOf } from './link-policy.ts'
import type { Read } from './probable-link.ts'
import { after, DAY, HOUR } from './time.ts'
import { overlapOf, tellingWords } from './word-overlap.ts'

const asked = new Date('2026-03-04T09:00:00Z')

test('EX-24: the same product, problem and name within hours is as sure as a guess can be, and stays a hint', () => {
  const link = linkBetween(
    side({ channel: 'review', intent: 'defect_not_working', customerName: 'Анна К.' }),
    side({ intent: 'post_purchase_issue', customerName: 'Анна К.', occurredAt: after(asked, 2 * HOUR) }),
  )

  expect(link).toEqual({
    type: 'probabilistic',
    confidence: 95,
    signals: ['nm_id_within_7d', 'time_within_24h', 'semantic_match', 'name_match'],
  })
  expect(tierOf(95)).toBe('high')
  expect(modeOf(link)).toEqual(['assist_only', false, 'probabilistic_link_assist_only'])
})

test('EX-25: the same problem with a product after thirty hours is a hint of medium confidence', () => {
  const link = linkBetween(
    side({ channel: 'review', intent: 'wrong_item' }),
    side({ intent: 'post_purchase_issue', occurredAt: after(asked, 30 * HOUR) }),
  )

  expect(link).toMatchObject({ confidence: 65, signals: ['nm_id_within_7d', 'semantic_match'] })
  expect(tierOf(65)).toBe('medium')
  expect(modeOf(link)).toEqual(['assist_only', false, 'probabilistic_link_assist_only'])
})

test('EX-26: the same name under a product after five days is kept for the figures only', () => {
  const link = linkBetween(
    side({ channel: 'review', intent: 'quality_complaint', customerName: 'Ольга' }),
    side({ intent: 'sizing_fit', customerName: 'Ольга', occurredAt: after(asked, 5 * DAY) }),
  )

  expect(link).toMatchObject({ confidence: 55, signals: ['nm_id_within_7d', 'name_match'] })
  expect(tierOf(55)).toBe('low')
  expect(modeOf(link)).toEqual(['analytics_only', false, 'probabilistic_below_assist_threshold'])
})

test('EX-27: two of six stems in common speak for a link, though neither says what it is about', () => {
  const review = side({ channel: 'review', intent: 'other', text: 'Ремешок жёсткий, застёжка тугая' })
  const question = side({
    intent: 'general_question',
    text: 'Застёжка всегда тугая или разнашивается?',
    occurredAt: after(asked, 3 * HOUR),
  })

  expect(overlapOf(review.stems, question.stems)).toBeCloseTo(2 / 6)
  expect(linkBetween(review, question)).toMatchObject({
    confidence: 77,
    signals: ['nm_id_within_7d', 'time_within_24h', 'semantic_partial'],
  })
})

test.each([
  [9, 20, ['semantic_match'], 85],
  [22, 49, ['semantic_partial'], 77],
  [1, 4, ['semantic_partial'], 77],
  [12, 49, [], 65],
] as const)('%i of %i stems in common speak for %j', (common, all, signals, confidence) => {
  const stems = Array.from({ length: all }, (_, place) => `stem${place}`)
  const review = { ...side({ channel: 'review' }), stems: new Set(stems) }
  const link = linkBetween(review, { ...side({}), stems: new Set(stems.slice(0, common)) })

  expect(link).toMatchObject({
    signals: ['nm_id_within_7d', 'time_within_24h', ...signals],
    confidence,
  })
})

test('a guess is shown when something of the buyer’s own speaks for it, and product, day and kind of trouble are not', () => {
  const facts = { channel: 'review', intent: 'defect_not_working' } as const
  const review = side({ ...facts, text: 'Молния сломалась', customerName: 'Анна К.' })
  const chat = (change: Partial<LinkSide>) =>
    side({
      channel: 'chat',
      intent: 'wrong_item',
      occurredAt: after(asked, 2 * HOUR),
      text: 'Пришла кружка',
      ...change,
    })

  expect(shows(review, chat({}))).toBe(false)
  expect(shows(review, chat({ text: 'Молния сломалась у куртки' }))).toBe(true)
  expect(shows(review, chat({ customerName: 'Анна' }))).toBe(true)
  expect(shows(review, chat({ customerName: 'Анна', occurredAt: after(asked, 30 * HOUR) }))).toBe(false)
  expect(shows(review, chat({ customerName: 'Ольга', text: 'Молния сломалась у куртки' }))).toBe(false)
  expect(shows({ ...review, text: 'Заказ 1234567890' }, chat({ text: 'Где 1234567890' }))).toBe(true)
})

test('what is certain is shown whatever is said, and what is low is not', () => {
  const order = { orderId: 'rid-1', nmId: '7' }
  const [one, other] = [
    side({ channel: 'chat', ...order, customerName: 'Анна' }),
    side({ ...order, customerName: 'Олег' }),
  ]

  expect(shows(one, other)).toBe(true)
  expect(
    shows(side({ channel: 'review', text: 'Шов' }), side({ text: 'Шов', occurredAt: after(asked, 30 * HOUR) })),
  ).toBe(true)
  const far = { occurredAt: after(asked, 30 * HOUR), customerName: 'Анна' }
  expect(shows(side({ channel: 'review', customerName: 'Анна' }), side(far))).toBe(false)
})

test('EX-28: after more than seven days the same product is no longer a sign, whatever else is equal', () => {
  const facts = { intent: 'sizing_fit', customerName: 'Анна К.', text: 'Какой размер?' } as const
  const review = side({ ...facts, channel: 'review' })

  expect(linkBetween(review, side({ ...facts, occurredAt: after(asked, 8 * DAY) }))).toBeNull()
  expect(linkBetween(review, side({ ...facts, occurredAt: after(asked, 7 * DAY + 1) }))).toBeNull()
  expect(linkBetween(review, side({ ...facts, occurredAt: after(asked, 7 * DAY) }))).toMatchObject({ confidence: 75 })
})

test('EX-29: two chats about one order are one story however long ago, and sure enough to act on', () => {
  const [one, other] = [
    side({ channel: 'chat', orderId: 'rid-1' }),
    side({ channel: 'chat', orderId: 'rid-1', occurredAt: after(asked, 60 * DAY), nmId: '200' }),
  ]
  const link = linkBetween(one, other)

  expect(link).toEqual({ type: 'deterministic', reason: 'order_id_exact', confidence: 99, isLegacyOnly: false })
  expect(modeOf(link)).toEqual(['auto_allowed', true, 'deterministic_confidence_ok'])
})

test('EX-30: product, day and words make a high confidence, which is a hint all the same', () => {
  const link = linkBetween(
    side({ channel: 'review', intent: 'other', text: 'Стекло поцарапано' }),
    side({ intent: 'general_question', text: 'Поцарапано стекло!', occurredAt: after(asked, 20 * HOUR) }),
  )

  expect(link).toMatchObject({
    confidence: 85,
    signals: ['nm_id_within_7d', 'time_within_24h', 'semantic_match'],
  })
  expect(tierOf(85)).toBe('high')
  expect(modeOf(link)).toEqual(['assist_only', false, 'probabilistic_link_assist_only'])
})

test.each([
  ['a day is less than 24 hours', { occurredAt: after(asked, 24 * HOUR - 1), intent: 'sizing_fit' }, 85],
  ['a day is over after 24 hours', { occurredAt: after(asked, 24 * HOUR), intent: 'sizing_fit' }, 65],
  ['a number that both write', { text: '№ 1234567890', customerName: 'Мария К.' }, 75],
  ['the seller’s article', { nmId: null, productArticle: 'ART-77', intent: 'sizing_fit' }, null],
] as const)('%s', (_, facts, confidence) => {
  const review = side({
    channel: 'review',
    intent: 'sizing_fit',
    text: 'Мой заказ 1234567890',
    customerName: 'Мария Комарова',
    nmId: '100',
  })

  expect(linkBetween(review, side({ nmId: '100', ...facts }))?.confidence ?? null).toBe(confidence)
})

test('the seller’s article stands for the product where its number is not known', () => {
  const one = side({ channel: 'chat', nmId: null, productArticle: 'ART-77', text: 'Пришёл ART-77 без пояса' })
  const other = side({ channel: 'review', productArticle: 'ART-77', text: 'У ART-77 нет пояса' })

  expect(linkBetween(one, other)).toMatchObject({
    signals: ['article_within_7d', 'time_within_24h', 'semantic_match', 'extra_reference'],
    confidence: 90,
  })
})

test('the product’s own number says nothing that the product does not', () => {
  const facts = { nmId: '100000001', text: '100000001' }

  expect(linkBetween(side({ ...facts, channel: 'chat' }), side(facts))).toMatchObject({
    signals: ['nm_id_within_7d', 'time_within_24h'],
  })
})

test('a name alone, or the same words about another product, make no link at all', () => {
  const review = side({
    channel: 'review',
    intent: 'defect_not_working',
    customerName: 'Анна К.',
    text: 'Сломался замок',
  })

  expect(linkBetween(review, { ...review, id: 'another', channel: 'chat', nmId: '999' })).toBeNull()
  expect(linkBetween(review, side({ customerName: 'Анна К.', nmId: null }))).toBeNull()
})

test('guesses are made between channels only, and never without a time or across the border of sample data', () => {
  const facts = { intent: 'sizing_fit', customerName: 'Анна К.' } as const
  const review = side({ ...facts, channel: 'review' })

  expect(linkBetween(review, side({ ...facts, channel: 'review' }))).toBeNull()
  expect(linkBetween(review, side({ ...facts, occurredAt: null }))).toBeNull()
  expect(linkBetween(review, side({ ...facts, isDemo: true }))).toBeNull()
  expect(linkBetween({ ...review, orderId: '1', isDemo: true }, side({ orderId: '1' }))).toBeNull()
  expect(linkBetween(review, review)).toBeNull()
})

test('a review and its supplement are one story', () => {
  const [review, supplement] = [
    side({ channel: 'review', externalId: 'first' }),
    side({ channel: 'review', externalId: 'second', parentExternalId: 'first', occurredAt: after(asked, 90 * DAY) }),
  ]

  expect(linkBetween(supplement, review)).toMatchObject({ reason: 'feedback_chain_exact', confidence: 99 })
  expect(linkBetween({ ...supplement, channel: 'question' }, review)).toBeNull()
})

test.each([
  ['of a real buyer', 'wb_customer', asked, 95, ['auto_allowed', true, 'deterministic_confidence_ok']],
  ['without a time', 'wb_customer', null, 80, ['assist_only', false, 'deterministic_below_confidence_threshold']],
  ['that WB gives up', 'legacy_client_id', asked, 95, ['assist_only', false, 'legacy_identifier_only']],
] as const)('the same buyer’s id %s', (_, customerIdKind, occurredAt, confidence, mode) => {
  const buyer = { channel: 'chat', customerId: 'c-1', customerIdKind } as const
  const link = linkBetween(side(buyer), side({ ...buyer, occurredAt }))

  expect(link).toMatchObject({ reason: 'customer_id_exact', confidence })
  expect(modeOf(link)).toEqual(mode)
})

test('an old id of a buyer is shown, unless the names are of two people', () => {
  const buyer = { channel: 'chat', customerId: 'c-1', customerIdKind: 'legacy_client_id' } as const
  const shownOf = (one: string | null, other: string | null) => {
    const [mine, yours] = [side({ ...buyer, customerName: one }), side({ ...buyer, customerName: other })]
    const link = linkBetween(mine, yours)
    return link !== null && isShown(mine, yours, link)
  }

  expect(shownOf('Анна', 'Анна П.')).toBe(true)
  expect(shownOf(null, 'Анна')).toBe(true)
  expect(shownOf('Анна', 'Борис')).toBe(false)
})

test.each([
  ['Анна', 'Борис', true, 'none', true],
  ['Анна', 'Борис', true, 'correct', false],
  ['Анна', 'Борис', false, 'none', false],
  ['Анна', 'Анна', true, 'none', false],
  ['Анна', 'Анна', false, 'incorrect', true],
] as const)('%s and %s, by an old id: %s, judged %s: denied is %s', (mine, yours, isLegacyOnly, verdict, denied) => {
  expect(isDenied({ customerName: mine }, { customerName: yours }, { isLegacyOnly, verdict })).toBe(denied)
})

test('what is no number is no confidence', () => {
  const guess = { type: 'probabilistic', isLegacyOnly: false } as const

  expect(policyOf({ ...guess, confidence: Number.NaN }).mode).toBe('analytics_only')
  expect(policyOf({ ...guess, confidence: 700 }).mode).toBe('assist_only')
  expect(tierOf(Number.NaN)).toBe('low')
})

test('ten thousand pairs by chance score as the slow rules say, from either side, and no guess may ever act by itself', () => {
  const chance = chanceFrom(27)
  for (let number = 0; number < 10_000; number += 1) {
    const one = anySide(chance, 'review')
    const other = {
      ...anySide(chance, chance.pick(['question', 'chat', 'review'])),
      parentExternalId: chance.pick([null, null, null, one.externalId]),
    }
    const link = linkBetween(one, other)

    expect({ one, other, link: link && [link.type, link.confidence] }).toMatchObject({ link: slowLink(one, other) })
    expect(linkBetween(other, one)).toEqual(link)
    if (link?.type === 'probabilistic') expect(modeOf(link)?.[1]).toBe(false)
  }
})

/** Sections 7.2 and 7.3 once more, slowly. */
function slowLink(one: Read, other: Read): [string, number] | null {
  if (one.isDemo !== other.isDemo) return null
  if (one.orderId !== null && one.orderId === other.orderId) return ['deterministic', 99]
  if (other.channel === 'review' && other.parentExternalId === one.externalId) return ['deterministic', 99]
  if (one.customerId !== null && one.customerId === other.customerId)
    return ['deterministic', one.occurredAt === null || other.occurredAt === null ? 80 : 95]
  if (one.channel === other.channel) return null
  const sameProduct = one.nmId !== null && one.nmId === other.nmId
  const sameArticle = one.productArticle !== null && one.productArticle === other.productArticle
  if (!sameProduct && !sameArticle) return null
  if (one.occurredAt === null || other.occurredAt === null) return null

  const hours = Math.abs(one.occurredAt.getTime() - other.occurredAt.getTime()) / HOUR
  if (hours > 168) return null
  const after24 = hours >= 24 ? 45 : 65
  const common = [...one.stems].filter((stem) => other.stems.has(stem)).length
  const all = new Set([...one.stems, ...other.stems]).size
  const share = one.stems.size === 0 || other.stems.size === 0 ? 0 : common / all
  const sameProblem = one.intent === other.intent && !['other', 'thanks'].includes(String(one.intent))
  const words = sameProblem || share >= 0.45 ? 20 : share >= 0.25 ? 12 : 0
  const names = [one.customerName, other.customerName].sort().join('|')
  const name = { 'Анна|Анна': 10, 'Анна К.|Анна К.': 10, 'Мария|Мария': 10, 'Анна|Анна К.': 5 }[names] ?? 0
  const both = (word: string) => (one.text ?? '').includes(word) && (other.text ?? '').includes(word)
  const article = [one, other].some(({ productArticle }) => productArticle === 'ART-77') && both('ART-77')
  const reference = both('1234567890') || article ? 5 : 0
  const sum = after24 + words + name + reference
  return sum < 55 ? null : ['probabilistic', Math.min(99, sum)]
}

function anySide({ pick, share, below }: Chance, channel: LinkSide['channel']): Read {
  const words = ['молния', 'замок', 'пояс', 'стекло', 'ткань', 'нитка', 'ART-77', '1234567890']
  const intents: Intent[] = ['sizing_fit', 'defect_not_working', 'other', 'thanks', 'delivery_status']
  return side({
    channel,
    isDemo: share() < 0.05,
    nmId: pick(['100', '100', '200', null]),
    productArticle: pick([null, null, 'ART-77', 'ART-78']),
    orderId: pick([null, null, null, null, 'rid-1']),
    customerId: pick([null, null, null, null, 'c-1']),
    customerIdKind: 'wb_customer',
    customerName: pick([null, 'Анна', 'Анна К.', 'Мария']),
    intent: pick(intents),
    text: words.filter(() => share() < 0.4).join(' '),
    occurredAt: pick([
      null,
      after(asked, below(10 * 24 * 3600) * 1000),
      after(asked, DAY),
      after(asked, 7 * DAY),
      asked,
    ]),
  })
}

function modeOf(link: ReturnType<typeof linkBetween>) {
  if (!link) return null
  const { mode, isAutoAllowed, reason } = policyOf({ isLegacyOnly: false, ...link })
  return [mode, isAutoAllowed, reason]
}

function shows(one: Read, other: Read): boolean {
  const link = linkBetween(one, other)
  return link !== null && isShown(one, other, link)
}

let sides = 0

function side(facts: Partial<LinkSide>): Read {
  sides += 1
  const known: LinkSide = {
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
    intent: null,
    customerName: null,
    text: null,
    ...facts,
  }
  return { ...known, stems: new Set(tellingWords(known.text ?? '').map(stemmer)) }
}
