import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOUR, MINUTE } from '#domain/time.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => await app.close())

test('what waits comes by priority, deadline and age; behind it the rest, newest first', async () => {
  const seller = await givenSeller(app)
  await seller.receives.review({ text: 'отвечен давно', status: 'responded', occurredAt: ago(9 * HOUR) })
  await seller.receives.review({ text: 'обычный', priority: 'normal', slaDueAt: ago(-HOUR) })
  await seller.receives.chat({ text: 'срочный без срока', priority: 'urgent', slaDueAt: null })
  await seller.receives.question({ text: 'срочный', priority: 'urgent', slaDueAt: ago(-2 * HOUR) })
  await seller.receives.review({
    text: 'обычный, раньше',
    priority: 'normal',
    slaDueAt: ago(-HOUR),
    occurredAt: ago(HOUR),
  })
  await seller.receives.review({
    text: 'закрыт недавно',
    status: 'closed',
    closeReason: 'manual',
    occurredAt: ago(MINUTE),
  })

  const expected = ['срочный', 'срочный без срока', 'обычный, раньше', 'обычный', 'закрыт недавно', 'отвечен давно']
  expect(await texts(seller, {})).toEqual(expected)
  expect(await inPages(seller, { first: 1 })).toEqual(expected)
  expect(await inPages(seller, { first: 4 })).toEqual(expected)
})

test('the three sections are urgent or overdue, other items without an answer, and the rest', async () => {
  const seller = await givenSeller(app)
  await seller.receives.review({ text: 'срочный', priority: 'urgent' })
  await seller.receives.review({ text: 'просрочен', priority: 'low', slaDueAt: ago(1) })
  await seller.receives.review({ text: 'срок наступил', priority: 'low', slaDueAt: ago(0) })
  await seller.receives.review({ text: 'отвечен и просрочен', status: 'responded', slaDueAt: ago(1) })

  expect(await texts(seller, { filter: { section: 'URGENT' } })).toEqual(['срочный', 'просрочен'])
  expect(await texts(seller, { filter: { section: 'WAITING' } })).toEqual(['срок наступил'])
  expect(await texts(seller, { filter: { section: 'PROCESSED' } })).toEqual(['отвечен и просрочен'])
})

test.each(['search', 'nmId', 'product'])('%s with U+0000 is a mistake of the caller', async (field) => {
  const query = 'query ($filter: InteractionFilter) { interactions(filter: $filter) { totalCount } }'

  for (const value of ['\u0000', 'a\u0000b']) {
    const { errors } = await ask(app, await givenSeller(app), query, { filter: { [field]: value } })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field } }])
  }
})

test('a length or size beyond 32 bits is left out, and the rest of the item is shown', async () => {
  const seller = await givenSeller(app)
  const video = { previewImage: null, link: 'https://wb.example/video', durationSec: 2 ** 40 }
  const { id } = await seller.receives.review({ extra: { video } })
  const query = 'query ($id: ID!) { interaction(id: $id) { review { video { link durationSeconds } } } }'

  expect(await read(app, seller, query, { id })).toEqual({
    interaction: { review: { video: { link: 'https://wb.example/video', durationSeconds: null } } },
  })
})

test.each([
  ['NEWEST', ['сегодня', 'вчера', 'давно']],
  ['OLDEST', ['давно', 'вчера', 'сегодня']],
  ['LOWEST_RATING', ['вчера', 'давно', 'сегодня']],
])('sorted by %s, page by page', async (sort, expected) => {
  const seller = await givenSeller(app)
  await seller.receives.review({ text: 'давно', rating: 4, occurredAt: ago(90 * HOUR) })
  await seller.receives.review({ text: 'вчера', rating: 1, occurredAt: ago(24 * HOUR) })
  await seller.receives.question({ text: 'сегодня' })

  expect(await inPages(seller, { sort, first: 1 })).toEqual(expected)
})

test('a page goes on where it ended when its last item is deleted or sorted anew', async () => {
  const seller = await givenSeller(app)
  const items = await waiting(seller, 6)
  const first = await page(seller, { first: 3 })
  expect(first.texts).toEqual(['0', '1', '2'])

  await app.deps.db.prisma.interaction.delete({ where: { id: items[2]?.uuid ?? '' } })
  expect((await page(seller, { first: 3, after: first.end })).texts).toEqual(['3', '4', '5'])

  const second = await page(seller, { first: 2 })
  await app.deps.db.prisma.interaction.update({
    where: { id: items[1]?.uuid ?? '' },
    data: { priorityRank: 0, priority: 'low' },
  })
  expect((await page(seller, { first: 3, after: second.end })).texts).toEqual(['3', '4', '5'])
})

