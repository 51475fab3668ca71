import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSeller, type TestSimulator } from './caller.ts'
import { HOUR, MINUTE } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: 0, readLagMs: 0 })
})

afterAll(() => simulator.close())

const LIST = '/api/v1/feedbacks?take=10&skip=0&isAnswered='

/** A seller with one of everything, all of it with every field there is. */
async function sellerWithAll() {
  const seller = await simulator.seller()
  const { receives, sid } = seller
  await receives.review({ text: 'Мнётся', photos: 1, bables: ['качество'], matchingSize: 'smaller' })
  await receives.question()
  await receives.message({ nmId: 214530871, images: 1, files: [{ name: 'Чек.pdf' }] })
  await simulator.control('POST', 'buyer/claim', { sid, text: 'Длина не та', photos: 1 })
  return seller
}

type Item = Record<string, unknown>

const firstOf: Record<string, (seller: TestSeller) => Promise<Item | undefined>> = {
  review: async ({ unchecked }) => (await unchecked.get(`${LIST}false`)).body.data?.feedbacks[0],
  question: async ({ unchecked }) =>
    (await unchecked.get('/api/v1/questions?take=10&skip=0&isAnswered=false')).body.data?.questions[0],
  chat: async ({ unchecked }) => (await unchecked.chats())[0],
  event: async ({ unchecked }) => (await unchecked.events()).events[0],
  claim: async ({ unchecked }) => ((await unchecked.get('/api/v1/claims?is_archive=false')).body.claims as Item[])[0],
}

test.each(Object.keys(firstOf))('every field of a %s can be missing, one at a time', async (kind) => {
  const seller = await sellerWithAll()
  const fields = leavesOf((await firstOf[kind]?.(seller)) ?? {})
  expect(fields.length).toBeGreaterThan(4)

  for (const missingField of fields) {
    await seller.has({ missingField })
    expect(leavesOf((await firstOf[kind]?.(seller)) ?? {})).toEqual(
      fields.filter((field) => field !== missingField && !field.startsWith(`${missingField}.`)),
    )
  }
})

test.each([
  ['review', 'orderStatus'],
  ['review', 'matchingSize'],
  ['review', 'state'],
  ['question', 'state'],
  ['event', 'eventType'],
  ['event', 'sender'],
  ['event', 'source'],
])('a %s can have a value of %s that nobody knows', async (kind, unknownValue) => {
  const seller = await sellerWithAll()
  await seller.has({ unknownValue })

  expect(await firstOf[kind]?.(seller)).toMatchObject({ [unknownValue]: 'unheardOf' })
})

test('an answer of a review can be in a state that nobody knows', async () => {
  const { receives, answer, has, unchecked } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Спасибо!')
  await has({ unknownValue: 'answer.state' })

  expect((await unchecked.review(id)).answer).toMatchObject({ text: 'Спасибо!', state: 'unheardOf' })
})

test('where lists would be empty or absent there can be null', async () => {
  const { unchecked, has, receives } = await simulator.seller()
  await has({ nullLists: true })

  const empty = [
    (await unchecked.get(`${LIST}true`)).body.data?.feedbacks,
    (await unchecked.get('/api/v1/seller/chats')).body.result,
    (await unchecked.events()).events,
    (await unchecked.get('/api/v1/claims?is_archive=false')).body.claims,
  ]
  await receives.message({ nmId: undefined })

  expect(empty).toEqual([null, null, null, null])
  expect((await unchecked.events()).events[0]?.message?.attachments).toMatchObject({ images: null, files: null })
})

test('next of a page with events can be missing, zero or behind what was asked', async () => {
  const { events, has, receives } = await simulator.seller()
  await receives.message({ addTimestamp: 1_790_000_000_000 })
  const next = async (fullNext: string) => {
    await has({ fullNext })
    return (await events(1_789_999_999_999)).next
  }

  expect(await next('newest')).toBe(1_790_000_000_000)
  expect(await next('absent')).toBeUndefined()
  expect(await next('zero')).toBe(0)
  expect(await next('backwards')).toBe(1_789_999_999_999 - MINUTE)
})

