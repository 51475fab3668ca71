// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { InteractionDetailFragment } from '#generated/graphql.ts'
import { toasts } from '#ui/toasts.ts'
import AnalysisSection from './AnalysisSection.vue'
import ItemSection from './ItemSection.vue'
import ProductStrip from './ProductStrip.vue'
import type { Context } from './use-context.ts'
import WbLinksSection from './WbLinksSection.vue'

beforeEach(() => setActivePinia(createPinia()))

test('the analysis names topic, tone, priority with its reason and the deadline, and is read anew at a press', async () => {
  const answers = [true, false]
  const refresh = async () => answers.shift() ?? false
  const analysis = mount(AnalysisSection, { props: { interaction: review, refresh } })

  expect(analysis.text()).toContain('ТемаБрак, не работает')
  expect(analysis.text()).toContain('ТональностьНегативная')
  expect(analysis.text()).toContain('ПочемуНегативный отзыв')
  for (const said of ['Разбор обновлён', 'Нужна связь']) {
    await analysis.get('button').trigger('click')
    await flushPromises()
    expect(toasts.at(-1)?.text).toBe(said)
  }
})

test('an item tells its dates, its numbers to copy, and how it came to stand as it does', () => {
  const history = [
    { type: 'CLOSED', at: '2026-03-04T13:00:00Z', replyKind: null, author: { id: 'u', name: 'Ольга' } },
    { type: 'INGESTED', at: '2026-03-04T09:00:00Z', replyKind: null, author: null },
    { type: 'OTHER', at: '2026-03-04T08:00:00Z', replyKind: null, author: null },
  ] satisfies Context['history']
  const item = mount(ItemSection, { props: { interaction: review, history } })

  expect(item.text()).toContain('КаналОтзыв')
  expect(item.text()).toContain('СтатусОжидает ответа')
  expect(item.findAll('button').map((button) => button.attributes('aria-label'))).toEqual([
    'Скопировать: Номер WB',
    'Скопировать: Заказ',
  ])
  expect(item.findAll('.step').map((step) => step.text())).toEqual([
    expect.stringContaining('Закрыто · Ольга'),
    expect.stringContaining('Покупатель написал'),
    expect.stringContaining('Обновление'),
  ])
})

test('the history tells an answer, an edit and a rejection apart', () => {
  const said = (type: 'CLOSED' | 'REPLY_CONFIRMED' | 'REPLY_FAILED', replyKind: 'ANSWER' | 'EDIT' | 'REJECTION') => {
    const history = [{ type, replyKind, at: '2026-03-04T09:00:00Z', author: null }] satisfies Context['history']
    return mount(ItemSection, { props: { interaction: review, history } })
      .get('.step > span')
      .text()
  }

  expect(said('REPLY_CONFIRMED', 'ANSWER')).toBe('Ответ появился на WB')
  expect(said('REPLY_CONFIRMED', 'EDIT')).toBe('Правка появилась на WB')
  expect(said('REPLY_CONFIRMED', 'REJECTION')).toBe('Вопрос отклонён')
  expect(said('REPLY_FAILED', 'ANSWER')).toBe('Ответ не отправлен')
  expect(said('REPLY_FAILED', 'EDIT')).toBe('Правка не отправлена')
  expect(said('REPLY_FAILED', 'REJECTION')).toBe('Вопрос не отклонён')
  expect(said('CLOSED', 'REJECTION')).toBe('Отклонение отправлено')
})

test('the status of a question does not call it rejected while the rejection is on its way', () => {
  const statusOf = (facts: Partial<InteractionDetailFragment>) =>
    mount(ItemSection, {
      props: { interaction: { ...review, channel: 'QUESTION', closeReason: 'REJECTED', ...facts }, history: [] },
    }).text()
  const accepted = { state: 'ACCEPTED', moderatedAt: null } as InteractionDetailFragment['lastReply']

  expect(statusOf({ displayStatus: 'PENDING', lastReply: accepted })).toContain('СтатусОтправлено, ждём WB')
  expect(statusOf({ displayStatus: 'CLOSED' })).toContain('СтатусВопрос отклонён')
})

test('the ways to WB lead to the section of the channel and to the card of the product', () => {
  const links = (interaction: Partial<InteractionDetailFragment>) =>
    mount(WbLinksSection, { props: { interaction: { ...review, ...interaction } } })
      .findAll('a')
      .map((link) => [link.text(), link.attributes('href')])

  expect(links({})).toEqual([
    ['Открыть отзывы на WB', 'https://seller.wildberries.ru/communication/reviews'],
    ['Карточка товара на WB', 'https://www.wildberries.ru/catalog/1001/detail.aspx'],
  ])
  expect(links({ channel: 'CHAT', product: null })).toEqual([
    ['Открыть чаты на WB', 'https://seller.wildberries.ru/communication/chats'],
  ])
})

test('the strip of the product leads to the context and says how the product is rated', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: {} }] })
  const strip = mount(ProductStrip, {
    props: { product: review.product as never, picture: null, rating: 4.26, to: '/inbox/a/context' },
    global: { plugins: [router] },
  })

  expect(strip.get('a').attributes()).toMatchObject({ href: '/inbox/a/context', 'aria-label': 'Контекст: Термокружка' })
  expect(strip.text()).toContain('Арт. 1001 · ★ 4,3')
  await strip.get('a').trigger('click')
  expect(strip.emitted()).toHaveProperty('open')
})

const review = {
  id: 'a',
  channel: 'REVIEW',
  status: 'OPEN',
  displayStatus: 'WAITING',
  needsResponse: true,
  closeReason: null,
  priority: 'HIGH',
  priorityReason: 'RATING_NEGATIVE',
  intent: 'DEFECT_NOT_WORKING',
  sentiment: 'NEGATIVE',
  escalationReason: null,
  slaTargetMinutes: 60,
  slaDueAt: '2026-03-04T11:37:00Z',
  source: 'WB_API',
  externalId: 'wb-1',
  orderId: 'rid-1',
  occurredAt: '2026-03-04T09:00:00Z',
  createdAt: '2026-03-04T09:01:00Z',
  updatedAt: '2026-03-04T09:02:00Z',
  lastReply: null,
  product: {
    nmId: '1001',
    name: 'Термокружка',
    size: null,
    color: null,
    url: 'https://www.wildberries.ru/catalog/1001/detail.aspx',
  },
} as unknown as InteractionDetailFragment
