import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// A reply may wait for its call longer than WB may take to show one: its item waits with it (domain §2.6).

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const fourHours = 4 * 3600

test('an item whose reply has waited for hours stays answered, cannot be closed, and is pending for a whole window then', async () => {
  const shop = await office.opensShop()
  const review = await waiting(shop, 'Ждёт очень долго')
  await office.passes(3.2 * 3600)
  await isReadAgain(shop)

  expect(await shop.replyTo(review.id)).toMatchObject({ state: 'QUEUED' })
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', needsResponse: false })
  expect(await shop.closes(review.id)).toMatchObject({ __typename: 'Conflict' })

  await shop.meets({ silentNoApply: true })
  await office.passes(3600)
  await shop.becomes(review.id, 'ACCEPTED')
  await isReadAgain(shop)
  expect(await shop.answerOf(review.id)).toMatchObject({ status: 'RESPONDED', wbSyncState: 'PENDING' })
  expect(await shop.journal()).not.toContain('reopened')
})

test('an item that was opened and closed while its reply waited counts as answered once WB has the reply', async () => {
  const shop = await office.opensShop()
  const review = await waiting(shop, 'Закрыли, пока ждал')
  // As items were left by the time when a reply in line was not asked for.
  await office.app.deps.db.prisma.interaction.updateMany({
    where: { text: 'Закрыли, пока ждал' },
    data: { status: 'closed', closeReason: 'manual', wbSyncState: 'unconfirmed' },
  })
  await office.passes(fourHours)

  await shop.becomes(review.id, 'CONFIRMED')
  await expect
    .poll(() => shop.answerOf(review.id), { timeout: 15_000 })
    .toMatchObject({ status: 'RESPONDED', closeReason: null, wbSyncState: 'CONFIRMED' })
})

test('a chat in which the buyer has written on is not closed while a message of ours is about to leave', async () => {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: 'Где трек?' })
  const chat = await shop.item('Где трек?')
  const { externalId: chatID } = await office.app.deps.db.prisma.interaction.findFirstOrThrow({
    where: { text: 'Где трек?' },
  })
  office.waitsBeforeSending(fourHours)
  const { reply } = await shop.sends(chat.id, 'Сейчас пришлём')
  office.waitsBeforeSending(0)
  await shop.buyer('chat', { chatID, text: 'Уже не надо' })
  await expect.poll(() => shop.answerOf(chat.id), { timeout: 15_000 }).toMatchObject({ status: 'OPEN' })

  expect(await shop.closes(chat.id)).toEqual({ __typename: 'Conflict', reason: 'REPLY_IN_FLIGHT' })
  await shop.cancels(reply?.id ?? '')
  expect(await shop.closes(chat.id)).toMatchObject({ __typename: 'CloseInteractionSuccess' })
})

test('the time that WB has to show an answer runs from the call', async () => {
  const shop = await office.opensShop()
  const review = await waiting(shop, 'Сел после стирки')
  await shop.fails({ path: '/api/v1/feedbacks/answer', method: 'POST', status: 503, times: 1 })
  await office.passes(fourHours)
  await shop.becomes(review.id, 'UNKNOWN')

  const { interaction, sentAt } = await office.app.deps.db.prisma.replyOutbox.findFirstOrThrow({
    where: { interaction: { text: 'Сел после стирки' } },
    include: { interaction: true },
  })
  expect(sentAt).not.toBeNull()
  expect(interaction.lastReplyAt).toEqual(sentAt)
})

async function waiting(shop: Shop, words: string): Promise<{ id: string }> {
  await shop.buyer('review', { rating: 1, text: words })
  const review = await shop.item(words)
  office.waitsBeforeSending(fourHours)
  await shop.sends(review.id, 'Разберёмся с этим')
  office.waitsBeforeSending(0)
  return review
}

let reviews = 100

/** What is new comes in with a list that names whatever has no answer on WB. */
async function isReadAgain(shop: Shop): Promise<void> {
  const words = `Новый отзыв номер ${reviews++}`
  await shop.buyer('review', { rating: 4, text: words })
  await shop.item(words)
}
