// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InteractionDetailFragment } from '#generated/graphql.ts'
import DraftPanel from './DraftPanel.vue'
import DraftReasons from './DraftReasons.vue'

/** What the server tells when somebody asks why. */
const why = {
  __typename: 'Draft',
  id: 'draft',
  reason: 'Покупатель ждёт объяснений.',
  intent: 'WRONG_ITEM',
  model: 'deepseek-chat',
  policyVersion: '7',
  generatedAt: '2026-03-04T12:00:00Z',
  findings: [],
  grounding: [
    { __typename: 'DraftGrounding', kind: 'PRODUCT_CARD', ref: '1', excerpt: 'Термокружка', source: 'wb_api' },
    { __typename: 'DraftGrounding', kind: 'THREAD_STEP', ref: 'a', excerpt: 'Где заказ?', source: 'probabilistic' },
    { __typename: 'DraftGrounding', kind: 'TONE', ref: null, excerpt: 'friendly', source: 'a word of tomorrow' },
  ],
}

let answer: object = why

beforeEach(() => {
  answer = why
  setActivePinia(createPinia())
  vi.stubGlobal('fetch', async () => {
    const interaction = { __typename: 'Interaction', id: 'item', draft: answer }
    const data = { interaction, showDraft: { __typename: 'NotFound' } }
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
})

afterEach(() => vi.unstubAllGlobals())

test('a template is called one, whether it stands for a model or no model is asked about praise', () => {
  expect(headOf({ origin: 'TEMPLATE' })).toBe('Шаблон Замечаний нет')
  expect(headOf({ origin: 'FALLBACK', fallbackReason: 'TIMEOUT' })).toBe('Шаблон AI недоступен Замечаний нет')
  expect(headOf({})).toBe('AI-черновик Замечаний нет')
})

test('that the model would rather have a person answer stands over its words, with its reason', () => {
  const panel = show({ needsEscalation: true, escalationReason: 'Покупатель пишет об ожоге' })

  expect(panel.get('.person').text()).toBe('Нужен ответ человека: Покупатель пишет об ожоге')
  expect(panel.text()).toContain('Вставить')
  expect(show({ needsEscalation: true }).get('.person').text()).toBe('Нужен ответ человека')
  expect(show({}).find('.person').exists()).toBe(false)
})

test('why a draft reads so says that a person is wanted, and where each fact is from', async () => {
  const interaction = itemWith({ needsEscalation: true, escalationReason: 'Покупатель пишет об ожоге' })
  const reasons = mount(DraftReasons, { props: { interaction, findings: [] }, global: { stubs: ['RouterLink'] } })
  await flushPromises()

  expect(reasons.get('.person').text()).toBe('Нужен ответ человека: Покупатель пишет об ожоге')
  expect(reasons.findAll('.source').map((source) => source.text())).toEqual(['· WB API', '· возможная связь'])
})

test.each([
  ['WRONG_ITEM', 'wrong_item', 'Тема: Не тот товар', null],
  ['WRONG_ITEM', 'other', 'Тема, как её понял AI: Не тот товар', 'Тема по правилам: Другое'],
  ['OTHER', 'other', null, null],
])(
  'a model reads %s, the rules %s: the topic is told once, or each with its reader',
  async (intent, ruled, topic, fact) => {
    const grounding = [{ __typename: 'DraftGrounding', kind: 'INTENT', ref: null, excerpt: ruled, source: 'rules' }]
    answer = { ...why, intent, grounding }
    const reasons = mount(DraftReasons, { props: { interaction: itemWith({}), findings: [] } })
    await flushPromises()

    const lines = reasons.findAll('p.small, li').map((line) => line.text())
    expect(lines.filter((line) => line.startsWith('Тема'))).toEqual([topic, fact].filter((line) => line !== null))
  },
)

test('with little room a draft is a row that says what it is, and opens when it is pressed', async () => {
  const panel = show({}, { tight: true })
  const row = () => panel.get('[aria-expanded]')

  expect(panel.classes()).toContain('folded')
  expect(row().text()).toBe('AI-черновикЗамечаний нет')
  expect(row().attributes('aria-expanded')).toBe('false')
  await row().trigger('click')
  expect(panel.classes()).not.toContain('folded')
  expect(row().attributes('aria-expanded')).toBe('true')
  expect(panel.findAll('[aria-label="Отклонить черновик"]')).toHaveLength(1)

  await panel.setProps({ tight: false })
  await panel.setProps({ tight: true })
  expect(panel.classes()).toContain('folded')
})

test.each([
  ['the buyer has written since', { isOutdated: true }, 'Покупатель написал ещё раз'],
  ['a template stands there', { origin: 'TEMPLATE' as const }, 'ШаблонЗамечаний нет'],
  ['a person is wanted', { needsEscalation: true }, 'Нужен ответ человека'],
])('the row of a draft says that %s', (_, draft, words) => {
  expect(show(draft, { tight: true }).get('[aria-expanded]').text()).toBe(words)
})

test('why there is no draft fits a row, too', async () => {
  const props = { interaction: { ...itemWith({}), escalationReason: 'MEDICAL' as const }, tight: true }
  const panel = mount(DraftPanel, { props })

  expect(panel.get('[aria-expanded=false]').text()).toBe('Нужен ответ человека: здоровье')
  await panel.get('[aria-expanded]').trigger('click')
  expect(panel.get('.stopped').text()).toBe('Ответьте своими словами, без обещаний и спешки.')
})

type Draft = NonNullable<InteractionDetailFragment['draft']>

const headOf = (draft: Partial<Draft>) =>
  show(draft)
    .findAll('.head > span')
    .map((part) => part.text())
    .join(' ')

function show(draft: Partial<Draft>, room: { tight?: boolean } = {}) {
  return mount(DraftPanel, { props: { interaction: itemWith(draft), ...room } })
}

function itemWith(draft: Partial<Draft>): InteractionDetailFragment {
  return {
    id: 'item',
    channel: 'CHAT',
    rating: null,
    intent: null,
    text: 'Добрый день',
    escalationReason: null,
    draftAskedAt: null,
    draft: {
      __typename: 'Draft',
      id: 'draft',
      text: 'Здравствуйте! Проверим и напишем вам сегодня.',
      origin: 'MODEL',
      fallbackReason: null,
      isOutdated: false,
      needsEscalation: false,
      escalationReason: null,
      shownAt: '2026-03-04T12:00:00Z',
      ...draft,
    },
  } as unknown as InteractionDetailFragment
}
