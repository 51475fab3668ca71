// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import InteractionRow from './InteractionRow.vue'
import SlaChip from './SlaChip.vue'

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: InteractionRow }],
})

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-04T12:00:00Z') })
  // The clock of the app looks again whenever the app is looked at.
  document.dispatchEvent(new Event('visibilitychange'))
})

afterEach(() => {
  vi.useRealTimers()
})

test('the name of a row says channel, rating, buyer, product, topic, status, deadline, urgency and text', () => {
  expect(nameOf(review())).toBe(
    'Отзыв, 1 из 5, Мария Козлова, Термокружка, Брак, не работает, Ожидает ответа, Просрочено 23 мин, Срочно, Протекает крышка',
  )
})

test('a question is led by its product, because WB names no author', () => {
  const question = { ...review(), channel: 'QUESTION', rating: null, customerName: null, intent: 'SIZING_FIT' } as const

  expect(nameOf(question)).toMatch(/^Вопрос, Термокружка, Размер и посадка, Ожидает ответа/)
})

test('the second line begins with the topic in every channel, and stays with the product where it says nothing', () => {
  const lineOf = (facts: Partial<LiveInteractionFragment>) =>
    rowOf({ ...review(), ...facts })
      .get('.what')
      .text()

  expect(lineOf({})).toBe('Брак, не работает · Термокружка')
  expect(lineOf({ channel: 'CHAT', intent: 'DELIVERY_STATUS' })).toBe('Статус доставки · Термокружка')
  expect(lineOf({ channel: 'QUESTION', intent: 'SIZING_FIT' })).toBe('Размер и посадка')
  expect(lineOf({ intent: 'OTHER' })).toBe('Термокружка')
  expect(lineOf({ intent: 'THANKS', product: null })).toBe('Благодарность')
  expect(lineOf({ intent: 'THANKS', priorityReason: 'HIDDEN_COMPLAINT' })).toBe(
    'Жалоба в позитивном отзыве · Термокружка',
  )
})

test('the name says how urgent it is and why; the row shows the reason where nothing else in it does', () => {
  const aged = { ...review(), priorityReason: 'AGED_24H' } as const
  expect(nameOf(aged)).toContain('Срочно: ждёт больше суток')
  expect(rowOf(aged).find('.states').exists()).toBe(false)

  const manual = { ...review(), priority: 'HIGH', priorityReason: 'MANUAL' } as const
  expect(rowOf(manual).get('.states').text()).toBe('Важно: выставлен вручную')
  expect(nameOf(manual).match(/выставлен вручную/g)).toHaveLength(1)
  const raised = { ...review(), priorityReason: 'MODEL' } as const
  expect(rowOf(raised).get('.states').text()).toBe('Срочно: по оценке AI')
  expect(nameOf(raised).match(/по оценке AI/g)).toHaveLength(1)
  expect(
    rowOf({ ...review(), priorityReason: 'BUYER_INSISTS' })
      .get('.states')
      .text(),
  ).toBe('Пишет повторно')
})

test('what needs a person says so, and of many who complain how many', () => {
  const many = { ...review(), needsEscalation: true, escalationReason: 'MASS_DEFECT' } as const

  expect(
    rowOf({ ...many, similarProblemCount: 7 })
      .get('.states')
      .text(),
  ).toBe('Похожие жалобы: 7')
  expect(
    rowOf({ ...many, similarProblemCount: 1 })
      .get('.states')
      .text(),
  ).toBe('Похожие жалобы')
})

test('a question that WB finds suspicious says so', () => {
  const question = { ...review(), channel: 'QUESTION', rating: null } as const
  const warned = { ...question, question: { isWarned: true } } as const

  expect(rowOf(warned).get('.states').text()).toBe('Подозрительный вопрос')
  expect(nameOf(warned)).toContain('Подозрительный вопрос')
  expect(
    rowOf({ ...question, question: { isWarned: false } })
      .find('.states')
      .exists(),
  ).toBe(false)
})

test('a row shows the product with its channel on the corner, and the channel alone until the picture is there or where it is broken', async () => {
  const product = { ...review().product, imageUrl: 'https://wb/1.webp' } as LiveInteractionFragment['product']
  const row = rowOf({ ...review(), product })
  const picture = row.get('img')
  expect(picture.attributes()).toMatchObject({ src: 'https://wb/1.webp', alt: '' })
  expect([row.findAll('.photo > svg').length, row.find('.corner').exists()]).toEqual([1, false])

  await picture.trigger('load')
  expect([row.findAll('.photo > svg').length, row.find('.corner svg').exists()]).toEqual([0, true])

  await picture.trigger('error')
  expect([row.find('img').exists(), row.find('.corner').exists()]).toEqual([false, false])
  expect(rowOf(review()).find('img').exists()).toBe(false)
})

