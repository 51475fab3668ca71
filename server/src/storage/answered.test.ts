import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDb } from '../../testkit/shop.ts'
import { answeredByUs, giveBack, rememberBefore } from './answered.ts'
import type { Db, Tx } from './db.ts'
import type { UnfinishedReply } from './replies.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(async () => await db.close())

test('an item is given back with the times it had, as times: a text would be a statement of its own each time', async () => {
  const dueAt = new Date('2026-11-22T12:00:00Z')
  const interaction = await givenOverdue(dueAt)
  const { id } = interaction
  // Kept with the reply it is JSON, which knows no times.
  const before = JSON.parse(JSON.stringify(rememberBefore(interaction)))
  const reply = { id, interactionId: id, before } as unknown as UnfinishedReply
  await db.prisma.interaction.update({ where: { id }, data: answeredByUs('Заменим', dueAt) })

  const asked = await overhear(async (tx) => await giveBack(tx, reply, 'failed'))

  expect(asked[0]).toMatchObject({ slaDueAt: dueAt, lastReplyAt: dueAt, closedAt: null })
  expect(await db.prisma.interaction.findUnique({ where: { id } })).toMatchObject({
    status: 'open',
    wbSyncState: 'failed',
    slaDueAt: dueAt,
    lastReplyAt: dueAt,
    closedAt: null,
  })
})

/** Does the work in a transaction; tells what was written to interactions, as the database client was given it. */
async function overhear(work: (tx: Tx) => Promise<void>): Promise<unknown[]> {
  const asked: unknown[] = []
  const overheard = db.prisma.$extends({
    query: {
      interaction: {
        async updateMany({ args, query }) {
          asked.push(args.data)
          return await query(args)
        },
      },
    },
  })
  // An extended client does everything that a plain one does; only its type is another.
  await overheard.$transaction(async (tx) => await work(tx as unknown as Tx))
  return asked
}

async function givenOverdue(at: Date) {
  const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  const state = { status: 'open', needsResponse: true, priority: 'high', priorityRank: 2, occurredAt: at }
  const times = { slaDueAt: at, lastReplyAt: at, closedAt: null }
  const item = { sellerId, channel: 'review', externalId: 'YX52RZEBhH9mrcYdEJuD', rating: 2, ...state, ...times }
  return await db.prisma.interaction.create({ data: item })
}
