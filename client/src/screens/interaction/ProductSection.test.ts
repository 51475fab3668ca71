import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import ProductSection from './ProductSection.vue'
import type { Context } from './use-context.ts'

beforeEach(() => setActivePinia(createPinia()))

test('a product says what it is, how it is rated, and what buyers complain about and ask, with counts and period', () => {
  const text = show().text()

  expect(text).toContain('Шарик сухой воды')
  expect(text).toContain('Flax')
  expect(text).toContain('Артикул WB146168367')
  expect(text).toContain('Артикул продавцаwater-1')
  expect(text).toContain('★ 4,3 · 12\u00a0отзывов за 90\u00a0дней')
  expect(text).toContain('Частые жалобы за 90\u00a0дней')
  expect(text).toContain('Брак, не работает7')
  expect(text).toContain('Размер и посадка2')
})

test('its last reviews and questions stand open in a chat and folded elsewhere, with their answers, and lead there', async () => {
  const chat = show({ channel: 'CHAT' })
  expect(chat.find('details').attributes('open')).toBeDefined()
  expect(chat.find('details').text()).toContain('Есть размер M?')
  expect(chat.find('details').text()).toContain('Ответ: Да, в наличии')
  expect(chat.find('details').text()).toContain('Ответа нет')

  await chat.find('details button').trigger('click')

  expect(chat.emitted()).toMatchObject({ open: [['asked']] })
  expect(show({ channel: 'REVIEW' }).find('details').attributes('open')).toBeUndefined()
})

test('without figures there are no empty headings, and without a product it says so', () => {
  const quiet = show({
    productContext: { ...figures, averageRating: null, complaints: [], questions: [], recent: [] },
  })

  expect(quiet.findAll('h4')).toEqual([])
  expect(quiet.find('details').exists()).toBe(false)
  expect(show({ product: null, productContext: null }).text()).toContain('Нет данных о товаре')
})

test('the picture, the brand and the kind come from the public card where the item tells none; without the card nothing is missed', () => {
  const card = {
    __typename: 'ProductCard' as const,
    name: 'Имя',
    brand: 'Вереск',
    category: 'Дом',
    subcategory: 'Игры',
  }
  const shown = show({
    product: { ...product, brand: null, name: null, card: { ...card, imageUrl: 'https://wb/1.webp' } },
  })

  expect(shown.find('img').attributes('src')).toBe('https://wb/1.webp')
  expect(shown.text()).toContain('ИмяВереск · Игры')
  expect(show().find('img').exists()).toBe(false)
})

test('a picture that does not come leaves its place', async () => {
  const card = { __typename: 'ProductCard' as const, name: null, brand: null, category: null, subcategory: null }
  const shown = show({ product: { ...product, card: { ...card, imageUrl: 'https://wb/1.webp' } } })

  await shown.find('img').trigger('error')

  expect(shown.find('img').exists()).toBe(false)
  expect(shown.find('.tile svg').exists()).toBe(true)
})

test('figures of the demo say so', () => {
  expect(show().find('h3').text()).toBe('Товар')
  expect(
    show({ productContext: { ...figures, source: 'DEMO' } })
      .find('h3')
      .text(),
  ).toContain('Демо')
})

type Shown = Pick<Context, 'channel' | 'product' | 'productContext'>

function show(change: Partial<Shown> = {}) {
  const context: Shown = { channel: 'REVIEW', product, productContext: figures, ...change }
  return mount(ProductSection, { props: { context } })
}

const product = {
  __typename: 'Product' as const,
  nmId: '146168367',
  article: 'water-1',
  name: 'Шарик сухой воды',
  brand: 'Flax',
  size: null,
  color: null,
  url: 'https://www.wildberries.ru/catalog/146168367/detail.aspx',
  card: null,
}

const figures: NonNullable<Context['productContext']> = {
  days: 90,
  source: 'WB_API',
  averageRating: 4.25,
  ratedCount: 12,
  complaints: [{ intent: 'DEFECT_NOT_WORKING', count: 7 }],
  questions: [{ intent: 'SIZING_FIT', count: 2 }],
  recent: [
    { interaction: item('asked'), textPreview: 'Есть размер M?', answer: 'Да, в наличии' },
    { interaction: item('silent'), textPreview: 'Порвался шов', answer: null },
  ],
}

function item(id: string) {
  return {
    id,
    channel: 'QUESTION' as const,
    occurredAt: '2026-03-04T09:00:00Z',
    displayStatus: 'RESPONDED' as const,
    answeringSince: null,
    rating: null,
    preview: 'Есть размер M?',
  }
}
