import { readConfig } from '#config.ts'
import { inTransaction } from '#storage/db.ts'
import { eventsAfter, recordEvents } from '#storage/events.ts'
import { openStorage } from '#storage/open.ts'

// Writes for ever, until killed. Checks first that nothing is torn: the numbers of the journal have no gap.

const { db } = await openStorage(readConfig({ DATA_DIR: process.argv[2] }))
const seller = (await db.prisma.seller.findFirst()) ?? (await db.prisma.seller.create({ data: { name: 'Магазин' } }))

const events = await eventsAfter(db, seller.id, 0, 1_000_000)
const isWhole = events.every(({ seq }, index) => seq === index + 1)
console.log(`found ${isWhole ? events.length : -1}`)

for (;;) {
  const seq = await inTransaction(db, (tx) => recordEvents(tx, seller.id, new Date(), [{ type: 'ingested' }]))
  console.log(`wrote ${seq}`)
}
