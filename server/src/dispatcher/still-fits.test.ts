import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, SECOND } from '#domain/time.ts'
import { createLog } from '#log.ts'
import type { Db } from '#storage/db.ts'
import type { Prisma } from '#storage/generated/client.ts'
import { replyById } from '#storage/replies.ts'
import { replyTargetOf } from '#storage/reply-targets.ts'
import { depsFor, journalOf, openTestDb, testClock, withoutEnd, withoutOthers } from '../../testkit/shop.ts'
import { yieldToAnother } from './settle-reply.ts'
import { stillFits } from './still-fits.ts'

// A message of a chat that is about to leave, and what has come into the chat since it was pressed (ADR 34).

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(() => db.close())

test('an answer in the cabinet that was read since the press keeps the message here', async () => {
  const chat = await opensChat()
  await chat.says({ author: 'seller', source: 'seller-portal', text: 'Уже ответила' })

  expect(await chat.fits()).toBe(false)
  expect(await chat.reply()).toMatchObject({ state: 'answered_elsewhere', dueAt: null, leaseOwner: null })
  expect(await chat.interaction()).toMatchObject({
    wbSyncState: 'confirmed',
    lastReplyText: 'Уже ответила',
    lastReplySource: 'wb_cabinet',
  })
  expect(await journalOf(db, chat.sellerId)).toEqual(['reply_failed'])
})

test('it does also where it was written before the press, and read after it', async () => {
  const chat = await opensChat({ pressedAt: after(asked, 60 * SECOND) })
  await chat.says({ author: 'seller', source: 'seller-portal', sentAt: after(asked, 30 * SECOND) })

  expect(await chat.fits()).toBe(false)
})

test.each([
  ['the buyer has written', [{ author: 'buyer', source: 'ios' }], false],
  ['the marketplace has written', [{ author: 'system', source: null }], false],
  ['her own message before it has come back', [{ author: 'seller', source: 'seller-public-api', isOurs: true }], false],
  ['one of ours may have come back with other words', [{ author: 'seller', source: 'seller-public-api' }], true],
  ['it may be one of ours, as far as is told', [{ author: 'seller', source: null }], true],
] as const)('a message leaves although %s since', async (_, messages, isAwaited) => {
  const chat = await opensChat()
  if (isAwaited) await chat.hasLeft('accepted')
  for (const message of messages) await chat.says(message)

  expect(await chat.fits()).toBe(true)
  expect(await chat.reply()).toMatchObject({ state: 'queued' })
})

test('what another program has answered counts where nothing of ours is missing', async () => {
  const chat = await opensChat()
  await chat.hasLeft('moderation_rejected')
  await chat.says({ author: 'seller', source: 'seller-public-api' })

  expect(await chat.fits()).toBe(false)
})

test.each([
  ['it was itself turned away by the marketplace', (chat: OpenChat) => chat.isTurnedAway()],
  [
    'one of ours was put aside that nobody has seen in the chat',
    (chat: OpenChat) => chat.hasLeft('needs_attention', { dismissedAt: asked }),
  ],
])('what another program has answered counts although %s', async (_, happens) => {
  const chat = await opensChat()
  await happens(chat)
  await chat.says({ author: 'seller', source: 'seller-public-api' })

  expect(await chat.fits()).toBe(false)
})

test('an answer in the cabinet counts behind what may be one of ours, and is the one that is told', async () => {
  const chat = await opensChat()
  await chat.hasLeft('accepted')
  await chat.says({ author: 'seller', source: 'seller-public-api', text: 'Может быть наше' })
  await chat.says({ author: 'seller', source: 'seller-portal', text: 'Из кабинета' })

  expect(await chat.fits()).toBe(false)
  expect(await chat.reply()).toMatchObject({ state: 'answered_elsewhere' })
})

test('as long as nothing was said since, nothing is asked', async () => {
  const chat = await opensChat()

  expect(await chat.statementsWhileFitting()).toBe(0)
  await chat.says({ author: 'seller', source: 'seller-public-api', isOurs: true })
  expect(await chat.statementsWhileFitting()).toBe(1)
})

