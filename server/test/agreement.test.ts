import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels } from '#domain/interaction.ts'
import type { Db } from '#storage/db.ts'
import { disagreements, type Truth } from '../testkit/agreement.ts'
import { depsFor, givenShop, openTestDb, type Simulation, simulate, syncChannel, testClock } from '../testkit/shop.ts'

// The kill tests and the soak trust this comparison, so it has to see damage.

let db: Db
let simulator: Simulation
beforeAll(async () => {
  db = await openTestDb()
  simulator = await simulate()
})
afterAll(async () => {
  await db?.close()
  await simulator?.close()
})

test('the seeded shop agrees with the database that has read it, and every kind of damage is seen', async () => {
  const { sellerId, sid } = await givenShop(db, simulator)
  await simulator.act('POST seed', { sid, seed: 'shop' })
  const deps = depsFor(db, simulator.url, { clock: testClock(new Date().toISOString()) })
  for (const channel of channels) await syncChannel(deps, sellerId, channel, 'manual')
  const truth = await simulator.act<Truth>(`GET state?sid=${sid}`)
  const found = () => disagreements(db, sellerId, truth)
  expect(await found()).toEqual([])

  const where = { sellerId }
  const review = await db.prisma.interaction.findFirstOrThrow({
    where: { ...where, channel: 'review', status: 'open' },
  })
  await db.prisma.interaction.update({ where: { id: review.id }, data: { text: 'Другое', status: 'responded' } })
  expect(await found()).toEqual([expect.stringContaining('text is'), expect.stringContaining('status is')])

  const ours = { text: review.text, status: 'open', lastReplyText: 'Заменим', lastReplySource: 'agentiq' }
  await db.prisma.interaction.update({ where: { id: review.id }, data: ours })
  expect(await found(), 'our text that is not shown stays at hand').toEqual([])
  await db.prisma.interaction.update({ where: { id: review.id }, data: { lastReplySource: 'wb_cabinet' } })
  expect(await found()).toEqual([expect.stringContaining('answer is "Заменим", not null')])

  await db.prisma.interaction.delete({ where: { id: review.id } })
  expect(await found()).toEqual([`review ${review.externalId} is missing`])

  const message = await db.prisma.chatMessage.findFirstOrThrow({ where: { thread: where } })
  await db.prisma.chatMessage.delete({ where: { id: message.id } })
  const answer = await db.prisma.responseHistory.findFirstOrThrow({ where: { ...where, channel: 'question' } })
  await db.prisma.responseHistory.delete({ where: { id: answer.id } })
  const again = {
    type: 'ingested',
    actor: 'system',
    details: {},
    interactionId: answer.interactionId,
    createdAt: new Date(),
  }
  await db.prisma.journalEvent.createMany({
    data: [
      { ...again, sellerId, seq: 9000 },
      { ...again, sellerId, seq: 9001 },
    ],
  })
  expect((await found()).slice(1)).toEqual([
    expect.stringContaining('message is missing'),
    expect.stringContaining('is not in the history'),
    'the journal has a gap before 9000',
    'an item came in twice by the journal',
  ])
})
