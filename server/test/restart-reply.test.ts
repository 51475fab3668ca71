import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { type Asker, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type Office, openOffice } from '../testkit/office.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// What was given up stays visible, and goes again only if it surely was not executed.

let office: Office
let app: TestApp
beforeAll(async () => {
  office = await openOffice()
  app = await startApp()
})
afterAll(async () => {
  await office.close()
  await app.close()
})

test('an answer that a refused key ended is started again with the next key, and is published once', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Крошится грифель' })
  const review = await shop.item('Крошится грифель')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 401, times: 1 })
  const { reply } = await shop.sends(review.id, 'Проверим партию карандашей')
  await shop.becomes(review.id, 'FAILED')
  expect(await lost(office.app, shop)).toMatchObject([{ id: reply?.id, canRestart: true, failure: 'AUTH' }])
  expect(await restarts(office.app, shop, reply?.id)).toMatchObject({ __typename: 'WritingBlocked' })

  await shop.connects()
  const [one, other] = await Promise.all([restarts(office.app, shop, reply?.id), restarts(office.app, shop, reply?.id)])

  expect([one, other].map(({ __typename }) => __typename)).toContain('RestartReplySuccess')
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Проверим партию карандашей'])
  expect(await lost(office.app, shop)).toEqual([])
  expect(await shop.item('Крошится грифель')).toMatchObject({ needsResponse: false, displayStatus: 'RESPONDED' })
})

test('what is started again can be taken back as long as a new reply, and leaves when that time is over', async () => {
  const shop = await office.opensShop()
  const texts = ['Ластик пачкает', 'Точилка тупая']
  const sent: { id: string; replyId: string | undefined }[] = []
  for (const text of texts) {
    await shop.buyer('review', { rating: 2, text })
    const { id } = await shop.item(text)
    await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 401, times: 1 })
    sent.push({ id, replyId: (await shop.sends(id, `Проверим: ${text}`)).reply?.id })
    await shop.becomes(id, 'FAILED')
    await shop.connects()
  }
  const [regretted, other] = sent
  office.waitsBeforeSending(20)

  expect(await restarts(office.app, shop, regretted?.replyId)).toMatchObject({ __typename: 'RestartReplySuccess' })
  expect(await shop.cancels(regretted?.replyId ?? '')).toMatchObject({ __typename: 'CancelReplySuccess' })
  expect(await shop.item('Ластик пачкает')).toMatchObject({ needsResponse: true })
  const choice = { undoSeconds: 0 }
  expect(await restarts(office.app, shop, other?.replyId, { undoSeconds: 21 })).toMatchObject({
    __typename: 'BadInput',
  })
  expect(await restarts(office.app, shop, other?.replyId, choice)).toMatchObject({ __typename: 'RestartReplySuccess' })
  office.waitsBeforeSending(0)

  await shop.becomes(other?.id ?? '', 'CONFIRMED')
  await office.passes(30)
  expect(await shop.applied()).toEqual(['Проверим: Точилка тупая'])
})

test('a key that was refused to write speaks for no key that was given while its call was under way', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Грифель не в центре' })
  const review = await shop.item('Грифель не в центре')
  const late = { status: 401, delayMs: 5000, times: 1 }
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', ...late })
  const { reply } = await shop.sends(review.id, 'Проверим станок')
  await shop.becomes(review.id, 'SENDING')
  await shop.connects()
  await shop.becomes(review.id, 'FAILED')

  expect(await restarts(office.app, shop, reply?.id)).toMatchObject({ __typename: 'RestartReplySuccess' })
  await shop.becomes(review.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Проверим станок'])
})

test('a message is not started again over what the buyer has written since, unless whoever sends it has read that', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Ещё в наличии?', chatID: 'stock' })
  const chat = await shop.item('Ещё в наличии?')
  await shop.fails({ path: '/api/v1/seller/message', status: 401, times: 1 })
  const { reply } = await shop.sends(chat.id, 'Да, отправим завтра')
  await shop.becomes(chat.id, 'FAILED')
  const seenAt = new Date().toISOString()
  await shop.connects()
  await shop.buyer('chat', { text: 'Уже не надо, спасибо', chatID: 'stock' })
  await shop.item('Уже не надо, спасибо')

  const refused = await restarts(office.app, shop, reply?.id, { seenAt })
  expect(refused).toMatchObject({ __typename: 'BuyerWroteMeanwhile' })
  expect(await shop.replyTo(chat.id)).toMatchObject({ state: 'FAILED' })
  expect(await restarts(office.app, shop, reply?.id)).toMatchObject({ __typename: 'RestartReplySuccess' })
  await shop.becomes(chat.id, 'CONFIRMED')
})

