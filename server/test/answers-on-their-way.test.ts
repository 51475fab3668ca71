import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// While an answer of ours has not left, its item stays where it was and waits in no number (ui §8.2).

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const anHour = 3600

test('an item keeps its place while its answer waits and is looked at again, and is processed once WB has taken it', async () => {
  const shop = await office.opensShop()
  await shop.meets({ silentNoApply: true })
  const texts = ['Порвался шов', 'Порвался рукав', 'Порвался карман']
  for (const text of texts) await shop.buyer('review', { rating: 1, text })
  const items = []
  for (const text of texts) items.push(await shop.item(text))
  const order = (await inboxOf(shop)).open
  const answered = items.find(({ id }) => id === order[1])

  office.waitsBeforeSending(anHour)
  await shop.sends(answered?.id ?? '', 'Заменим')
  office.waitsBeforeSending(0)
  const fresh = await isReadAgain(shop)

  expect(await inboxOf(shop)).toEqual({
    open: [...order, fresh],
    ...{ openTotal: 4, openAnswering: 1, processed: [], processedTotal: 0 },
    counts: { all: 3, reviews: 3, urgent: 2, needsResponse: 3, processed: 0 },
  })

  await office.passes(anHour)
  await shop.becomes(answered?.id ?? '', 'ACCEPTED')
  expect(await inboxOf(shop)).toMatchObject({
    open: [order[0], order[2], fresh],
    ...{ openTotal: 3, openAnswering: 0, processed: [order[1]], processedTotal: 1 },
    counts: { all: 3, reviews: 3, needsResponse: 3, processed: 1 },
  })
})

test('an answer that came to nothing gives the item back where it stood, and it counts again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Порвался шов' })
  const { id } = await shop.item('Порвался шов')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 400, times: 1 })

  await shop.sends(id, 'Заменим')
  await shop.becomes(id, 'FAILED')

  expect(await inboxOf(shop)).toMatchObject({ open: [id], openAnswering: 0, counts: { all: 1 } })
})

test('a reply whose fate nobody knows holds the place, and gives it up when WB shows the reply', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Порвался шов' })
  const { id } = await shop.item('Порвался шов')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1, appliedFirst: true })

  await shop.sends(id, 'Заменим')
  await shop.becomes(id, 'UNKNOWN')
  expect(await inboxOf(shop)).toMatchObject({ open: [id], openAnswering: 1, processed: [], counts: { all: 0 } })

  await office.passes(60)
  await shop.becomes(id, 'CONFIRMED')
  expect(await inboxOf(shop)).toMatchObject({ open: [], processed: [id], counts: { processed: 1 } })
})

test('a chat stays until the last of our messages has left, and the buyer’s next one makes it wait again', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где трек?' })
  const { id } = await shop.item('Где трек?')
  const { externalId: chatID } = await office.app.deps.db.prisma.interaction.findFirstOrThrow({
    where: { text: 'Где трек?' },
  })
  office.waitsBeforeSending(anHour)
  await shop.sends(id, 'Сейчас посмотрим')
  const { reply: second } = await shop.sends(id, 'Трек в заказе')
  office.waitsBeforeSending(0)
  expect(await inboxOf(shop)).toMatchObject({ open: [id], openAnswering: 1, counts: { all: 0 } })

  await shop.cancels(second?.id ?? '')
  expect(await inboxOf(shop)).toMatchObject({ open: [id], openAnswering: 1, counts: { all: 0 } })

  await shop.buyer('chat', { chatID, text: 'Ау!' })
  await expect.poll(() => inboxOf(shop), { timeout: 15_000 }).toMatchObject({ openAnswering: 0, counts: { all: 1 } })
})

test('a further message to an answered chat does not bring it back', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где мой чек?' })
  const { id } = await shop.item('Где мой чек?')
  await shop.sends(id, 'В письме')
  await expect.poll(() => inboxOf(shop), { timeout: 15_000 }).toMatchObject({ open: [], processed: [id] })

  office.waitsBeforeSending(anHour)
  await shop.sends(id, 'И в кабинете')
  office.waitsBeforeSending(0)

  expect(await inboxOf(shop)).toMatchObject({ open: [], processed: [id], counts: { all: 0, processed: 1 } })
})

test('whose deadline passes while the answer is on its way is not overdue, and raises no alert', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: 'Так себе пояс' })
  const { id } = await shop.item('Так себе пояс')
  office.waitsBeforeSending(24 * anHour)
  await shop.sends(id, 'Жаль это слышать')
  office.waitsBeforeSending(0)

  await office.passes(8 * anHour)

  const told = await read<{
    urgent: { totalCount: number }
    waiting: { totalCount: number }
    sellers: { opsAlerts: { code: string }[] }[]
  }>(
    office.app,
    shop,
    `{
      urgent: interactions(filter: { section: URGENT }) { totalCount }
      waiting: interactions(filter: { section: WAITING }) { totalCount }
      sellers { opsAlerts { code } }
    }`,
    {},
  )
  expect(told).toMatchObject({ urgent: { totalCount: 0 }, waiting: { totalCount: 1 } })
  expect(told.sellers.flatMap(({ opsAlerts }) => opsAlerts)).toEqual([])
})

type Part = { totalCount: number; answeringCount: number; edges: { node: { id: string } }[] }
type Answer = { urgent: Part; waiting: Part; processed: Part & { counts: Record<string, number> } }

async function inboxOf(shop: Shop) {
  const part = 'totalCount answeringCount edges { node { id } }'
  const { urgent, waiting, processed } = await read<Answer>(
    office.app,
    shop,
    `{
      urgent: interactions(filter: { section: URGENT }) { ${part} }
      waiting: interactions(filter: { section: WAITING }) { ${part} }
      processed: interactions(filter: { section: PROCESSED }) {
        ${part}
        counts { all reviews urgent needsResponse processed }
      }
    }`,
    {},
  )
  return {
    open: [...urgent.edges, ...waiting.edges].map(({ node }) => node.id),
    openTotal: urgent.totalCount + waiting.totalCount,
    openAnswering: urgent.answeringCount + waiting.answeringCount,
    processed: processed.edges.map(({ node }) => node.id),
    processedTotal: processed.totalCount,
    counts: processed.counts,
  }
}

let reviews = 100

/** What is new comes in with a list that names whatever has no answer on WB. Returns it: five stars, behind all others. */
async function isReadAgain(shop: Shop): Promise<string> {
  const words = `Новый отзыв номер ${reviews++}`
  await shop.buyer('review', { rating: 5, text: words })
  return (await shop.item(words)).id
}
