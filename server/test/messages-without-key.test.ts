import { expect, onTestFinished, test } from 'vitest'
import { encodeId } from '#graphql/ids.ts'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A message of a chat that has waited for a key leaves with the new one, unless the buyer has written meanwhile: then the operator is asked.

test('a message that has waited for a key does not leave over what the buyer has written since; as a new one it leaves once', async () => {
  const { office, shop, chat } = await waitsForKey('Придёт до пятницы')
  await shop.buyer('chat', { text: 'Уже купила в другом месте', chatID: 'gift' })

  await shop.connects()
  await shop.item('Уже купила в другом месте')
  await office.passes(21)
  await shop.becomes(chat.id, 'FAILED')
  expect(await shop.replyTo(chat.id)).toMatchObject({ failure: 'BUYER_WROTE', attempts: 0, sentAt: null })
  expect(await shop.answerOf(chat.id)).toMatchObject({ status: 'OPEN', needsResponse: true })
  for (let minute = 0; minute < 3; minute++) await office.passes(61)
  expect(await shop.applied()).toEqual([])

  const { id: lost } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow()
  const replaces = Buffer.from(`Reply:${lost}`).toString('base64url')
  await shop.sends(chat.id, 'Придёт до пятницы', crypto.randomUUID(), replaces)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Придёт до пятницы'])
})

test('a message that has waited for a key does not leave beside an answer that was given in the cabinet meanwhile', async () => {
  const { office, shop, chat } = await waitsForKey('Придёт во вторник')
  await shop.colleagueWrites('gift', 'Придёт в среду')

  await shop.connects()
  await office.passes(21)
  await shop.becomes(chat.id, 'ANSWERED_ELSEWHERE')
  for (let minute = 0; minute < 3; minute++) await office.passes(61)

  expect(await shop.replyTo(chat.id)).toMatchObject({ attempts: 0, sentAt: null })
  expect(await shop.applied()).toEqual([])
  expect(await shop.answerOf(chat.id)).toMatchObject({ status: 'RESPONDED', needsResponse: false })
  expect(await overtakers(office, shop)).toEqual([{ text: 'Придёт в среду', source: 'WB_CABINET', reply: null }])
  expect(await shop.messagesOf(chat.id)).toEqual([
    ['BUYER', 'Успеет к празднику?'],
    ['SELLER', 'Придёт во вторник'],
    ['SELLER', 'Придёт в среду'],
  ])

  // «Отправить всё равно»
  const { id: yielded } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow()
  await shop.sends(chat.id, 'Придёт во вторник', crypto.randomUUID(), encodeId('Reply', yielded))
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Придёт во вторник'])
})

test('a key that another reply found to be refused holds a message with which no call was made; the next key sends it', async () => {
  const office = await openOffice()
  onTestFinished(() => office.close())
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Есть ли чек?' })
  const chat = await shop.item('Есть ли чек?')
  await shop.buyer('review', { rating: 3, text: 'Чека нет' })
  const review = await shop.item('Чека нет')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 401, times: 1 })
  office.waitsBeforeSending(30)
  await shop.sends(chat.id, 'Чек в приложении WB')
  office.waitsBeforeSending(0)

  await shop.sends(review.id, 'Чек найдёте в приложении')
  await shop.becomes(review.id, 'FAILED')
  await office.passes(60)
  await expect
    .poll(() => shop.replyTo(chat.id), { timeout: 10_000 })
    .toMatchObject({ state: 'QUEUED', failure: 'AUTH', attempts: 0 })

  await shop.connects()
  for (let turn = 0; turn < 3; turn++) await office.passes(61)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Чек в приложении WB'])
  expect(await shop.replyTo(chat.id)).toMatchObject({ attempts: 1 })
})

test('what the buyer wrote before an operator started her message again does not hold it when it waits for a key', async () => {
  const office = await openOffice()
  onTestFinished(() => office.close())
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Когда придёт?', chatID: 'gift' })
  const chat = await shop.item('Когда придёт?')
  await shop.fails({ path: '/api/v1/seller/message', method: 'POST', status: 401, times: 1 })
  await shop.sends(chat.id, 'Придёт в четверг')
  await shop.becomes(chat.id, 'FAILED')
  await shop.buyer('chat', { text: 'Ну что там?', chatID: 'gift' })
  await shop.item('Ну что там?')
  await shop.connects()

  office.waitsBeforeSending(600)
  await startsAgain(office, shop)
  office.waitsBeforeSending(0)
  await shop.losesKey()
  await office.passes(601)
  await expect
    .poll(() => shop.replyTo(chat.id), { timeout: 10_000 })
    .toMatchObject({ state: 'QUEUED', failure: 'AUTH' })
  await shop.connects()
  for (let turn = 0; turn < 3; turn++) await office.passes(61)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Придёт в четверг'])
}, 90_000)

test('a message that has waited for a key leaves by itself where the buyer has written nothing, and not before the chats were read', async () => {
  const { office, shop, chat } = await waitsForKey('Придёт в срок')
  await shop.fails({ path: '/api/v1/seller/events', status: 503, times: 1000 })

  await shop.connects()
  for (let turn = 0; turn < 3; turn++) await office.passes(30)
  expect(await shop.replyTo(chat.id)).toMatchObject({ state: 'QUEUED', failure: 'UNREAD' })
  expect(await shop.applied()).toEqual([])

  await shop.recovers()
  for (let turn = 0; turn < 3; turn++) await office.passes(300)
  await shop.becomes(chat.id, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Придёт в срок'])
})

/** A chat with a message that was taken while there was a key, and for which there is none now. */
async function waitsForKey(text: string): Promise<{ office: Office; shop: Shop; chat: { id: string } }> {
  const office = await openOffice()
  onTestFinished(() => office.close())
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Успеет к празднику?', chatID: 'gift' })
  const chat = await shop.item('Успеет к празднику?')
  office.waitsBeforeSending(600)
  await shop.sends(chat.id, text)
  office.waitsBeforeSending(0)
  await shop.losesKey()
  await office.passes(601)
  await expect
    .poll(() => shop.replyTo(chat.id), { timeout: 10_000 })
    .toMatchObject({ state: 'QUEUED', failure: 'AUTH' })
  return { office, shop, chat }
}

/** The answers by which replies of the shop were overtaken. */
async function overtakers(office: Office, shop: Shop): Promise<unknown[]> {
  type Lost = { sellers: { lostReplies: { overtakenBy: unknown }[] }[] }
  const query = '{ sellers { lostReplies { overtakenBy { text source reply { id } } } } }'
  const { sellers } = await read<Lost>(office.app, shop, query)
  return sellers.flatMap(({ lostReplies }) => lostReplies.map(({ overtakenBy }) => overtakenBy))
}

async function startsAgain(office: Office, { cookie }: Shop): Promise<void> {
  const { id } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow()
  const restart = 'mutation ($input: RestartReplyInput!) { restartReply(input: $input) { __typename } }'
  const input = { replyId: encodeId('Reply', id) }
  expect(await read(office.app, { cookie }, restart, { input })).toEqual({
    restartReply: { __typename: 'RestartReplySuccess' },
  })
}