test('next of an empty page can go backwards too', async () => {
  const { events, has } = await simulator.seller()
  await has({ emptyNext: 'backwards' })

  expect((await events(1_790_000_000_000)).next).toBe(1_790_000_000_000 - MINUTE)
})

test('a page can tell its last event twice', async () => {
  const { events, has, receives } = await simulator.seller()
  await receives.message()
  await has({ duplicateEvents: true })

  const page = await events()

  expect(page.totalEvents).toBe(2)
  expect(page.events[0]?.eventID).toBe(page.events[1]?.eventID)
})

test('an answered review can be in both lists at once', async () => {
  const { get, has, receives, answer } = await simulator.seller()
  const { id } = await receives.review()
  await answer(id, 'Спасибо!')
  await has({ answeredInBothLists: true })

  const ids = async (processed: boolean) =>
    (await get(`${LIST}${processed}`)).body.data?.feedbacks.map((review) => review.id)

  expect([await ids(true), await ids(false)]).toEqual([[id], [id]])
})

test('one chat can be missing from the list while its events go on', async () => {
  const { sid, chats, events, receives } = await simulator.seller()
  const hidden = await receives.message()
  const shown = await receives.message()

  await simulator.control('POST', 'hide-chat', { sid, chatID: hidden.chatID })
  const known = (await chats()).map(({ chatID }) => chatID)
  await simulator.control('POST', 'hide-chat', { sid, chatID: hidden.chatID, shown: true })

  expect(known).toEqual([shown.chatID])
  expect((await events()).events).toHaveLength(2)
  expect(await chats()).toHaveLength(2)
})

test('lists can be behind what is read by id', async () => {
  const { call, has, receives, review, answer } = await simulator.seller()
  const waiting = async () =>
    (await call('GET', '/api/v1/feedbacks?isAnswered=false&take=10&skip=0')).body.data?.feedbacks.map((one) => one.id)
  const { id } = await receives.review()
  await has({ listLagMs: 60_000, moderationMs: 0, readLagMs: 0 })
  await answer(id, 'Спасибо за отзыв')

  expect((await review(id)).answer).toMatchObject({ text: 'Спасибо за отзыв' })
  expect(await waiting()).toEqual([id])
  await simulator.later(60_001)
  expect(await waiting()).toEqual([])
})

test.each(['jpg', 'webp'])('photos of reviews can be linked as %s, and open', async (photoType) => {
  const { has, receives, review } = await simulator.seller()
  const { id } = await receives.review({ photos: 1 })
  await has({ photoType })

  const link = (await review(id)).photoLinks?.[0]?.fullSize ?? ''

  expect(link).toMatch(new RegExp(`/full\\.${photoType}$`))
  expect((await fetch(link)).status).toBe(200)
})

test('the counter of unanswered reviews can carry valuation, as it used to', async () => {
  const { unchecked, has } = await simulator.seller()
  await has({ valuation: true })

  expect((await unchecked.get('/api/v1/feedbacks/count-unanswered')).body.data).toMatchObject({ valuation: '4.3' })
})

test('moderation can take days', async () => {
  const { has, receives, answer, review } = await simulator.seller()
  const { id } = await receives.review()
  await has({ moderationMs: 72 * HOUR })
  await answer(id, 'Спасибо!')
  await simulator.later(50 * HOUR)
  const waiting = (await review(id)).answer?.state
  await simulator.later(50 * HOUR)

  expect([waiting, (await review(id)).answer?.state]).toEqual(['reviewRequired', 'wbRu'])
})

/** Names of all fields, those inside of others with the names of both. */
function leavesOf(item: Item, where = ''): string[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const path = `${where}${name}`
    const first: unknown = Array.isArray(value) ? value[0] : value
    const isTree = first !== null && typeof first === 'object'
    return isTree ? [path, ...leavesOf({ ...first }, `${path}.`)] : [path]
  })
}
