import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, DAY } from '#domain/time.ts'
import { countNextProductDays } from '#processing/count-product-days.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test('a chat’s card says what buyers complain about and ask, and shows the last reviews and questions with their answers', async () => {
  const { review, question, chat } = seller.receives
  await review({ nmId: '10', rating: 1, intent: 'defect_not_working', sentiment: 'negative', occurredAt: days(-4) })
  const asked = await question({
    ...answered,
    nmId: '10',
    text: 'Есть размер M?',
    intent: 'sizing_fit',
    occurredAt: days(-3),
  })
  const poor = await review({
    nmId: '10',
    rating: 2,
    intent: 'defect_not_working',
    sentiment: 'negative',
    occurredAt: days(-2),
  })
  const silent = await review({
    nmId: '10',
    rating: 5,
    text: null,
    status: 'closed',
    closeReason: 'no_text',
    occurredAt: days(-1),
  })
  const glad = await review({ nmId: '10', rating: 5, text: 'Спасибо', sentiment: 'positive', occurredAt: days(-1) })
  const card = await chat({ nmId: '10', text: 'Где заказ?' })
  await counts()

  const context = await contextOf(card)

  expect(context).toMatchObject({
    days: 90,
    source: 'WB_API',
    channels: [
      { channel: 'REVIEW', total: 4, unanswered: 3 },
      { channel: 'QUESTION', total: 1, unanswered: 0 },
      { channel: 'CHAT', total: 1, unanswered: 1 },
    ],
    averageRating: 3.25,
    ratedCount: 4,
    complaints: [{ intent: 'DEFECT_NOT_WORKING', count: 2 }],
    questions: [{ intent: 'SIZING_FIT', count: 1 }],
    recent: [
      { interaction: { id: glad.id }, textPreview: 'Спасибо', answer: null },
      { interaction: { id: poor.id } },
      { interaction: { id: asked.id }, textPreview: 'Есть размер M?', answer: 'Да, в наличии' },
    ],
  })
  expect(JSON.stringify(context)).not.toContain(silent.id)
})

test('what is older than ninety days does not count; the words about the product stay, however old', async () => {
  const old = await seller.receives.review({ nmId: '20', rating: 1, occurredAt: days(-90) })
  const young = await seller.receives.review({ nmId: '20', rating: 5, occurredAt: days(-89) })
  await counts()

  expect(await contextOf(young)).toMatchObject({ ratedCount: 1, recent: [{ interaction: { id: old.id } }] })
})

test('a stranger’s items and demo ones are no part of it, and demo sees demo', async () => {
  const stranger = await givenSeller(app)
  await stranger.receives.review({ nmId: '30' })
  const demo = await seller.receives.review({ nmId: '30', source: 'demo' })
  const real = await seller.receives.review({ nmId: '30' })
  await counts()

  expect(await contextOf(real)).toMatchObject({ ratedCount: 1, source: 'WB_API', recent: [] })
  expect(await contextOf(demo)).toMatchObject({ ratedCount: 1, source: 'DEMO', recent: [] })
})

test('an item without a product has no such context; one whose product nobody has counted yet has an empty one', async () => {
  expect(await contextOf(await seller.receives.question({ nmId: null }))).toBeNull()
  expect(await contextOf(await seller.receives.question({ nmId: '40' }))).toMatchObject({
    averageRating: null,
    complaints: [],
    recent: [],
  })
})

test('what anybody can read of the product stands beside it once it was read', async () => {
  const { id } = await seller.receives.question({ nmId: '50' })
  expect(await cardOf(id)).toBeNull()

  const card = {
    name: 'Пазл',
    options: [{ name: 'Вес', value: '1 кг' }],
    compositions: ['фанера'],
    imageUrl: 'https://wb/1.webp',
  }
  const now = app.clock.now()
  await app.deps.db.prisma.productCard.create({ data: { nmId: '50', ...card, wantedAt: now, fetchedAt: now } })

  expect(await cardOf(id)).toEqual({ ...card, brand: null, fetchedAt: now.toISOString() })
})

test('a product is called as the marketplace told with the item, else as on its card, and has the picture of that', async () => {
  const nameless = await seller.receives.chat({ nmId: '51', productName: null })
  const named = await seller.receives.question({ nmId: '51', productName: 'Пазл из 40 частей' })
  expect(await glanceAt(nameless.id)).toEqual({ name: null, imageUrl: null })

  const now = app.clock.now()
  const told = { name: 'Пазл', imageUrl: 'https://wb/51.webp', options: [], compositions: [], fetchedAt: now }
  await app.deps.db.prisma.productCard.create({ data: { nmId: '51', ...told, wantedAt: now } })

  const { imageUrl } = told
  expect(await glanceAt(nameless.id)).toEqual({ name: 'Пазл', imageUrl })
  expect(await glanceAt(named.id)).toEqual({ name: 'Пазл из 40 частей', imageUrl })
})

async function glanceAt(id: string): Promise<object> {
  const query = 'query ($id: ID!) { interaction(id: $id) { product { name imageUrl } } }'
  return (await read<{ interaction: { product: object } }>(app, seller, query, { id })).interaction.product
}

async function cardOf(id: string): Promise<object | null> {
  const query = `query ($id: ID!) {
    interaction(id: $id) { product { card { name brand options { name value } compositions imageUrl fetchedAt } } }
  }`
  type Data = { interaction: { product: { card: object | null } } }
  return (await read<Data>(app, seller, query, { id })).interaction.product.card
}

const answered = { status: 'responded', lastReplyText: 'Да, в наличии', lastReplySource: 'agentiq' }

async function counts(): Promise<void> {
  while (await countNextProductDays(app.deps));
}

async function contextOf({ id }: Received): Promise<object | null> {
  const { interaction } = await read<{ interaction: { productContext: object | null } }>(app, seller, contextQuery, {
    id,
  })
  return interaction.productContext
}

const contextQuery = `query ($id: ID!) {
  interaction(id: $id) {
    productContext {
      days source averageRating ratedCount
      channels { channel total unanswered } complaints { intent count } questions { intent count }
      recent { interaction { id } textPreview answer }
    }
  }
}`

function days(count: number): Date {
  return after(app.clock.now(), count * DAY)
}
