import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSeller, type TestSimulator } from './caller.ts'
import { DAY } from './clock.ts'
import { pageOf, selected } from './list-rules.ts'
import { randomFrom } from './random.ts'
import { reviewKind } from './reviews.ts'
import { seedSeller } from './seed-seller.ts'
import { emptySeller } from './seller.ts'

const NOW = Date.parse('2026-12-01T12:00:00Z')

let simulator: TestSimulator
let seller: TestSeller

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty', moderationMs: 0, readLagMs: 0 })
  await simulator.control('POST', 'clock', { now: NOW, scale: 0 })
  seller = await simulator.seller({ sid: 'big' })
})

afterAll(() => simulator.close())

const list = async (query: string) => (await seller.get(`/api/v1/feedbacks?${query}`)).body.data

test('a big shop is made in seconds, lies over the years, and every page of it is whole', async () => {
  const began = process.cpuUsage()
  const amount = { reviews: 300_000, questions: 40_000, chats: 5000, days: 700, waiting: 0.05 }

  const made = await simulator.control('POST', 'seed', { sid: 'big', generate: amount })
  const seconds = busySince(began)
  const oldest = await list('isAnswered=true&take=1&skip=0&order=dateAsc')
  const processed = await seller.get('/api/v1/feedbacks/count?isAnswered=true')
  const window = await list(`isAnswered=true&take=5000&skip=0&dateFrom=${Math.floor(NOW / 1000) - 30 * 86_400}`)

  expect(made.body).toEqual({ reviews: 300_000, questions: 40_000, chats: 5000 })
  expect(seconds).toBeLessThan(20)
  expect(Number(oldest?.countUnanswered) + Number(processed.body.data)).toBe(300_000)
  // Those that nobody has answered for a month are in the archive too.
  expect(Number(oldest?.countArchive)).toBeGreaterThan(Number(processed.body.data))
  expect(Number(oldest?.countArchive)).toBeLessThan(300_000)
  expect(Number(oldest?.countUnanswered)).toBeGreaterThan(12_000)
  expect(Number(oldest?.countUnanswered)).toBeLessThan(18_000)
  expect(NOW - Date.parse(oldest?.feedbacks[0]?.createdDate ?? '')).toBeGreaterThan(699 * DAY)
  expect(new Set(window?.feedbacks.map(({ id }) => id)).size).toBe(5000)
}, 240_000)

test('questions of a big shop are reached by their dates, and its chats by their stream', async () => {
  const questions = await seller.get('/api/v1/questions?isAnswered=true&take=10000&skip=0&order=dateAsc')
  const dates = questions.body.data?.questions.map(({ createdDate }) => Date.parse(createdDate)) ?? []
  const { body: chats } = await seller.get('/api/v1/seller/chats')
  const first = await seller.events()
  const second = await seller.events(first.next)

  expect(dates).toHaveLength(10_000)
  expect(dates).toEqual(dates.toSorted((one, other) => one - other))
  expect(chats.result).toHaveLength(5000)
  expect(second.events[0]?.addTimestamp).toBeGreaterThan(first.next ?? 0)
})

test('an answer moves one of many reviews to the other list, wherever it lies', async () => {
  const before = await list('isAnswered=false&take=1&skip=7000')
  const id = before?.feedbacks[0]?.id ?? ''

  await seller.answer(id, 'Спасибо, исправимся!')
  const after = await list('isAnswered=false&take=1&skip=7000')

  expect(Number(after?.countUnanswered)).toBe(Number(before?.countUnanswered) - 1)
  expect(after?.feedbacks[0]?.id).not.toBe(id)
  expect((await seller.review(id)).answer?.text).toBe('Спасибо, исправимся!')
})

test('a page of 5000 out of 300,000 is found in twenty milliseconds', () => {
  const big = emptySeller('big', 'Лавка', randomFrom('big'))
  const generate = { reviews: 300_000, questions: 0, chats: 0, days: 700, waiting: 0.05 }
  seedSeller(big, { seed: 'empty', generate }, NOW)
  big.reviews.rows(NOW)

  const took = Array.from({ length: 9 }, (_, window) => {
    const began = process.cpuUsage()
    const { processed } = big.reviews.rows(NOW + window)
    const filter = { isAnswered: true, nmId: null, from: (NOW - (window + 2) * 30 * DAY) / 1000, to: null }
    const row = selected(processed, filter, ({ review }) => review.productDetails)
    const page = pageOf(row, { take: 5000, skip: 2500, newestFirst: false })
    expect(page).toHaveLength(5000)
    return 1000 * busySince(began)
  })

  // Other programs of the machine can only make it look slower than it is.
  expect(Math.min(...took)).toBeLessThan(20)
}, 120_000)

test('what moderation refuses goes back to the open ones, and a clock set back undoes it', async () => {
  const own = await simulatorForTests({ seed: 'empty', moderationMs: DAY, readLagMs: 1000 })
  await own.control('POST', 'clock', { now: NOW, scale: 0 })
  const { get, answer, has, receives } = await own.seller()
  await has({ moderationRejects: 1 })
  const { id } = await receives.review()
  const open = async () => (await get('/api/v1/feedbacks/count?isAnswered=false')).body.data

  await answer(id, 'Пишите нам в другой мессенджер')
  const counts = [await open()]
  for (const later of [1000, 2 * DAY]) {
    await own.later(later)
    counts.push(await open())
  }
  await own.control('POST', 'clock', { now: NOW + 2000 })
  counts.push(await open())

  expect(counts).toEqual([1, 0, 1, 0])
  await own.close()
})

test('the shelf agrees with a plain look at every review, whatever was done to it', () => {
  const shop = emptySeller('shop', 'Лавка', randomFrom('shop'))
  seedSeller(shop, { seed: 'shop' }, NOW)
  const some = shop.reviews.all()
  for (const { review } of some.slice(0, 20)) shop.reviews.remove(review.id)
  shop.reviews.putAll(some.slice(0, 10))
  for (const stored of some.slice(10, 15)) shop.reviews.put(stored)

  for (const now of [NOW - 90 * DAY, NOW, NOW - 30 * DAY]) {
    const { open, processed } = shop.reviews.rows(now)
    const plainly = shop.reviews.all().filter((stored) => reviewKind.isProcessed(stored, now))
    expect(processed.map(({ id }) => id).sort()).toEqual(plainly.map(({ review }) => review.id).sort())
    expect(open.length + processed.length).toBe(shop.reviews.size())
    expect(open.map(({ at }) => at)).toEqual(open.map(({ at }) => at).sort((one, other) => one - other))
  }
})

/** Seconds of work, so that a busy machine does not count as a slow simulator. */
function busySince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1e6
}
