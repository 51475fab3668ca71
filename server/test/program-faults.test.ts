import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Deps } from '#deps.ts'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A fault of our own program, over and over again: it neither keeps a reply for ever that has not left, nor gives up one that has.

let office: Office
let connectors: Deps['connectors']
beforeAll(async () => {
  office = await openOffice()
  connectors = office.app.deps.connectors
})
afterEach(() => mend())
afterAll(() => office.close())

test('a reply that the program breaks down over five times in a row has failed, and goes when it is restarted', async () => {
  const { shop, review } = await opensWith('Не открывается крышка')
  breakDown()

  await shop.sends(review.id, 'Пришлём другую')
  for (const minutes of [1, 2, 3]) {
    await faults(review.id, minutes)
    await office.passes(60 * minutes)
  }
  await faults(review.id, 4)
  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'QUEUED', failure: null })
  await office.passes(60 * 4)

  await shop.becomes(review.id, 'FAILED')
  expect(await shop.replyTo(review.id)).toMatchObject({ failure: 'INTERNAL', attempts: 0, sentAt: null })
  expect(await shop.item('Не открывается крышка')).toMatchObject({ needsResponse: true })
  await office.passes(15)
  await expect.poll(() => alerts(shop)).toEqual([{ code: 'REPLY_FAILED', count: 1 }])
  expect(await shop.journal()).toContain('reply_failed')

  mend()
  expect(await restarts(shop)).toMatchObject([{ __typename: 'RestartReplySuccess' }])
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await stored(review.id)).toMatchObject({ faults: 0 })
  expect(await shop.applied()).toEqual(['Пришлём другую'])
})

test('a reply that another process has claimed meanwhile is not set aside', async () => {
  const { shop, review } = await opensWith('Гнётся ручка')
  const { prisma } = office.app.deps.db
  const taken: object[] = []
  office.app.deps.connectors = async (sellerId, aside) => {
    if (aside) return await connectors(sellerId, aside)
    const { id } = await prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Укрепим ручку' } })
    taken.push(await prisma.replyOutbox.update({ where: { id }, data: { leaseOwner: 'another process' } }))
    throw new TypeError('A bug, made for the test.')
  }
  await shop.sends(review.id, 'Укрепим ручку')
  await expect.poll(() => taken, { timeout: 10_000 }).toHaveLength(1)
  // A fault is written down at once. Whatever else the office does, readings of shops among it, is not waited for.
  await pause(2000)

  expect(await stored(review.id)).toMatchObject({ ...taken[0], faults: 0, leaseOwner: 'another process' })
})

test('faults before a call that is made after all are forgotten', async () => {
  const { shop, review } = await opensWith('Скрипит петля')
  breakDown()
  await shop.sends(review.id, 'Смажьте маслом')
  await faults(review.id, 1)

  mend()
  await office.passes(60)

  await shop.becomes(review.id, 'CONFIRMED')
  expect(await stored(review.id)).toMatchObject({ faults: 0 })
})

test.each([
  ['ACCEPTED', { moderationMs: 20_000 }, null],
  ['UNKNOWN', {}, { status: 503, times: 1 }],
] as const)(
  'a reply that is %s is looked for however often the program breaks down over it',
  async (state, knobs, trouble) => {
    const { shop, review } = await opensWith(`Потускнела ручка, ${state}`)
    await shop.meets(knobs)
    if (trouble) await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', ...trouble })
    await shop.sends(review.id, 'Проверим покрытие')
    await shop.becomes(review.id, state)

    breakDown()
    for (let fault = 1; fault <= 7; fault += 1) {
      await office.passes(60 * 10)
      await faults(review.id, fault)
    }
    expect(await shop.replyTo(review.id)).toMatchObject({ state, failure: null })

    mend()
    await office.passes(60 * 10)
    await shop.becomes(review.id, 'CONFIRMED')
    expect(await shop.applied()).toEqual(['Проверим покрытие'])
  },
)

async function opensWith(words: string): Promise<{ shop: Shop; review: { id: string } }> {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 3, text: words })
  return { shop, review: await shop.item(words) }
}

/** From now on the program has a bug wherever a reply is worked on. Reading goes on. */
function breakDown(): void {
  office.app.deps.connectors = async (sellerId, aside) => {
    if (!aside) throw new TypeError('A bug, made for the test.')
    return await connectors(sellerId, aside)
  }
}

function mend(): void {
  office.app.deps.connectors = connectors
}

/** Waits until the program has broken down over the reply to this item so many times. */
async function faults(interactionId: string, count: number): Promise<void> {
  await expect.poll(async () => (await stored(interactionId)).faults, { timeout: 10_000 }).toBe(count)
}

async function stored(interactionId: string): Promise<{ faults: number }> {
  const id = Buffer.from(interactionId, 'base64url').toString().split(':')[1] ?? ''
  return await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { interactionId: id } })
}

async function alerts({ cookie }: Shop): Promise<object[]> {
  type Alerts = { sellers: { opsAlerts: object[] }[] }
  const { sellers } = await read<Alerts>(office.app, { cookie }, '{ sellers { opsAlerts { code count } } }')
  return sellers.flatMap(({ opsAlerts }) => opsAlerts)
}

async function restarts({ cookie }: Shop): Promise<{ __typename: string }[]> {
  type Lost = { sellers: { lostReplies: { id: string }[] }[] }
  const { sellers } = await read<Lost>(office.app, { cookie }, '{ sellers { lostReplies { id } } }')
  const ids = sellers.flatMap(({ lostReplies }) => lostReplies.map(({ id }) => id))
  const restart = 'mutation ($input: RestartReplyInput!) { restartReply(input: $input) { __typename } }'
  return await Promise.all(
    ids.map(async (replyId) => {
      type Answer = { restartReply: { __typename: string } }
      return (await read<Answer>(office.app, { cookie }, restart, { input: { replyId } })).restartReply
    }),
  )
}
