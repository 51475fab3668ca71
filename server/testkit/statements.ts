import type { SqlDriverAdapter, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Db } from '#storage/db.ts'
import type { Driver } from '#storage/driver.ts'

type Hears = (statement: string) => void

const ears = new WeakMap<Db['prisma'], Set<Hears>>()

/** Opens a database whose statements can be listened to where they all pass: at the driver, ours and Prisma's, in transactions too. */
export function openOverheard(driver: Driver, open: (driver: Driver) => Db): Db {
  const listening = new Set<Hears>()
  const tell: Hears = (statement) => {
    for (const hears of listening) hears(statement)
  }
  const { adapter } = driver
  const connect = adapter.connect.bind(adapter)
  adapter.connect = async () => tellingOf(await connect(), tell)
  const db = open({
    ...driver,
    query(statement, values) {
      tell(statement.name)
      return driver.query(statement, values)
    },
  })
  ears.set(db.prisma, listening)
  return db
}

/** The statements that reach the driver while something is done: ours by their names, Prisma's as what they do to which table. */
export async function statementsDuring(db: Db, work: () => Promise<unknown>): Promise<string[]> {
  const listening = ears.get(db.prisma)
  if (!listening) throw new Error('Only the database of a test storage can be listened to.')
  const heard: string[] = []
  const hears: Hears = (statement) => void heard.push(statement)
  listening.add(hears)
  await work().finally(() => listening.delete(hears))
  return heard
}

function tellingOf(connection: SqlDriverAdapter, tell: Hears): SqlDriverAdapter {
  overhear(connection, tell)
  const start = connection.startTransaction.bind(connection)
  connection.startTransaction = async (level) => overhear(await start(level), tell)
  return connection
}

/** The object itself is changed: its methods read its private fields. */
function overhear<Connection extends SqlQueryable>(connection: Connection, tell: Hears): Connection {
  const [query, execute] = [connection.queryRaw.bind(connection), connection.executeRaw.bind(connection)]
  connection.queryRaw = (statement) => {
    if (!endsTransaction(statement)) tell(titleOf(statement))
    return query(statement)
  }
  connection.executeRaw = (statement) => {
    if (!endsTransaction(statement)) tell(titleOf(statement))
    return execute(statement)
  }
  return connection
}

/** How a transaction ends is the driver's business: the embedded database does it without a statement. */
function endsTransaction({ sql }: SqlQuery): boolean {
  return sql === 'COMMIT' || sql === 'ROLLBACK'
}

function titleOf({ sql }: SqlQuery): string {
  const [, table = ''] = /(?:FROM|INTO|UPDATE|JOIN)\s+(?:"\w+"\.)?"?(\w+)/i.exec(sql) ?? []
  return `${/\w+/.exec(sql)?.[0].toUpperCase()} ${table}`
}
