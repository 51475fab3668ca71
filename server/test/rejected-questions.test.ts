import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A question that was rejected is hidden for good: until the rejection leaves it is taken back, and afterwards nothing brings it back.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a rejection that waits is taken back by cancelling it, not by bringing the question back to work', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Почём опт?' })
  const question = await shop.item('Почём опт?')
  office.waitsBeforeSending(600)
  const { reply } = await shop.rejects(question.id)
  office.waitsBeforeSending(0)

  expect(await reopens(shop, question.id)).toMatchObject({ reason: 'REPLY_IN_FLIGHT' })
  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'CLOSED', wbSyncState: 'PENDING' })
  expect(await standingOf(shop, question.id)).toEqual({
    displayStatus: 'PENDING',
    replyBlocked: 'IN_FLIGHT',
    question: { isRejected: false },
  })

  await shop.cancels(reply?.id ?? '')
  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'OPEN', needsResponse: true, wbSyncState: 'NONE' })
})

test('a question that WB has hidden is not brought back to work, and its rejection is confirmed', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Вы перекупы?' })
  const question = await shop.item('Вы перекупы?')
  await shop.rejects(question.id)
  await shop.becomes(question.id, 'CONFIRMED')

  expect(await reopens(shop, question.id)).toMatchObject({ reason: 'REJECTED_QUESTION' })
  expect(await shop.answerOf(question.id)).toMatchObject({
    status: 'CLOSED',
    closeReason: 'REJECTED',
    wbSyncState: 'CONFIRMED',
  })
  expect(await standingOf(shop, question.id)).toEqual({
    displayStatus: 'CLOSED',
    replyBlocked: 'REJECTED_QUESTION',
    question: { isRejected: true },
  })
  expect((await historyOf(shop, question.id)).slice(0, 2)).toEqual([
    { type: 'REPLY_CONFIRMED', replyKind: 'REJECTION', author: null },
    { type: 'CLOSED', replyKind: 'REJECTION', author: { __typename: 'User' } },
  ])
})

test('what is closed by hand is closed by no reply', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'А скидка будет?' })
  const { id } = await shop.item('А скидка будет?')
  const mutation =
    'mutation ($id: ID!) { closeInteraction(input: { interactionId: $id, reason: SPAM }) { __typename } }'
  await read(office.app, shop, mutation, { id })

  expect((await historyOf(shop, id))[0]).toMatchObject({ type: 'CLOSED', replyKind: null })
})

test('a rejection that WB carries out after it was given up is confirmed, and so is its question', async () => {
  const shop = await office.opensShop()
  await shop.buyer('question', { text: 'Вы перекупы?' })
  const question = await shop.item('Вы перекупы?')
  const before = Date.now()
  await shop.meets({ readLagMs: 15_000 })

  await shop.rejects(question.id)
  await shop.becomes(question.id, 'ACCEPTED')
  for (const seconds of [3, 10, 60, 300, 1800, 3 * 3600]) await office.passes(seconds)
  await shop.becomes(question.id, 'NEEDS_ATTENTION')
  expect(await shop.answerOf(question.id)).toMatchObject({ status: 'OPEN', wbSyncState: 'UNCONFIRMED' })

  await pause(Math.max(0, before + 16_000 - Date.now()))
  await expect.poll(() => shop.answerOf(question.id), { timeout: 15_000 }).toMatchObject({ status: 'CLOSED' })
  expect(await shop.replyTo(question.id)).toMatchObject({ state: 'CONFIRMED' })
  expect(await shop.answerOf(question.id)).toMatchObject({ closeReason: 'REJECTED', wbSyncState: 'CONFIRMED' })
})

async function standingOf(asker: Shop, id: string): Promise<object> {
  const query = 'query ($id: ID!) { interaction(id: $id) { displayStatus replyBlocked question { isRejected } } }'
  return (await read<{ interaction: object }>(office.app, asker, query, { id })).interaction
}

type Step = { type: string; replyKind: string | null; author: object | null }

async function historyOf(asker: Shop, id: string): Promise<Step[]> {
  const query = 'query ($id: ID!) { interaction(id: $id) { history { type replyKind author { __typename } } } }'
  return (await read<{ interaction: { history: Step[] } }>(office.app, asker, query, { id })).interaction.history
}

async function reopens(asker: Shop, id: string): Promise<{ __typename: string; reason?: string }> {
  const mutation = `mutation ($id: ID!) {
    reopenInteraction(input: { interactionId: $id }) { __typename ... on Conflict { reason } }
  }`
  type Reopened = { reopenInteraction: { __typename: string; reason?: string } }
  return (await read<Reopened>(office.app, asker, mutation, { id })).reopenInteraction
}
