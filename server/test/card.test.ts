import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
  await seller.isConnected()
})
afterAll(async () => await app.close())

test('a review shows what the buyer wrote, the answer, and keeps the message when a reply becomes the answer', async () => {
  const review = await seller.receives.review({ text: 'Порвался шов' })
  const sent = await send(review, 'Передали мастеру')
  const waiting = await card(review)
  expect(waiting.messages).toMatchObject([
    { author: 'BUYER', text: 'Порвался шов', reply: null, source: null },
    { author: 'SELLER', text: 'Передали мастеру', reply: { id: sent, state: 'QUEUED' }, source: 'AGENTIQ' },
  ])

  await confirm(review, sent)

  const confirmed = await card(review)
  expect(confirmed.messages).toMatchObject([
    {},
    { id: waiting.messages[1]?.id, reply: { id: sent, state: 'CONFIRMED' } },
  ])
  expect(
    (
      await ask(
        app,
        seller,
        '{ node(id: ID) { ... on Message { text } } }'.replace('ID', JSON.stringify(waiting.messages[1]?.id)),
      )
    ).data,
  ).toEqual({
    node: { text: 'Передали мастеру' },
  })
})

test('an answer given elsewhere is shown as one from the cabinet', async () => {
  const question = await seller.receives.question({ text: 'Есть M?', status: 'responded', wbSyncState: 'confirmed' })
  await app.deps.db.prisma.responseHistory.create({
    data: {
      sellerId: seller.sellerId,
      interactionId: question.uuid,
      channel: 'question',
      text: 'Да',
      source: 'wb_cabinet',
      externalRef: 'wb',
    },
  })

  expect(await card(question)).toMatchObject({
    replyBlocked: 'ALREADY_ANSWERED',
    messages: [{ text: 'Есть M?' }, { text: 'Да', source: 'WB_CABINET', sentAt: null, reply: null }],
  })
})

test('a chat shows its messages in order and a reply of ours until its echo takes its place', async () => {
  const chat = await seller.receives.chat()
  await say(chat, 'buyer', 'Где заказ?', 2)
  await say(chat, 'system', 'Покупатель открыл чат', 1)
  const sent = await send(chat, 'Уже едет')
  expect((await card(chat)).messages.map(({ author, text }) => [author, text])).toEqual([
    ['SYSTEM', 'Покупатель открыл чат'],
    ['BUYER', 'Где заказ?'],
    ['SELLER', 'Уже едет'],
  ])

  await say(chat, 'seller', 'Уже едет', 3, sent)

  const { messages } = await card(chat)
  expect(messages).toHaveLength(3)
  expect(messages[2]).toMatchObject({
    id: encodeId('Message', `reply:${uuidIn(sent)}`),
    source: 'AGENTIQ',
    reply: { id: sent },
  })
})

test('a cancelled reply is a receipt and no part of the conversation', async () => {
  const review = await seller.receives.review()
  const sent = await send(review, 'Поспешный ответ')
  await read(app, seller, 'mutation ($id: ID!) { cancelReply(input: { replyId: $id }) { __typename } }', { id: sent })

  const { messages, replies, lastReply, replyBlocked, needsResponse } = await card(review)
  expect(messages).toHaveLength(1)
  expect([replies, lastReply]).toMatchObject([[{ state: 'CANCELLED' }], { state: 'CANCELLED' }])
  expect([replyBlocked, needsResponse]).toEqual([null, true])
})

test.each([
  [{}, null],
  [{ readOnly: true }, 'READ_ONLY_KEY'],
  [{ state: 'rejected' }, 'KEY_REJECTED'],
  [{ state: 'expired' }, 'KEY_REJECTED'],
  [{ opensChats: false }, 'NO_CHAT_ACCESS'],
])('with the key %o writing into a chat is blocked by %s, and so says the mutation', async (key, block) => {
  const other = await givenSeller(app)
  await other.isConnected(key)
  const chat = await other.receives.chat()

  const { interaction } = await read<{ interaction: Card }>(app, other, cardQuery, { id: chat.id })
  const { sendReply } = await read<{ sendReply: object }>(app, other, sendMutation, {
    id: chat.id,
    text: 'Да',
    key: randomUUID(),
  })

  expect(interaction.replyBlocked).toBe(block)
  expect(sendReply).toMatchObject(
    block ? { __typename: 'WritingBlocked', reason: block } : { __typename: 'SendReplySuccess' },
  )
})

test('a key that does not open reviews says so, and does not send its owner to connect once more', async () => {
  const other = await givenSeller(app)
  await other.isConnected({ opensFeedbacks: false })
  const review = await other.receives.review()

  expect(await read(app, other, cardQuery, { id: review.id })).toMatchObject({
    interaction: { replyBlocked: 'NO_FEEDBACKS_ACCESS' },
  })
})

test('an item that the marketplace no longer shows takes no answer', async () => {
  const extra = { removedAt: app.clock.now().toISOString() }
  const review = await seller.receives.review({ status: 'closed', closeReason: 'wb_archived', extra })

  expect((await card(review)).replyBlocked).toBe('REMOVED')
  expect(await read(app, seller, sendMutation, { id: review.id, text: 'Да', key: randomUUID() })).toMatchObject({
    sendReply: { __typename: 'WritingBlocked', reason: 'REMOVED' },
  })
})

