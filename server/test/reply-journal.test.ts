import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverReply } from '#dispatcher/deliver-reply.ts'
import { giveUpLooking, markUnknown } from '#dispatcher/settle-reply.ts'
import type { Connector, ReplyTarget } from '#sources/connector.ts'
import type { Tx } from '#storage/db.ts'
import { replyById } from '#storage/replies.ts'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice } from '../testkit/office.ts'

// Whatever becomes of a reply stands in the journal, with WB's number of the call: that is what its support asks for.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a call of unknown fate and a wait for the next try are told with their attempt and the number of the call', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Что за ткань?' })
  const question = await shop.item('Что за ткань?')
  await shop.buyer('chat', { text: 'Где заказ?' })
  const chat = await shop.item('Где заказ?')
  const body = JSON.stringify({ requestId: 'REQ-42' })
  await shop.fails({ path: '/api/v1/questions', method: 'PATCH', status: 500, times: 1, body })
  await shop.fails({ path: '/api/v1/seller/message', status: 429, times: 1, retrySeconds: 300 })

  await shop.sends(question.id, 'Хлопок и лён, плотная')
  await shop.becomes(question.id, 'UNKNOWN')
  await shop.sends(chat.id, 'Сейчас пришлём')
  await shop.becomes(chat.id, 'RETRY_WAIT')

  expect(await toldOf('Хлопок и лён, плотная')).toEqual([
    expect.objectContaining({ type: 'reply_queued', attempt: 0 }),
    expect.objectContaining({ type: 'reply_sending', attempt: 1 }),
    expect.objectContaining({ type: 'reply_unknown', attempt: 1, requestId: 'REQ-42', actor: expect.any(String) }),
  ])
  expect(await toldOf('Сейчас пришлём')).toContainEqual(
    expect.objectContaining({ type: 'updated', reply: 'retry_wait', attempt: 1, requestId: expect.any(String) }),
  )
})

test('only what a person did bears her name; whose reply it was the history of the item tells', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 4, text: 'Тонкая подкладка' })
  const review = await shop.item('Тонкая подкладка')
  await shop.sends(review.id, 'Утеплим к зиме')
  await shop.becomes(review.id, 'CONFIRMED')

  const { createdBy: author } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({
    where: { text: 'Утеплим к зиме' },
  })
  expect((await toldOf('Утеплим к зиме')).map(({ type, actor }) => [type, actor])).toEqual([
    ['reply_queued', author],
    ['reply_sending', 'system'],
    ['reply_sent', 'system'],
    ['reply_manual', author],
    ['reply_confirmed', 'system'],
  ])
  type Standing = { interaction: { history: { type: string; author: object | null }[] } }
  const history = 'query ($id: ID!) { interaction(id: $id) { history { type author { __typename } } } }'
  const { interaction } = await read<Standing>(office.app, shop, history, { id: review.id })
  expect(interaction.history.slice(0, 2)).toEqual([
    { type: 'REPLY_CONFIRMED', author: null },
    { type: 'REPLY_SENT', author: { __typename: 'User' } },
  ])
})

test('a reply that was given up for lost and is with the moderators after all is told as taken', async () => {
  const shop = await office.opensShop()
  await shop.meets({ readLagMs: 5000, moderationMs: 600_000 })
  await shop.buyer('review', { rating: 2, text: 'Катышки сразу' })
  const review = await shop.item('Катышки сразу')
  await shop.sends(review.id, 'Проверим пряжу')
  await shop.becomes(review.id, 'ACCEPTED')
  const { deps } = office.app
  const { id } = await deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text: 'Проверим пряжу' } })
  await giveUpLooking(deps, await replyById(deps.db.prisma as unknown as Tx, id))
  await shop.becomes(review.id, 'NEEDS_ATTENTION')

  await shop.becomes(review.id, 'ACCEPTED')
  expect((await toldOf('Проверим пряжу')).at(-1)).toMatchObject({ type: 'updated', reply: 'accepted' })
})

test.each([
  ['is looked for by then', 'accepted', async () => undefined],
  ['was given up by then', 'needs_attention', giveUpLooking],
] as const)(
  'what WB says to a call that outlasted its claim is kept, also when the message %s',
  async (_, state, then) => {
    const shop = await office.opensShop()
    const words = `Вы ещё здесь? ${state}`
    await shop.buyer('chat', { text: words })
    const chat = await shop.item(words)
    office.waitsBeforeSending(20)
    await shop.sends(chat.id, `Здесь: ${state}`)
    office.waitsBeforeSending(0)
    const { deps } = office.app
    const tx = deps.db.prisma as unknown as Tx
    const { id } = await deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { text: `Здесь: ${state}` } })
    const sentAt = new Date('2026-11-27T12:00:00Z')
    async function reply({ leaving }: ReplyTarget) {
      await leaving?.()
      await markUnknown(deps, await replyById(tx, id), {
        detail: 'The process ended during the call.',
        requestId: null,
      })
      await then(deps, await replyById(tx, id))
      return { requestId: 'REQ-44', sentAt, replySign: null }
    }
    const connectors = async () => [{ channel: 'chat', reply }] as unknown as Connector[]

    await deliverReply({ ...deps, connectors }, await replyById(tx, id))

    expect(await replyById(tx, id)).toMatchObject({ state, requestId: 'REQ-44', addedAt: sentAt, attempts: 1 })
    expect(await toldOf(`Здесь: ${state}`)).toContainEqual(expect.objectContaining({ requestId: 'REQ-44' }))
  },
)

/** What the journal tells of the reply with these words, oldest first. */
async function toldOf(text: string): Promise<Record<string, unknown>[]> {
  const { prisma } = office.app.deps.db
  const { id, interactionId } = await prisma.replyOutbox.findFirstOrThrow({ where: { text } })
  const events = await prisma.journalEvent.findMany({ where: { interactionId }, orderBy: { seq: 'asc' } })
  return events
    .map(({ type, actor, details }) => ({ type, actor, ...(details as Record<string, unknown>) }))
    .filter((told: Record<string, unknown>) => told.replyId === id)
}
