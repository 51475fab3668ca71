import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, DAY } from '#domain/time.ts'
import { encodeId } from '#graphql/ids.ts'
import { findNextLinks } from '#processing/find-links.ts'
import { inTransaction } from '#storage/db.ts'
import { askForLinks } from '#storage/link-work.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test('a review whose order has a chat goes on in it at once, and both cards show the tie', async () => {
  const review = await seller.receives.review({ ...other(), orderId: 'rid-1' })
  const chat = await seller.receives.chat({ ...other(), orderId: 'rid-1' })
  await links(chat)

  expect(await escalate(review)).toMatchObject({ outcome: 'CONTINUED', candidates: [] })

  expect(await cardOf(review)).toMatchObject({
    escalation: { state: 'CONTINUED', chat: { id: chat.id }, candidates: [] },
  })
  expect(await cardOf(chat)).toMatchObject({ continues: [{ isCertain: true, interaction: { id: review.id } }] })
  expect(await told()).toEqual([
    ['escalated', review.uuid, seller.userId],
    ['escalated', chat.uuid, seller.userId],
  ])
})

test('a guess, however sure, changes nothing until the operator picks it; then it is also her verdict', async () => {
  const product = other()
  const review = await seller.receives.review({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  const chat = await seller.receives.chat({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  await links(chat)

  expect(await escalate(review)).toMatchObject({
    outcome: 'CHOOSE',
    candidates: [{ chat: { id: chat.id }, link: { actionMode: 'ASSIST_ONLY', confidence: 0.95 } }],
  })
  expect(await cardOf(review)).toMatchObject({ escalation: null })

  expect(await escalate(review, { chatId: chat.id })).toMatchObject({ outcome: 'CONTINUED' })
  expect(await cardOf(review)).toMatchObject({ escalation: { chat: { id: chat.id } }, links: [{ verdict: 'CORRECT' }] })
})

test('without a chat it waits fourteen days; a chat whose buyer writes about the product meanwhile is proposed on both cards', async () => {
  const product = other()
  const review = await seller.receives.review(product)
  expect(await escalate(review)).toMatchObject({ outcome: 'WAITING' })
  expect(await cardOf(review)).toMatchObject({
    escalation: { state: 'WAITING', waitsUntil: days(14).toISOString(), candidates: [], chat: null },
  })

  const [chat] = [
    await writesInChat(product, days(10)),
    await writesInChat(other(), days(10)),
    await writesInChat(product, days(15)),
  ]
  await links(chat)

  expect(await cardOf(review)).toMatchObject({ escalation: { candidates: [{ chat: { id: chat.id }, link: null }] } })
  expect((await cardOf(review)).escalation?.candidates).toHaveLength(1)
  expect(await cardOf(chat)).toMatchObject({ continues: [{ isCertain: false, interaction: { id: review.id } }] })
  expect(await told()).toContainEqual(['chat_proposed', review.uuid, 'system'])
  expect(await escalate(review, { chatId: chat.id })).toMatchObject({ outcome: 'CONTINUED' })
})

test('of a chat that goes on and on it is told once', async () => {
  const product = other()
  const review = await seller.receives.review(product)
  await escalate(review)
  const chat = await writesInChat(product, days(1))

  await links(chat)
  await links(chat)

  expect((await told()).filter(([type, id]) => type === 'chat_proposed' && id === review.uuid)).toHaveLength(1)
})

test('only an identifier ties by itself what waits, never a guess', async () => {
  const product = other()
  const [sure, guessed] = [
    await seller.receives.review({ ...other(), orderId: 'rid-2' }),
    await seller.receives.review({ ...product, customerName: 'Анна', intent: 'defect_not_working' }),
  ]
  await escalate(sure)
  await escalate(guessed)

  const chat = await seller.receives.chat({ ...other(), orderId: 'rid-2' })
  const alike = await seller.receives.chat({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  await links(chat)
  await links(alike)

  expect(await cardOf(sure)).toMatchObject({ escalation: { state: 'CONTINUED', chat: { id: chat.id } } })
  expect(await cardOf(guessed)).toMatchObject({ escalation: { state: 'WAITING', chat: null } })
  expect(await told()).toContainEqual(['escalated', sure.uuid, 'system'])
})

test('a chat that was said to be another buyer’s is proposed no more', async () => {
  const product = other()
  const review = await seller.receives.review({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  const chat = await seller.receives.chat({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  await links(chat)
  await app.deps.db.prisma.linkCandidate.updateMany({
    where: { OR: [{ aId: chat.uuid }, { bId: chat.uuid }] },
    data: { verdict: 'incorrect' },
  })

  expect(await escalate(review)).toMatchObject({ outcome: 'WAITING', candidates: [] })
})

test('what goes on in a chat waits again once the link between them is called wrong, and the chat is proposed no more', async () => {
  const product = other()
  const review = await seller.receives.review({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  const chat = await seller.receives.chat({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  await links(chat)
  await escalate(review, { chatId: chat.id })

  await judges(chat, 'INCORRECT')

  expect(await cardOf(review)).toMatchObject({
    escalation: { state: 'WAITING', waitsUntil: days(14).toISOString(), chat: null, candidates: [] },
  })
  expect(await cardOf(chat)).toMatchObject({ continues: [] })
  expect((await told()).slice(-2)).toEqual([
    ['escalated', review.uuid, seller.userId],
    ['escalated', chat.uuid, seller.userId],
  ])
})

test('a chat whose link the cards hide is not proposed, unless an operator has called it right', async () => {
  const product = { ...other(), intent: 'defect_not_working' }
  const review = await seller.receives.review({ ...product, customerName: 'Анна' })
  const chat = await seller.receives.chat({ ...product, customerName: 'Борис' })
  await links(chat)
  const link = { OR: [{ aId: chat.uuid }, { bId: chat.uuid }] }
  expect(await app.deps.db.prisma.linkCandidate.findMany({ where: link })).toMatchObject([{ isShown: false }])

  expect(await escalate(review)).toMatchObject({ outcome: 'WAITING', candidates: [] })

  await app.deps.db.prisma.linkCandidate.updateMany({ where: link, data: { verdict: 'correct' } })
  expect(await escalate(review)).toMatchObject({ outcome: 'CHOOSE', candidates: [{ chat: { id: chat.id } }] })
})

test('a proposed chat that the operator declines is proposed no more, on either card, however often links are found anew', async () => {
  const product = other()
  const review = await seller.receives.review(product)
  await escalate(review)
  const chat = await writesInChat(product, days(10))
  await links(chat)
  expect((await cardOf(review)).escalation?.candidates).toHaveLength(1)

  const decline = 'mutation ($input: DeclineChatInput!) { declineChat(input: $input) { __typename } }'
  for (const _ of ['once', 'twice'])
    await read(app, seller, decline, { input: { interactionId: review.id, chatId: chat.id } })
  await links(chat)

  expect(await cardOf(review)).toMatchObject({ escalation: { state: 'WAITING', candidates: [] } })
  expect(await cardOf(chat)).toMatchObject({ continues: [] })
  expect(
    await app.deps.db.prisma.journalEvent.count({ where: { interactionId: review.uuid, type: 'link_verdict' } }),
  ).toBe(1)
})

test('none of them is the buyer’s: then it waits', async () => {
  const product = other()
  const review = await seller.receives.review({ ...product, customerName: 'Анна', intent: 'defect_not_working' })
  await links(await seller.receives.chat({ ...product, customerName: 'Анна', intent: 'defect_not_working' }))

  expect(await escalate(review, { isNoneOfThem: true })).toMatchObject({ outcome: 'WAITING' })
})

test('it is taken back, twice is once, and nothing of it stays on either card', async () => {
  const review = await seller.receives.review({ ...other(), orderId: 'rid-3' })
  const chat = await seller.receives.chat({ ...other(), orderId: 'rid-3' })
  await links(chat)
  await escalate(review)

  await withdraw(review)
  await withdraw(review)

  expect(await cardOf(review)).toMatchObject({ escalation: null })
  expect(await cardOf(chat)).toMatchObject({ continues: [] })
  expect((await told()).filter(([, id]) => id === review.uuid)).toHaveLength(2)
})

test('waiting that nobody ended is over after fourteen days', async () => {
  const review = await seller.receives.review(other())
  await escalate(review)
  app.clock.advance(14 * DAY)
  expect(await cardOf(review)).toMatchObject({ escalation: { state: 'WAITING' } })
  app.clock.advance(1)

  expect(await cardOf(review)).toMatchObject({ escalation: { state: 'EXPIRED' } })
})

test('what waited for too long is not tied by itself any more, though the chat is of its order', async () => {
  const [late, inTime] = [{ orderId: 'rid-late' }, { orderId: 'rid-in-time' }]
  const reviews = [
    await seller.receives.review({ ...other(), ...late }),
    await seller.receives.review({ ...other(), ...inTime }),
  ]
  for (const review of reviews) await escalate(review)

  app.clock.advance(14 * DAY)
  await links(await seller.receives.chat({ ...other(), ...inTime }))
  app.clock.advance(1)
  await links(await seller.receives.chat({ ...other(), ...late }))

  const states = await Promise.all(reviews.map(cardOf))
  expect(states).toMatchObject([
    { escalation: { state: 'EXPIRED', chat: null } },
    { escalation: { state: 'CONTINUED' } },
  ])
})

test('a chat of the sample data is not the one that a review of a buyer waits for', async () => {
  const product = other()
  const review = await seller.receives.review(product)
  await escalate(review)
  const sample = await writesInChat({ ...product, source: 'demo' }, app.clock.now())

  expect(await cardOf(review)).toMatchObject({ escalation: { state: 'WAITING', candidates: [] } })
  expect(await cardOf(sample)).toMatchObject({ continues: [] })
})

test('refused: a chat, a chat that nothing speaks for, an item of a stranger, too many words', async () => {
  const review = await seller.receives.review(other())
  const chat = await seller.receives.chat(other())
  const stranger = await givenSeller(app)

  expect(await escalate(chat)).toMatchObject({ __typename: 'BadInput', field: 'interactionId' })
  expect(await escalate(review, { chatId: chat.id })).toMatchObject({ __typename: 'BadInput', field: 'chatId' })
  expect(await escalate(review, { reason: 'а'.repeat(301) })).toMatchObject({ __typename: 'BadInput', field: 'reason' })
  expect(await escalate(await stranger.receives.review())).toMatchObject({ __typename: 'NotFound' })
})

test('a chat of which somebody said that it is another buyer’s is not taken for the one, though an order says so', async () => {
  const product = { ...other(), orderId: 'rid-judged' }
  const review = await seller.receives.review(product)
  const chat = await writesInChat(product, app.clock.now())
  await links(chat)
  await judges(chat, 'INCORRECT')
  await escalate(review)

  await links(chat)
  expect((await cardOf(review)).escalation).toMatchObject({ chat: null })
})

test('no reply leaves, whatever is escalated', async () => {
  expect(await app.deps.db.prisma.replyOutbox.count()).toBe(0)
})

let products = 9000

/** About a product that nothing else here is about. */
function other() {
  products += 1
  return { nmId: String(products), occurredAt: app.clock.now(), text: 'Не работает', intent: 'other' as string }
}

async function writesInChat(product: object, at: Date): Promise<Received> {
  const chat = await seller.receives.chat({ ...product, occurredAt: at })
  const { id: threadId } = await app.deps.db.prisma.chatThread.findUniqueOrThrow({
    where: { interactionId: chat.uuid },
  })
  const said = { direction: 'incoming', author: 'buyer', text: 'Не работает', sentAt: at }
  await app.deps.db.prisma.chatMessage.create({ data: { threadId, externalMessageId: randomUUID(), ...said } })
  return chat
}

async function links({ uuid }: Received): Promise<void> {
  await inTransaction(app.deps.db, (tx) => askForLinks(tx, seller.sellerId, [uuid], app.clock.now()))
  while (await findNextLinks(app.deps));
}

async function escalate({ id }: Received, input: object = {}): Promise<object> {
  const asked = { input: { interactionId: id, ...input } }
  return (await read<{ escalate: object }>(app, seller, escalateMutation, asked)).escalate
}

/** Says what is to be thought of the chat's link. */
async function judges({ uuid }: Received, verdict: string): Promise<void> {
  const [link] = await app.deps.db.prisma.linkCandidate.findMany({ where: { OR: [{ aId: uuid }, { bId: uuid }] } })
  const input = { linkId: encodeId('InteractionLink', link?.id ?? ''), verdict }
  await read(app, seller, 'mutation ($input: JudgeLinkInput!) { judgeLink(input: $input) { __typename } }', { input })
}

async function withdraw({ id }: Received): Promise<void> {
  await read(app, seller, 'mutation ($id: ID!) { withdrawEscalation(input: { interactionId: $id }) { __typename } }', {
    id,
  })
}

type Card = { escalation: { candidates: object[] } | null }

async function cardOf({ id }: Received): Promise<Card> {
  return (await read<{ interaction: Card }>(app, seller, cardQuery, { id })).interaction
}

/** What the journal says of it: type, subject and actor. */
async function told(): Promise<[string, string | null, string][]> {
  const events = await app.deps.db.prisma.journalEvent.findMany({
    where: { sellerId: seller.sellerId, type: { in: ['escalated', 'chat_proposed'] } },
    orderBy: { seq: 'asc' },
  })
  return events.map(({ type, interactionId, actor }) => [type, interactionId, actor])
}

const candidates = 'candidates { chat { id } link { actionMode confidence } }'
const escalateMutation = `mutation ($input: EscalateInput!) {
  escalate(input: $input) {
    __typename
    ... on EscalateSuccess { outcome ${candidates} }
    ... on BadInput { field }
  }
}`
const cardQuery = `query ($id: ID!) {
  interaction(id: $id) {
    escalation { state waitsUntil chat { id } ${candidates} }
    continues { isCertain interaction { id } }
    links { verdict }
  }
}`

function days(count: number): Date {
  return after(app.clock.now(), count * DAY)
}
