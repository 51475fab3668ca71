import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a review and a question about the same trouble find each other as they come in, as a hint and nothing more', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Сломался замок', nmId: 4242 })
  await shop.buyer('question', { text: 'Замок сломался, это брак?', nmId: 4242 })
  const [review, question] = [await shop.item('Сломался замок'), await shop.item('это брак')]

  await expect.poll(() => linksOf(shop, review.id), { timeout: 15_000 }).toHaveLength(1)

  expect(await linksOf(shop, question.id)).toMatchObject([
    {
      interaction: { id: review.id },
      type: 'PROBABILISTIC',
      matchReason: null,
      signals: ['NM_ID_WITHIN_7D', 'TIME_WITHIN_24H', 'SEMANTIC_MATCH'],
      confidence: 0.85,
      tier: 'HIGH',
      actionMode: 'ASSIST_ONLY',
      autoActionAllowed: false,
      policyReason: 'PROBABILISTIC_LINK_ASSIST_ONLY',
      verdict: 'NONE',
    },
  ])
})

test('a link that an operator calls wrong is gone from both cards, also after all are found anew, until she takes it back', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 1, text: 'Порвался ремень', nmId: 4243 })
  await shop.buyer('question', { text: 'Ремень порвался, что делать?', nmId: 4243 })
  const [review, question] = [await shop.item('Порвался ремень'), await shop.item('что делать')]
  await expect.poll(() => linksOf(shop, review.id), { timeout: 15_000 }).toHaveLength(1)
  const [link] = await linksOf(shop, review.id)

  await judges(shop, link?.id ?? '', 'INCORRECT')
  const count = await recomputes(shop, {})
  expect(count).toMatchObject({ count: 2 })
  await expect.poll(() => office.app.deps.db.prisma.linkWork.count(), { timeout: 15_000 }).toBe(0)
  expect([await linksOf(shop, review.id), await linksOf(shop, question.id)]).toEqual([[], []])
  expect(await linksOf(shop, review.id, 'hiddenLinks')).toMatchObject([
    { id: link?.id, verdict: 'INCORRECT', interaction: { id: question.id } },
  ])
  expect(await linksOf(shop, question.id, 'hiddenLinks')).toMatchObject([{ interaction: { id: review.id } }])

  await judges(shop, link?.id ?? '', 'NONE')
  expect(await linksOf(shop, question.id, 'hiddenLinks')).toEqual([])
  expect(await linksOf(shop, question.id)).toMatchObject([{ id: link?.id }])
  expect((await shop.journal()).filter((type) => type === 'link_verdict')).toHaveLength(2)
})

test('links are of the viewer’s shops only, and so are the items that are found anew', async () => {
  const [shop, stranger] = [await office.opensShop(), await office.opensShop()]
  await shop.buyer('review', { rating: 1, text: 'Отвалилась пуговица', nmId: 4244 })
  await shop.buyer('question', { text: 'Пуговица отвалилась, есть запасная?', nmId: 4244 })
  const review = await shop.item('Отвалилась пуговица')
  await expect.poll(() => linksOf(shop, review.id), { timeout: 15_000 }).toHaveLength(1)
  const [link] = await linksOf(shop, review.id)

  expect(await judges(stranger, link?.id ?? '', 'INCORRECT')).toEqual({ __typename: 'NotFound' })
  expect(await recomputes(stranger, { interactionIds: [review.id] })).toEqual({ __typename: 'NotFound' })
  expect(await linksOf(shop, review.id)).toHaveLength(1)
})

type Link = { id: string; interaction: { id: string } }

async function linksOf(asker: Asker, id: string, which: 'links' | 'hiddenLinks' = 'links'): Promise<Link[]> {
  const fields = `id interaction { id } type matchReason signals confidence tier actionMode autoActionAllowed policyReason verdict`
  const query = `query ($id: ID!) { interaction(id: $id) { links: ${which} { ${fields} } } }`
  return (await read<{ interaction: { links: Link[] } }>(office.app, asker, query, { id })).interaction.links
}

async function judges(shop: Shop, linkId: string, verdict: string): Promise<object | undefined> {
  const query = 'mutation ($input: JudgeLinkInput!) { judgeLink(input: $input) { __typename } }'
  return (await ask<{ judgeLink: object }>(office.app, shop, query, { input: { linkId, verdict } })).data?.judgeLink
}

async function recomputes(shop: Shop, input: object): Promise<object | undefined> {
  const query = `mutation ($input: RecomputeLinksInput!) {
    recomputeLinks(input: $input) { __typename ... on RecomputeLinksSuccess { count } }
  }`
  return (await ask<{ recomputeLinks: object }>(office.app, shop, query, { input })).data?.recomputeLinks
}