test('a message that another process has claimed and calls out meanwhile does not yield', async () => {
  const chat = await opensChat()
  const claimed = await chat.reply()
  await db.prisma.replyOutbox.update({ where: { id: claimed.id }, data: { state: 'sending', attempts: 1 } })

  await yieldToAnother(chat.deps, claimed, { text: 'Уже ответила', attachments: [], sentAt: asked })
  expect(await chat.reply()).toMatchObject({ state: 'sending' })
  expect(await chat.interaction()).toMatchObject({ wbSyncState: 'pending', lastReplyText: 'Да, есть' })
  expect(await journalOf(db, chat.sellerId)).toEqual([])
})

const asked = new Date('2026-11-22T12:00:00Z')

const unused = { buckets: withoutEnd, runNow: async () => null }

type Message = { author: string; source: string | null; text?: string; sentAt?: Date; isOurs?: boolean }

type OpenChat = Awaited<ReturnType<typeof opensChat>>

/** A chat with a question of the buyer, and an answer to it that is about to leave. */
async function opensChat({ pressedAt = after(asked, 10 * SECOND) } = {}) {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Магазин' } })
  const state = { status: 'responded', needsResponse: false, priority: 'low', priorityRank: 0, occurredAt: asked }
  const answered = {
    wbSyncState: 'pending',
    lastReplyText: 'Да, есть',
    lastReplyAt: pressedAt,
    lastReplySource: 'agentiq',
  }
  const { id: interactionId } = await db.prisma.interaction.create({
    data: { sellerId, channel: 'chat', externalId: 'chat', ...state, ...answered },
  })
  const { id: threadId } = await db.prisma.chatThread.create({
    data: { sellerId, interactionId, chatExternalId: 'chat', chatStatus: 'waiting' },
  })
  const writes = async (facts: Partial<Prisma.ReplyOutboxUncheckedCreateInput>) =>
    await db.prisma.replyOutbox.create({
      data: {
        ...{ sellerId, interactionId, channel: 'chat', idempotencyKey: randomUUID(), text: 'Да, есть' },
        ...{ createdAt: pressedAt, dueAt: pressedAt, leaseOwner: 'test', leaseUntil: after(pressedAt, 60 * SECOND) },
        ...facts,
      },
    })
  const { id } = await writes({ preImage: { pressedOverAt: asked.toISOString() } })
  const clock = testClock(after(pressedAt, 5 * SECOND).toISOString())
  const deps = {
    ...depsFor(db, 'http://nowhere.invalid', { clock }),
    ...withoutOthers,
    log: createLog('silent'),
    ...unused,
  }
  let said = 0

  async function says({ author, source, text = 'Есть', sentAt = after(pressedAt, SECOND), isOurs }: Message) {
    const reply = isOurs ? await writes({ state: 'confirmed', sentAt: pressedAt, createdAt: asked }) : null
    const direction = author === 'seller' ? 'outgoing' : 'incoming'
    const externalMessageId = String(said++)
    await db.prisma.chatMessage.create({
      data: { threadId, externalMessageId, direction, author, source, text, sentAt, replyId: reply?.id ?? null },
    })
  }
  await says({ author: 'buyer', source: 'ios', sentAt: asked })

  const reply = async () => await replyById(db.prisma, id)
  return {
    sellerId,
    deps,
    says,
    reply,
    hasLeft: async (state: string, facts: Partial<Prisma.ReplyOutboxUncheckedCreateInput> = {}) =>
      void (await writes({ state, sentAt: pressedAt, createdAt: asked, ...facts })),
    isTurnedAway: async () =>
      void (await db.prisma.replyOutbox.update({
        where: { id },
        data: { state: 'retry_wait', attempts: 1, sentAt: pressedAt, lastError: 'rate' },
      })),
    fits: async () => await stillFits(deps, await reply(), await replyTargetOf(db, await reply())),
    interaction: async () => await db.prisma.interaction.findUniqueOrThrow({ where: { id: interactionId } }),
    async statementsWhileFitting(): Promise<number> {
      let asks = 0
      const prisma = db.prisma.$extends({
        query: {
          async $allOperations({ args, query }) {
            asks++
            return await query(args)
          },
        },
      })
      const [current, target] = [await reply(), await replyTargetOf(db, await reply())]
      // An extended client does everything that a plain one does; only its type is another.
      await stillFits({ ...deps, db: { ...db, prisma: prisma as unknown as Db['prisma'] } }, current, target)
      return asks
    },
  }
}