test('what waits for a chat says so, answered or not', () => {
  expect(
    rowOf({ ...review(), awaitsChat: true })
      .get('.states')
      .text(),
  ).toBe('Ждём чат покупателя')
  expect(nameOf({ ...review(), needsResponse: false, awaitsChat: true })).toContain('Ждём чат покупателя')
})

test('the name mentions what has not been sent', () => {
  expect(nameOf(review(), { onDevice: 'waiting' })).toContain('Ожидает отправки')
  expect(nameOf(review(), { draft: 'Здравствуйте' })).toMatch(/Черновик: Здравствуйте$/)
})

test('a draft that is ready is shown and said; one for words that have changed since is not', () => {
  const ready = { ...review(), draft: { id: 'd', isOutdated: false } } as LiveInteractionFragment
  const old = { ...review(), draft: { id: 'd', isOutdated: true } } as LiveInteractionFragment

  expect(nameOf(ready)).toContain('Черновик готов')
  expect(rowOf(ready).find('.ready').exists()).toBe(true)
  expect(nameOf(old)).not.toContain('Черновик')
  expect(rowOf(old).find('.ready').exists()).toBe(false)
})

test('nothing is called sent before WB has it', () => {
  const answered = { ...review(), needsResponse: false, displayStatus: 'PENDING', wbSyncState: 'PENDING' } as const
  const inState = (state: string) => ({ ...answered, lastReply: { state } }) as LiveInteractionFragment

  expect(nameOf(inState('RETRY_WAIT'))).not.toContain('Отправлено')
  expect(nameOf(inState('UNKNOWN'))).not.toContain('Отправлено')
  expect(nameOf(inState('ACCEPTED'))).toContain('Отправлено, ждём WB')
})

test('a question is not called closed while its rejection is on its way, and its chips speak of a rejection', () => {
  const rejected = { ...review(), channel: 'QUESTION', rating: null, status: 'CLOSED', needsResponse: false } as const
  const inState = (state: string) =>
    ({ ...rejected, displayStatus: 'PENDING', lastReply: { kind: 'REJECTION', state } }) as LiveInteractionFragment
  const rowInState = (state: string) => plain(rowOf(inState(state)).text())

  expect(rowInState('UNKNOWN')).toContain('Проверяем отклонение')
  expect(rowInState('UNKNOWN')).not.toContain('Закрыто')
  expect(rowOf({ ...rejected, displayStatus: 'CLOSED' } as LiveInteractionFragment).text()).toContain('Закрыто')
})

test('a rating without words says so', () => {
  expect(nameOf({ ...review(), preview: '' })).toMatch(/Отзыв без текста$/)
})

test.each([
  ['2026-03-04T11:37:00Z', 'Просрочено 23 мин', 'danger'],
  ['2026-03-04T12:48:00Z', 'Осталось 48 мин', 'warn'],
])('what is due at %s reads "%s"', (slaDueAt, words, tone) => {
  const chip = mount(SlaChip, { props: { needsResponse: true, slaDueAt }, global: { plugins: [createPinia()] } })

  expect(plain(chip.find('.visually-hidden').text())).toBe(words)
  expect(chip.classes()).toContain(tone)
})

test('an answered item shows no deadline', () => {
  const chip = mount(SlaChip, {
    props: { needsResponse: false, slaDueAt: '2026-03-04T11:37:00Z' },
    global: { plugins: [createPinia()] },
  })

  expect(chip.text()).toBe('')
})

type More = { onDevice?: 'waiting'; draft?: string }

function nameOf(interaction: LiveInteractionFragment, more: More = {}): string {
  return plain(rowOf(interaction, more).find('a').attributes('aria-label') ?? '')
}

function rowOf(interaction: LiveInteractionFragment, more: More = {}) {
  return mount(InteractionRow, {
    props: { interaction, to: '/inbox/a', ...more },
    global: { plugins: [createPinia(), router] },
  })
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

function review(): LiveInteractionFragment {
  return {
    id: 'a',
    channel: 'REVIEW',
    status: 'OPEN',
    displayStatus: 'WAITING',
    needsResponse: true,
    needsEscalation: false,
    isAutoResponse: false,
    priority: 'URGENT',
    priorityReason: 'INTENT',
    intent: 'DEFECT_NOT_WORKING',
    escalationReason: null,
    awaitsChat: false,
    source: 'WB_API',
    wbSyncState: 'NONE',
    lastReply: null,
    photoCount: 0,
    rating: 1,
    customerName: 'Мария Козлова',
    product: { name: 'Термокружка', nmId: '1001' },
    preview: 'Протекает крышка',
    previewIsOurs: false,
    slaDueAt: '2026-03-04T11:37:00Z',
    occurredAt: '2026-03-04T10:37:00Z',
  } as LiveInteractionFragment
}