test.each([
  ['failed', 'network', true],
  ['failed', 'rate', true],
  ['failed', 'guardrail', false],
  ['failed', 'not_found', false],
  ['failed', 'files', false],
  ['needs_attention', null, false],
  ['moderation_rejected', 'moderation', false],
] as const)('a reply that is %s because of %s may start again: %s', async (state, lastError, may) => {
  const seller = await givenSeller(app)
  await seller.isConnected()
  const id = await hasLost(seller, { state, lastError })

  expect(await lost(app, seller)).toMatchObject([{ id, canRestart: may }])
  expect(await restarts(app, seller, id)).toMatchObject(
    may
      ? { __typename: 'RestartReplySuccess', reply: { state: 'QUEUED', attempts: 0, failure: null } }
      : { __typename: 'Conflict', reason: 'NOT_RESTARTABLE' },
  )
})

test.each(['unknown', 'accepted', 'sending', 'confirmed'])('a reply that is %s is not started again', async (state) => {
  const seller = await givenSeller(app)
  await seller.isConnected()
  const id = await hasLost(seller, { state, lastError: 'network' })

  expect(await lost(app, seller)).toEqual([])
  expect(await restarts(app, seller, id)).toMatchObject({ __typename: 'Conflict' })
})

test.each([
  ['queued', true],
  ['sending', true],
  ['retry_wait', true],
  ['unknown', true],
  ['accepted', false],
  ['failed', false],
  ['cancelled', false],
])('a reply that is %s waits on the server: %s', async (state, waits) => {
  const [seller, stranger] = [await givenSeller(app), await givenSeller(app)]
  const id = await hasLost(seller, { state, lastError: null })

  expect(await waiting(seller)).toEqual(waits ? [{ id, state: state.toUpperCase() }] : [])
  expect(await waiting(stranger)).toEqual([])
})

test('what was put aside, and what is somebody else’s, is not started again', async () => {
  const [seller, stranger] = [await givenSeller(app), await givenSeller(app)]
  await seller.isConnected()
  const id = await hasLost(seller, { state: 'failed', lastError: 'network' })

  expect(await restarts(app, stranger, id)).toMatchObject({ __typename: 'NotFound' })
  expect(await lost(app, stranger)).toEqual([])
  await app.deps.db.prisma.replyOutbox.updateMany({
    where: { sellerId: seller.sellerId },
    data: { dismissedAt: app.clock.now() },
  })
  expect(await restarts(app, seller, id)).toMatchObject({ __typename: 'Conflict' })
})

async function hasLost(
  { sellerId, receives }: GivenSeller,
  { state, lastError }: { state: string; lastError: string | null },
): Promise<string> {
  const { uuid: interactionId } = await receives.chat()
  const { id } = await app.deps.db.prisma.replyOutbox.create({
    data: {
      ...{ sellerId, interactionId, channel: 'chat', text: 'Добрый день', state, lastError, attempts: 6 },
      ...{ idempotencyKey: crypto.randomUUID(), createdAt: app.clock.now() },
    },
  })
  return encodeId('Reply', id)
}

type Lost = { id: string; canRestart: boolean; failure: string | null }

async function lost(where: { url: string }, asker: Asker): Promise<Lost[]> {
  const { sellers } = await read<{ sellers: { lostReplies: Lost[] }[] }>(where, asker, lostQuery)
  return sellers[0]?.lostReplies ?? []
}

async function waiting(asker: Asker): Promise<object[]> {
  type Waiting = { sellers: { waitingReplies: object[] }[] }
  const { sellers } = await read<Waiting>(app, asker, '{ sellers { waitingReplies { id state } } }')
  return sellers[0]?.waitingReplies ?? []
}

type Restarted = { __typename: string; reason?: string; reply?: { state: string; attempts: number } }

async function restarts(
  where: { url: string },
  asker: Asker,
  replyId?: string,
  choices: { seenAt?: string; undoSeconds?: number } = {},
): Promise<Restarted> {
  const input = { replyId: replyId ?? '', ...choices }
  return (await read<{ restartReply: Restarted }>(where, asker, restartMutation, { input })).restartReply
}

const lostQuery = '{ sellers { lostReplies { id canRestart failure } } }'
const restartMutation = `mutation ($input: RestartReplyInput!) {
  restartReply(input: $input) {
    __typename
    ... on Conflict { reason }
    ... on RestartReplySuccess { reply { state attempts failure } }
  }
}`
