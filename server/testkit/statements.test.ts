import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, inTransaction } from '#storage/db.ts'
import { openTestDb } from './shop.ts'
import { statementsDuring } from './statements.ts'

let db: Db
beforeAll(async () => {
  db = await openTestDb()
})
afterAll(() => db.close())

test('every statement is heard once, whoever wrote it and wherever it runs', async () => {
  const heard = await statementsDuring(db, async () => {
    await db.query({ name: 'one', text: 'SELECT 1' }, [])
    await db.prisma.seller.findMany()
    await db.prisma.$queryRaw`SELECT id FROM interaction`
    await db.prisma.$executeRaw`DELETE FROM alert`
    await inTransaction(db, (tx) => tx.seller.findMany())
  })

  expect(heard).toEqual(['one', 'SELECT seller', 'SELECT interaction', 'DELETE alert', 'SELECT seller'])
})

test('nothing is heard before or after', async () => {
  await db.prisma.seller.create({ data: { name: 'Flax Store' } })
  expect(await statementsDuring(db, async () => undefined)).toEqual([])

  const heard = await statementsDuring(db, () => db.prisma.seller.findFirst({ include: { interactions: true } }))
  await db.prisma.seller.findMany()
  expect(heard).toEqual(['SELECT seller', 'SELECT interaction'])
})
