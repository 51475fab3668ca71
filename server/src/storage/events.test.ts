import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, inTransaction, openDb } from './db.ts'
import { announcementIn, eventsAfter, journalChannel, journalHeads, recordEvents } from './events.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite.ts'

let db: Db
beforeAll(async () => {
  const driver = await openPglite(null)
  await migrate(driver)
  db = openDb(driver)
})
afterAll(() => db.close())

const at = new Date('2026-11-22T10:00:00.000Z')

async function newSeller(): Promise<string> {
  return (await db.prisma.seller.create({ data: { name: 'Магазин' } })).id
}

test('events of a seller are numbered from 1, without gaps', async () => {
  const seller = await newSeller()
  await inTransaction(db, (tx) => recordEvents(tx, seller, at, [{ type: 'ingested' }, { type: 'updated' }]))
  await inTransaction(db, (tx) => recordEvents(tx, seller, at, [{ type: 'closed' }]))

  const events = await eventsAfter(db, seller, 0, 10)
  expect(events.map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'ingested'],
    [2, 'updated'],
    [3, 'closed'],
  ])
})

test('each seller has its own numbers', async () => {
  const [one, other] = [await newSeller(), await newSeller()]
  await inTransaction(db, (tx) => recordEvents(tx, one, at, [{ type: 'ingested' }, { type: 'ingested' }]))
  await inTransaction(db, (tx) => recordEvents(tx, other, at, [{ type: 'ingested' }]))

  expect(await journalHeads(db, [one, other])).toEqual(
    new Map([
      [one, 2],
      [other, 1],
    ]),
  )
})

test('what is rolled back leaves no event and no gap', async () => {
  const seller = await newSeller()
  const failing = inTransaction(db, async (tx) => {
    await recordEvents(tx, seller, at, [{ type: 'ingested' }])
    throw new Error('the page could not be stored')
  })
  await expect(failing).rejects.toThrow('the page could not be stored')
  await inTransaction(db, (tx) => recordEvents(tx, seller, at, [{ type: 'updated' }]))

  expect((await eventsAfter(db, seller, 0, 10)).map(({ seq, type }) => [seq, type])).toEqual([[1, 'updated']])
})

test('an event carries what it is about', async () => {
  const seller = await newSeller()
  const interactionId = randomUUID()
  await inTransaction(db, (tx) =>
    recordEvents(tx, seller, at, [
      { type: 'reply_sent', interactionId, channel: 'chat', actor: 'user-1', details: { attempt: 1 } },
    ]),
  )

  expect(await eventsAfter(db, seller, 0, 1)).toEqual([
    {
      sellerId: seller,
      seq: 1,
      type: 'reply_sent',
      interactionId,
      channel: 'chat',
      actor: 'user-1',
      details: { attempt: 1 },
      createdAt: at,
    },
  ])
})

test('a commit is announced with the seller, a rollback is not', async () => {
  const [quiet, loud] = [await newSeller(), await newSeller()]
  const heard: string[] = []
  const stop = await db.listen(journalChannel, (payload) => heard.push(payload))

  await inTransaction(db, async (tx) => {
    await recordEvents(tx, quiet, at, [{ type: 'ingested' }])
    throw new Error('no')
  }).catch(() => undefined)
  await inTransaction(db, (tx) => recordEvents(tx, loud, at, [{ type: 'ingested' }]))
  await expect.poll(() => heard).toEqual([loud])
  await stop()
})

test('a commit by which a reply may leave is announced with the line in which it stands', async () => {
  const seller = await newSeller()
  const heard: string[] = []
  const stop = await db.listen(journalChannel, (payload) => heard.push(payload))

  const queued = { type: 'reply_queued', channel: 'chat' } as const
  await inTransaction(db, (tx) => recordEvents(tx, seller, at, [{ type: 'ingested' }, queued]))

  await expect.poll(() => heard.map(announcementIn)).toEqual([{ sellerId: seller, lines: ['chats'] }])
  await stop()
})

test('what was recorded can be neither changed nor taken away, except together with its seller', async () => {
  const seller = await newSeller()
  await inTransaction(db, (tx) => recordEvents(tx, seller, at, [{ type: 'ingested' }]))

  await expect(
    db.prisma.journalEvent.updateMany({ where: { sellerId: seller }, data: { type: 'closed' } }),
  ).rejects.toThrow('append-only')
  await expect(db.prisma.journalEvent.deleteMany({ where: { sellerId: seller } })).rejects.toThrow('append-only')
  await expect(db.prisma.$executeRaw`TRUNCATE journal_event`).rejects.toThrow('append-only')
  await db.prisma.seller.delete({ where: { id: seller } })
  expect(await eventsAfter(db, seller, 0, 10)).toEqual([])
})