test('the numbers are those of a recount, whatever the filter', async () => {
  const seller = await givenSeller(app)
  await variety(seller, 60)
  const rows = await app.deps.db.prisma.interaction.findMany({ where: { sellerId: seller.sellerId } })

  for (const filter of [
    {},
    { channel: 'REVIEW' },
    { channel: 'CHAT', section: 'URGENT' },
    { search: 'шов' },
    { ratings: [1, 2] },
    { nmId: '2' },
  ]) {
    const fits = rows
      .filter((row) => !('search' in filter) || row.text?.includes('шов'))
      .filter((row) => !('ratings' in filter) || (row.rating !== null && row.rating <= 2))
      .filter((row) => !('nmId' in filter) || row.nmId === '2')
    const open = fits.filter((row) => row.needsResponse)
    const inChannel = (row: { channel: string }) =>
      !('channel' in filter) || row.channel === filter.channel?.toLowerCase()
    const urgent = open
      .filter((row) => row.priority === 'urgent' || (row.slaDueAt && row.slaDueAt < app.clock.now()))
      .filter(inChannel)
    const listed = 'section' in filter ? urgent : fits.filter(inChannel)

    expect((await list(seller, { filter })).interactions, JSON.stringify(filter)).toMatchObject({
      totalCount: listed.length,
      counts: {
        all: open.length,
        reviews: open.filter((row) => row.channel === 'review').length,
        questions: open.filter((row) => row.channel === 'question').length,
        chats: open.filter((row) => row.channel === 'chat').length,
        urgent: urgent.length,
        needsResponse: open.filter(inChannel).length,
        processed: fits.filter((row) => !row.needsResponse).filter(inChannel).length,
      },
    })
    expect((await inPages(seller, { filter, first: 7 })).length, JSON.stringify(filter)).toBe(listed.length)
  }
})

test('the product is found by its name, its article or its number, and by nothing else', async () => {
  const seller = await givenSeller(app)
  await seller.receives.review({ text: 'куртка', productName: 'Пальто', productArticle: 'P_01', nmId: '777' })
  await seller.receives.review({ text: 'пальто', productName: 'Куртка', nmId: '12' })

  for (const product of ['пальт', 'p_0', '77'])
    expect(await texts(seller, { filter: { product } }), product).toEqual(['куртка'])
  expect(await texts(seller, { filter: { product: '%%' } })).toEqual([])
})

test('a period holds its beginning and not its end', async () => {
  const seller = await givenSeller(app)
  for (const hours of [3, 2, 1]) await seller.receives.review({ text: String(hours), occurredAt: ago(hours * HOUR) })
  const filter = { since: ago(3 * HOUR).toISOString(), until: ago(HOUR).toISOString() }

  expect(await texts(seller, { sort: 'OLDEST', filter })).toEqual(['3', '2'])
  expect(await texts(seller, { sort: 'OLDEST', filter: { since: ago(HOUR).toISOString() } })).toEqual(['1'])
})

test('photos, priorities and sources leave out what has others, and only of the own shops', async () => {
  const [seller, other] = [await givenSeller(app), await givenSeller(app)]
  const photos = [{ fullSize: 'https://wb.example/1', miniSize: 'https://wb.example/1' }]
  await seller.receives.review({ text: 'снимок', extra: { photos }, priority: 'high' })
  await seller.receives.review({ text: 'пусто', extra: { photos: [] }, priority: 'low', source: 'wbcon_fallback' })
  await seller.receives.question({ text: 'вопрос', priority: 'normal' })
  await other.receives.review({ text: 'чужой', extra: { photos }, priority: 'high' })

  expect(await texts(seller, { filter: { hasPhotos: true } })).toEqual(['снимок'])
  expect(await texts(seller, { filter: { hasPhotos: false } })).toEqual(['вопрос', 'пусто'])
  expect(await texts(seller, { filter: { priorities: ['HIGH', 'LOW'] } })).toEqual(['снимок', 'пусто'])
  expect(await texts(seller, { filter: { sources: ['WBCON_FALLBACK'] } })).toEqual(['пусто'])
  expect((await list(seller, { filter: { priorities: ['HIGH'] } })).interactions).toMatchObject({
    totalCount: 1,
    counts: { all: 1, reviews: 1, questions: 0, needsResponse: 1, processed: 0 },
  })
})

test('search finds words in the text, the name, the product and its codes, and takes signs as they are', async () => {
  const seller = await givenSeller(app)
  await seller.receives.review({
    text: 'Скидка 100% Ёлка',
    customerName: 'Марина',
    productName: 'Пальто',
    productArticle: 'P_01',
    nmId: '777',
  })
  await seller.receives.review({ text: 'другое', nmId: '12' })

  for (const search of ['скидка', 'МАРИНА', 'пальт', 'p_0', '777', '100%', 'ёлка']) {
    expect(await texts(seller, { filter: { search } }), search).toEqual(['Скидка 100% Ёлка'])
  }
  for (const search of ['%%', '__', '\\\\', "' OR 1=1"])
    expect(await texts(seller, { filter: { search } }), search).toEqual([])
})

