import { expect, test } from 'vitest'
import {
  contentHashOf,
  type DraftBasis,
  draftBlockOf,
  mayReuse,
  patienceFor,
  pauseAfterFailure,
  tokenCapFor,
} from './draft.ts'
import { choiceOf, usualChoice } from './llm.ts'
import { DAY, SECOND } from './time.ts'

const basis: DraftBasis = {
  text: 'Порвался шов',
  rating: 1,
  lastBuyerMessageId: null,
  product: null,
  pastAnswers: ['Заменим', 'Проверим'],
  steps: [],
  tone: 'friendly',
  writer: 'deepseek/deepseek-chat',
  promptVersion: '1',
  policyVersion: 'p',
}

test.each([
  ['the text', { text: 'Порвался шов!' }],
  ['the stars', { rating: 2 }],
  ['another message', { lastBuyerMessageId: 'm' }],
  ['what is known of the product', { product: 'Рубашка · состав: лён' }],
  ['another answer', { pastAnswers: ['Заменим'] }],
  ['what else the buyer said', { steps: ['2026-03-01 · chat · Где заказ?'] }],
  ['the tone', { tone: 'formal' }],
  ['the writer', { writer: 'disabled' }],
  ['the prompt', { promptVersion: '2' }],
  ['the rules', { policyVersion: 'q' }],
])('%s makes another draft', (_, change) => {
  expect(contentHashOf({ ...basis, ...change })).not.toBe(contentHashOf(basis))
})

test('an operator waits fifteen seconds from when she asked, and nobody thirty', () => {
  const now = new Date('2026-03-04T09:00:20Z')
  expect(patienceFor(null, now)).toBe(30_000)
  expect(patienceFor(now, now)).toBe(15_000)
  expect(patienceFor(new Date('2026-03-04T09:00:09Z'), now)).toBe(4000)
  expect(patienceFor(new Date('2026-03-04T08:00:00Z'), now)).toBe(0)
  expect(patienceFor(new Date('2026-03-04T09:00:21Z'), now)).toBe(15_000)
})

test('the order in which answers were found makes no difference', () => {
  expect(contentHashOf({ ...basis, pastAnswers: ['Проверим', 'Заменим'] })).toBe(contentHashOf(basis))
})

test('a draft is used again until something changes, a reply goes out, or a model that was in trouble may be there again', () => {
  const createdAt = new Date('2026-03-04T10:00:00Z')
  const draft = { contentHash: 'h', fallbackReason: null, createdAt }

  expect(mayReuse(draft, 'h', null)).toBe(true)
  expect(mayReuse(draft, 'h', new Date('2026-03-04T09:00:00Z'))).toBe(true)
  expect(mayReuse(draft, 'h', createdAt)).toBe(false)
  expect(mayReuse(draft, 'other', null)).toBe(false)
  expect(mayReuse({ ...draft, fallbackReason: 'no_credentials' }, 'h', null)).toBe(true)
  expect(mayReuse({ ...draft, fallbackReason: 'timeout' }, 'h', null)).toBe(false)
})

test.each([
  [{ needsResponse: true, escalationReason: null }, null],
  [{ needsResponse: true, escalationReason: 'repeat' }, null],
  [{ needsResponse: true, escalationReason: 'medical' }, 'needs_human'],
  [{ needsResponse: false, escalationReason: null }, 'not_open'],
] as const)('%j: %s', (item, block) => {
  expect(draftBlockOf(item)).toBe(block)
})

test('thanks take few tokens, defects many', () => {
  expect([
    tokenCapFor('thanks'),
    tokenCapFor('sizing_fit'),
    tokenCapFor('defect_not_working'),
    tokenCapFor(null),
  ]).toEqual([300, 600, 1000, 600])
})

test.each([
  [[], usualChoice],
  [[{ enabled: 'off' }], { ...usualChoice, enabled: false }],
  [[{ enabled: 'perhaps' }, { enabled: 0 }], { ...usualChoice, enabled: false }],
  [
    [
      { enabled: null, provider: '' },
      { provider: 'openai', model: 'gpt-5' },
    ],
    { ...usualChoice, provider: 'openai', model: 'gpt-5' },
  ],
  [[{ provider: 'custom' }, { provider: 'openai', enabled: 'YES' }], { ...usualChoice, provider: 'custom' }],
  [[{ readsQuestions: null }, { readsQuestions: 'on' }], { ...usualChoice, readsQuestions: true }],
  [[{ readsQuestions: false }, { readsQuestions: 'on' }], usualChoice],
] as const)('settings %j choose %j', (settings, choice) => {
  expect(choiceOf(...settings)).toEqual(choice)
})

test('a writing that breaks off is tried after half a minute, later each time, once more a day later, and then not by the clock', () => {
  expect([1, 2, 3, 4, 5, 6].map(pauseAfterFailure)).toEqual([
    ...[30 * SECOND, 60 * SECOND, 120 * SECOND, 240 * SECOND],
    ...[DAY, null],
  ])
})
