import { join } from 'node:path'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { Driver, Run } from './driver.ts'

/** The embedded database: PostgreSQL inside this process, kept in `folder`, or in memory when there is none. */
export async function openPglite(folder: string | null, image?: Blob): Promise<Driver> {
  const options = image ? { loadDataDir: image } : {}
  const database = folder ? await PGlite.create(join(folder, 'database'), options) : await PGlite.create(options)
  letOthersIn(database)

  return {
    kind: 'pglite',
    adapter: new PrismaPGlite(database),
    query: async <Row>({ text }: { text: string }, values: unknown[]) => (await database.query<Row>(text, values)).rows,
    transaction: (work) => database.transaction((tx) => work(runOn(tx))),
    listen: (channel, heard) => database.listen(channel, heard),
    close: () => database.close(),
  }
}

/**
 * The database works in this thread and gives every answer at once, so that a row of statements would keep sockets, timers and
 * requests waiting until its end. After some milliseconds of it everybody else has a turn.
 */
function letOthersIn(database: PGlite): void {
  const work = database.execProtocolRaw.bind(database)
  let turnBegan = performance.now()

  database.execProtocolRaw = async (...message) => {
    const answer = await work(...message)
    if (performance.now() - turnBegan > longestTurnMs) {
      await othersTurn()
      turnBegan = performance.now()
    }
    return answer
  }
}

const longestTurnMs = 5

type Session = Pick<PGlite, 'query' | 'exec'>

function runOn(session: Session): Run {
  return async <Row>(sql: string, values?: unknown[]) => {
    if (values) return (await session.query<Row>(sql, values)).rows
    const results = await session.exec(sql)
    return (results.at(-1)?.rows ?? []) as Row[]
  }
}
