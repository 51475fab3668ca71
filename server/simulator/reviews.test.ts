import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { DAY } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: 0, readLagMs: 0 })
})

afterAll(() => simulator.close())

test('a list of reviews has the shape of the contract, with and without answers', async () => {
  const { get, sid } = await simulator.seller()
  await simulator.control('POST', 'seed', { sid, seed: 'shop' })

  const waiting = await get('/api/v1/feedbacks?isAnswered=false&take=5000&skip=0')
  await get('/api/v1/feedbacks?isAnswered=true&take=5000&skip=0')
  await get('/api/v1/feedbacks/archive?take=5000&skip=0')

  expect(waiting.type).toBe('application/json')
})

test.each([
  ['isAnswered is missing', 'take=1&skip=0', 'Something went wrong'],
  ['take is missing', 'isAnswered=true&skip=0', 'Something went wrong'],
  ['skip is missing', 'isAnswered=true&take=1', 'Something went wrong'],
  ['take is 0', 'isAnswered=true&take=0&skip=0', 'Something went wrong'],
  ['take is 5001', 'isAnswered=true&take=5001&skip=0', 'Something went wrong'],
  ['skip is 199991', 'isAnswered=true&take=1&skip=199991', 'Something went wrong'],
  ['the order is unknown', 'isAnswered=true&take=1&skip=0&order=newest', 'Something went wrong'],
  ['isAnswered is 1', 'isAnswered=1&take=1&skip=0', 'Плохой формат isAnswered'],
  ['dateFrom is a day', 'isAnswered=true&take=1&skip=0&dateFrom=2026-01-01', 'Плохой формат dateFrom'],
  ['dateTo is a word', 'isAnswered=true&take=1&skip=0&dateTo=today', 'Плохой формат dateTo'],
])('a list is refused when %s', async (_, query, errorText) => {
  const { get } = await simulator.seller()

  const answer = await get(`/api/v1/feedbacks?${query}`)

  expect(answer).toMatchObject({ status: 400, type: 'application/json', body: { error: true, errorText } })
})

test('pages follow each other by date in both directions', async () => {
  const { get, receives } = await simulator.seller()
  for (const day of ['01', '02', '03']) await receives.review({ text: day, createdDate: `2026-05-${day}T10:00:00Z` })

  const page = async (query: string) =>
    (await get(`/api/v1/feedbacks?isAnswered=false&${query}`)).body.data?.feedbacks.map(({ text }) => text)

  expect(await page('take=2&skip=0&order=dateAsc')).toEqual(['01', '02'])
  expect(await page('take=2&skip=2&order=dateAsc')).toEqual(['03'])
  expect(await page('take=2&skip=0&order=dateDesc')).toEqual(['03', '02'])
  expect(await page('take=1&skip=0')).toEqual(['03'])
})

test('a period includes both of its ends, and a product keeps to itself', async () => {
  const { get, receives } = await simulator.seller()
  const at = (second: number) => new Date(1_780_000_000_000 + second * 1000).toISOString()
  for (const second of [0, 5, 10])
    await receives.review({ text: `${second}`, createdDate: at(second), nmId: 7000 + second })

  const list = async (query: string) =>
    (await get(`/api/v1/feedbacks?isAnswered=false&take=9&skip=0&order=dateAsc&${query}`)).body.data?.feedbacks.map(
      ({ text }) => text,
    )

  expect(await list('dateFrom=1780000005&dateTo=1780000010')).toEqual(['5', '10'])
  expect(await list('nmId=7000')).toEqual(['0'])
  expect((await get('/api/v1/feedbacks/count?isAnswered=false&dateTo=1780000005')).body.data).toBe(2)
})

test('a rating without words or pictures counts as processed, although nobody answered it', async () => {
  const { get, receives } = await simulator.seller()
  await receives.review({ text: '', rating: 5 })
  await receives.review({ text: '', photos: 1 })
  await receives.review({ text: '', pros: 'Мягкая' })

  const { body: processed } = await get('/api/v1/feedbacks?isAnswered=true&take=9&skip=0')
  const { body: counted } = await get('/api/v1/feedbacks/count-unanswered')

  expect(processed.data?.feedbacks).toHaveLength(1)
  expect(processed.data?.feedbacks[0]?.answer).toBeNull()
  expect(processed.data).toMatchObject({ countUnanswered: 2, countArchive: 1 })
  expect(counted.data).toEqual({ countUnanswered: 2, countUnansweredToday: 2 })
})

test('an unanswered review of thirty days is in the archive and in the inbox', async () => {
  const { get, receives } = await simulator.seller()
  const createdDate = Date.parse(String((await simulator.control('GET', 'clock')).body.iso)) - 30 * DAY
  await receives.review({ text: 'Давно', createdDate })

  const { body: archive } = await get('/api/v1/feedbacks/archive?take=9&skip=0')
  const { body: waiting } = await get('/api/v1/feedbacks?isAnswered=false&take=9&skip=0')

  expect(archive.data?.feedbacks).toHaveLength(1)
  expect(waiting.data).toMatchObject({ countUnanswered: 1, countArchive: 1 })
  expect(waiting.data?.feedbacks).toHaveLength(1)
})

test('a review is found by its id, and an unknown id is 422', async () => {
  const { get, receives, sid } = await simulator.seller()
  const { id } = await receives.review({ rating: 2, text: 'Мнётся' })

  const found = await get(`/api/v1/feedback?id=${id}`)
  await simulator.control('POST', 'remove', { sid, id })
  const gone = await get(`/api/v1/feedback?id=${id}`)

  expect(found.body.data).toMatchObject({ id, productValuation: 2, text: 'Мнётся' })
  expect(gone).toMatchObject({ status: 422, body: { errorText: 'Невозможно получить отзыв по id' } })
})

test('a supplement is a review of its own, tied to the first one from both sides', async () => {
  const { receives, review } = await simulator.seller()
  const first = await receives.review({ text: 'Хорошие', nmId: 245117390 })

  const second = await receives.review({ text: 'Дополняю: отклеилась подошва', parentFeedbackId: first.id })

  expect(second).toMatchObject({ parentFeedbackId: first.id, productDetails: { nmId: 245117390 } })
  expect((await review(first.id)).childFeedbackId).toBe(second.id)
})

test('pictures of a review open without a network', async () => {
  const { receives, review } = await simulator.seller()
  const { id } = await receives.review({ photos: 2 })

  const { photoLinks } = await review(id)
  const first = photoLinks?.[0]
  const picture = await fetch(first?.fullSize ?? '')
  const bytes = Buffer.from(await picture.arrayBuffer())

  expect(photoLinks).toHaveLength(2)
  expect(first?.fullSize).toMatch(/\.webp$/)
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect((await fetch(first?.miniSize ?? '')).status).toBe(200)
})

test('new means unviewed: a look in the portal makes the flag drop', async () => {
  const { get, receives, sid } = await simulator.seller()
  const { id } = await receives.review()

  const before = await get('/api/v1/new-feedbacks-questions')
  await simulator.control('POST', 'portal/view', { sid, id })
  const after = await get('/api/v1/new-feedbacks-questions')

  expect(before.body.data).toEqual({ hasNewQuestions: false, hasNewFeedbacks: true })
  expect(after.body.data).toEqual({ hasNewQuestions: false, hasNewFeedbacks: false })
})