test('an item is closed, looks closed, and comes back as it was', async () => {
  const review = await seller.receives.review({ rating: 1, text: 'Не работает' })
  const close =
    'mutation ($id: ID!, $reason: CloseReason) { closeInteraction(input: { interactionId: $id, reason: $reason }) { __typename ... on CloseInteractionSuccess { interaction { status closeReason slaState } } } }'
  const reopen =
    'mutation ($id: ID!) { reopenInteraction(input: { interactionId: $id }) { __typename ... on ReopenInteractionSuccess { interaction { status closeReason priority slaState } } } }'

  expect(await read(app, seller, close, { id: review.id, reason: 'NO_TEXT' })).toMatchObject({
    closeInteraction: { __typename: 'BadInput' },
  })
  expect(await read(app, seller, close, { id: review.id, reason: 'SPAM' })).toMatchObject({
    closeInteraction: { interaction: { status: 'CLOSED', closeReason: 'SPAM', slaState: 'ANSWERED' } },
  })
  expect(await read(app, seller, reopen, { id: review.id })).toMatchObject({
    reopenInteraction: { interaction: { status: 'OPEN', closeReason: null, priority: 'URGENT', slaState: 'DUE_SOON' } },
  })
  const events = await app.deps.db.prisma.journalEvent.findMany({
    where: { interactionId: review.uuid },
    orderBy: { seq: 'asc' },
  })
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([
    ['closed', seller.userId],
    ['reopened', seller.userId],
  ])
})

test('two mutations in one request each show how things stand after them', async () => {
  const review = await seller.receives.review()
  const both = /* GraphQL */ `
    mutation ($id: ID!) {
      close: closeInteraction(input: { interactionId: $id }) {
        ... on CloseInteractionSuccess { interaction { status } }
      }
      reopen: reopenInteraction(input: { interactionId: $id }) {
        ... on ReopenInteractionSuccess { interaction { status } }
      }
    }
  `

  expect(await read(app, seller, both, { id: review.id })).toEqual({
    close: { interaction: { status: 'CLOSED' } },
    reopen: { interaction: { status: 'OPEN' } },
  })
})

test('lists mask personal data and keep to one line; the card has the words as they are', async () => {
  const text = 'Мой номер\n+7 912 345-67-89'
  const review = await seller.receives.review({
    text,
    extra: { photos: [{ fullSize: 'a', miniSize: null }], cons: 'Шов' },
  })

  expect(await card(review)).toMatchObject({
    text,
    preview: 'Мой номер •••• 89',
    photoCount: 1,
    review: { cons: 'Шов', photos: [{ fullSize: 'a', miniSize: 'a' }] },
  })
})

const cardQuery = /* GraphQL */ `
  query ($id: ID!) {
    interaction(id: $id) {
      text preview photoCount needsResponse replyBlocked
      review { cons photos { fullSize miniSize } }
      lastReply { id state }
      replies { id state }
      messages { id author text sentAt source reply { id state } }
    }
  }
`
const sendMutation = /* GraphQL */ `
  mutation ($id: ID!, $text: String!, $key: String!) {
    sendReply(input: { interactionId: $id, text: $text, key: $key }) {
      __typename
      ... on SendReplySuccess { reply { id } }
      ... on WritingBlocked { reason }
    }
  }
`

type Card = {
  replyBlocked: string | null
  needsResponse: boolean
  lastReply: object | null
  replies: object[]
  messages: { id: string; author: string; text: string }[]
}

async function card({ id }: Received): Promise<Card> {
  return (await read<{ interaction: Card }>(app, seller, cardQuery, { id })).interaction
}

async function send({ id }: Received, text: string): Promise<string> {
  const { sendReply } = await read<{ sendReply: { reply: { id: string } } }>(app, seller, sendMutation, {
    id,
    text,
    key: randomUUID(),
  })
  return sendReply.reply.id
}

/** What the worker does when the marketplace shows a reply. */
async function confirm({ uuid }: Received, replyId: string): Promise<void> {
  const { prisma } = app.deps.db
  const id = uuidIn(replyId)
  const { text } = await prisma.replyOutbox.update({
    where: { id },
    data: { state: 'confirmed', sentAt: app.clock.now() },
  })
  await prisma.responseHistory.create({
    data: {
      sellerId: seller.sellerId,
      interactionId: uuid,
      channel: 'review',
      text,
      source: 'agentiq',
      externalRef: id,
    },
  })
}

async function say({ uuid }: Received, author: string, text: string, second: number, replyId?: string): Promise<void> {
  const { prisma } = app.deps.db
  const thread = await prisma.chatThread.findUniqueOrThrow({ where: { interactionId: uuid } })
  await prisma.chatMessage.create({
    data: {
      threadId: thread.id,
      externalMessageId: randomUUID(),
      direction: author === 'seller' ? 'outgoing' : 'incoming',
      author,
      text,
      sentAt: new Date(app.clock.now().getTime() + second * 1000),
      ...(replyId && { replyId: uuidIn(replyId) }),
    },
  })
}

function uuidIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? ''
}
