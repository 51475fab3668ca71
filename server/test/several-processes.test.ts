import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Partner, partnerOf } from '../testkit/partner.ts'
import { type Product, startProduct } from '../testkit/product.ts'

// `LIMITS_SECONDS=600` is the long form.
const limitsSeconds = Number(process.env.LIMITS_SECONDS ?? 45)

// Processes as they run for people, beside a simulator: killed without a word, and several on one database.

describe('on the embedded database', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ UNDO_SECONDS: '1' })
  })
  afterAll(async () => await product?.stop())

  test('killed in the middle of sending and started again, the app sends each reply once and confirms it', async () => {
    const partner = await partnerOf(product)
    for (let number = 1; number <= 8; number++) await partner.buyer('chat', { text: `Вопрос номер ${number}` })
    const chats = await partner.waitsFor(8)

    await Promise.all(chats.map(({ id }, index) => partner.sends(id, `Ответ номер ${index + 1}`)))
    await partner.appliedAtLeast(2)
    await product.restart()

    await partner.allSettled(8)
    const sent = await partner.applied()
    expect(sent).toHaveLength(new Set(sent).size)
    expect(await partner.states()).toEqual(await partner.expectedStates(sent))
  }, 180_000)

  test('killed in the middle of the first synchronisation, the app brings the rest', async () => {
    const partner = await partnerOf(product, { seed: 'shop', connected: false })
    const { reviews, questions, chats } = await partner.shopSize()
    await partner.connects()
    await product.restart()

    await expect.poll(() => partner.count(), { timeout: 90_000, interval: 500 }).toBe(reviews + questions + chats)
  }, 180_000)
})

describe.skipIf(!process.env.DATABASE_URL)('needs PostgreSQL: set DATABASE_URL', () => {
  const name = `agentiq_several_${randomBytes(5).toString('hex')}`
  let one: Product
  let other: Product

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name}`)
    const url = Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: `/${name}` }).href
    const env = { DATABASE_URL: url, SECRET_KEY: 'the same key for every process, long enough', UNDO_SECONDS: '0' }
    one = await startProduct(env)
    other = await startProduct({ ...env, WB_FEEDBACKS_URL: one.simulatorUrl, WB_CHAT_URL: one.simulatorUrl })
  }, 120_000)

  afterAll(async () => {
    await other?.stop()
    await one?.stop()
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })

  test('two processes share the work: everything comes in once, every reply leaves once', async () => {
    const partner = await partnerOf(one)
    for (let number = 1; number <= 12; number++) await partner.buyer('chat', { text: `Вопрос номер ${number}` })
    const chats = await partner.waitsFor(12)

    await Promise.all(
      chats.map(({ id }, index) => partner.through(index % 2 ? other : one).sends(id, `Ответ номер ${index + 1}`)),
    )
    await partner.allSettled(12)

    expect((await partner.applied()).sort()).toEqual(chats.map((_, index) => `Ответ номер ${index + 1}`).sort())
    expect(new Set(await partner.states())).toEqual(new Set(['CONFIRMED']))
    expect(await partner.count()).toBe(12)
  }, 120_000)

  test(
    'two processes and four shops keep inside the limits of WB together: not one request is too many',
    async () => {
      const rich = await Promise.all(Array.from({ length: 3 }, () => partnerOf(one, { seed: 'shop' })))
      const shops = [...rich, await partnerOf(one, { seed: 'shop', key: { acc: 1 } })]

      const answered = new Set<string>()
      const until = Date.now() + limitsSeconds * 1000
      for (let round = 1; Date.now() < until; round += 1) {
        await Promise.all(rich.map((shop) => shop.buyer('chat', { text: `Вопрос номер ${round}` })))
        const item = (await rich[0]?.open())?.find(({ id }) => !answered.has(id))
        if (item) await rich[0]?.through(round % 2 ? one : other).sends(item.id, `Ответ номер ${round}`)
        if (item) answered.add(item.id)
        await pause(1000)
      }

      const requests = (await Promise.all(shops.map((shop) => shop.requests()))).flat()
      expect(requests.filter(({ status }) => status === 429)).toEqual([])
      expect(requests.length).toBeGreaterThan(limitsSeconds)
    },
    180_000 + limitsSeconds * 1000,
  )

  test('the same key through both processes at once is one reply', async () => {
    const partner: Partner = await partnerOf(one)
    await partner.buyer('review', { rating: 1, text: 'Не включается' })
    const [review] = await partner.waitsFor(1)
    const key = crypto.randomUUID()

    const ids = await Promise.all(
      [one, other].map((product) => partner.through(product).sends(review?.id ?? '', 'Заменим', key)),
    )
    await partner.allSettled(1)

    expect(new Set(ids).size).toBe(1)
    expect(await partner.applied()).toEqual(['Заменим'])
  }, 120_000)
})

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(sql)
  await client.end()
}
