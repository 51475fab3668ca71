import type { Driver, Statement } from './driver.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'

/** Inside a transaction. Never wait for the network while you hold one: the embedded database has a single connection. */
export type Tx = Prisma.TransactionClient

/** The database as the rest of `storage` sees it. */
export type Db = {
  readonly kind: Driver['kind']
  readonly prisma: PrismaClient
  /** A hot read in SQL; `name` must be unique for its text. */
  query<Row>(statement: Statement, values: unknown[]): Promise<Row[]>
  /** Hears what every process announces with NOTIFY. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Opens Prisma on a migrated database. */
export function openDb(driver: Driver): Db {
  const prisma = new PrismaClient({
    adapter: driver.adapter,
    // Replies of one seller that come all at once wait for each other rather than be refused.
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
    queryPlanCacheMaxSize: plansKept,
  })

  return {
    kind: driver.kind,
    prisma,
    query: (statement, values) => driver.query(statement, values),
    listen: (channel, heard) => driver.listen(channel, heard),
    async close() {
      await prisma.$disconnect()
      await driver.close()
    },
  }
}

// A plan takes some fifty kilobytes, and each mixture of nulls is one of its own: kept by the thousand, as Prisma would, rare ones
// fill the memory for days. What is asked all the time is a few dozen.
const plansKept = 128

/** All of it happens, or none. Use only `tx` inside: anything else waits for the transaction to end, for ever. */
export function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.prisma.$transaction(work)
}