test('who works for two shops sees both, or the one asked for', async () => {
  const [seller, other] = [await givenSeller(app), await givenSeller(app)]
  await app.deps.db.prisma.teamMembership.create({
    data: { sellerId: other.sellerId, userId: seller.userId, role: 'operator' },
  })
  await seller.receives.review({ text: 'своё', occurredAt: ago(HOUR) })
  await other.receives.review({ text: 'чужое, но доверенное' })

  expect(await texts(seller, { sort: 'NEWEST' })).toEqual(['чужое, но доверенное', 'своё'])
  expect(await texts(seller, { filter: { sellerId: other.id } })).toEqual(['чужое, но доверенное'])
  expect(await texts(other, {})).toEqual(['чужое, но доверенное'])
})

test.each([
  [{ first: 0 }, 'first'],
  [{ first: 101 }, 'first'],
  [{ after: 'nonsense' }, 'after'],
  [{ after: Buffer.from('["urgency",1,null,null,1e300,"x"]').toString('base64url') }, 'after'],
  [{ filter: { search: ' я ' } }, 'search'],
  [{ filter: { product: ' я ' } }, 'product'],
])('%o is refused by the name of the argument', async (variables, field) => {
  const seller = await givenSeller(app)
  const { errors } = await ask(app, seller, listQuery, variables)

  expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field } }])
})

test('a cursor of one list is not taken for one of another', async () => {
  const seller = await givenSeller(app)
  await waiting(seller, 2)
  const { end } = await page(seller, { first: 1, sort: 'NEWEST' })

  expect((await ask(app, seller, listQuery, { after: end, sort: 'OLDEST' })).errors).toMatchObject([
    { extensions: { field: 'after' } },
  ])
})

test('a page costs the same few statements whatever its length', async () => {
  const seller = await givenSeller(app)
  await variety(seller, 40)
  const cost = async (first: number) => {
    const { query } = app.deps.db
    let count = 0
    app.deps.db.query = (...asked) => {
      count++
      return query(...asked)
    }
    await read(app, seller, wholeQuery, { first })
    app.deps.db.query = query
    return count
  }
  await cost(1)

  expect(await cost(30)).toBe(await cost(5))
})

function ago(milliseconds: number): Date {
  return new Date(app.clock.now().getTime() - milliseconds)
}

async function waiting(seller: GivenSeller, count: number): Promise<Received[]> {
  const items: Received[] = []
  for (let index = 0; index < count; index++)
    items.push(await seller.receives.review({ text: String(index), occurredAt: ago(HOUR - index) }))
  return items
}

/** Items of every kind, the same each time. */
async function variety(seller: GivenSeller, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const channel = (['review', 'question', 'chat'] as const)[index % 3] ?? 'review'
    await seller.receives[channel]({
      text: index % 4 === 0 ? 'Порвался шов' : 'Не тот цвет',
      status: (['open', 'open', 'responded', 'closed'] as const)[index % 4] ?? 'open',
      priority: (['urgent', 'high', 'normal', 'low', 'low'] as const)[index % 5] ?? 'low',
      slaDueAt: index % 7 === 0 ? null : ago((index % 11) * HOUR - 5 * HOUR),
      occurredAt: ago((index % 13) * HOUR),
      nmId: String(index % 4),
      ...(channel === 'review' && { rating: (index % 5) + 1 }),
    })
  }
}

const listQuery = /* GraphQL */ `
  query List($filter: InteractionFilter, $sort: InteractionSort, $first: Int, $after: String) {
    interactions(filter: $filter, sort: $sort, first: $first, after: $after) {
      totalCount
      counts { all reviews questions chats urgent needsResponse processed }
      edges { cursor node { id text } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`

const wholeQuery = /* GraphQL */ `
  query Whole($first: Int) {
    interactions(first: $first, sort: NEWEST) {
      edges {
        node {
          id
          seller { id name sync { status } connection { tokenMask } lastSeq syncRuns { edges { node { id } } } }
          lastReply { id author { name } }
          review { pros photos { fullSize } supplements { id } }
          question { isWarned }
          replies { id }
          messages { id text reply { id } }
        }
      }
    }
  }
`

type List = {
  interactions: {
    totalCount: number
    counts: Record<string, number>
    edges: { node: { id: string; text: string } }[]
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
  }
}

async function list(seller: GivenSeller, variables: Record<string, unknown>): Promise<List> {
  return await read<List>(app, seller, listQuery, variables)
}

async function texts(seller: GivenSeller, variables: Record<string, unknown>): Promise<string[]> {
  return (await list(seller, variables)).interactions.edges.map(({ node }) => node.text)
}

async function page(seller: GivenSeller, variables: Record<string, unknown>) {
  const { edges, pageInfo } = (await list(seller, variables)).interactions
  return { texts: edges.map(({ node }) => node.text), end: pageInfo.endCursor, hasMore: pageInfo.hasNextPage }
}

async function inPages(seller: GivenSeller, variables: Record<string, unknown>): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const next = await page(seller, { ...variables, after })
    found.push(...next.texts)
    ;({ end: after, hasMore } = next)
  }
  return found
}
