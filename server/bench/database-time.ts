import type { Driver } from '#storage/driver.ts'

/** The same database, and how long it has been waited for. One thing at a time: waits that overlap would count twice. */
export function watchDatabase(driver: Driver): { driver: Driver; milliseconds(): number } {
  let spent = 0
  async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const begun = performance.now()
    try {
      return await work()
    } finally {
      spent += performance.now() - begun
    }
  }

  return {
    driver: {
      ...driver,
      adapter: watched(driver.adapter, timed),
      query: (statement, values) => timed(() => driver.query(statement, values)),
    },
    milliseconds: () => spent,
  }
}

type Timed = <Result>(work: () => Promise<Result>) => Promise<Result>

const asking = new Set(['queryRaw', 'executeRaw', 'executeScript', 'commit', 'rollback'])
const opening = new Set(['connect', 'startTransaction'])

/** Prisma's connections and transactions, each call to the database under the stopwatch. */
function watched<Asked extends object>(asked: Asked, timed: Timed): Asked {
  return new Proxy(asked, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      const call = (...given: unknown[]): unknown => Reflect.apply(value, target, given)
      if (opening.has(String(name)))
        return async (...given: unknown[]) => watched((await timed(async () => await call(...given))) as object, timed)
      return asking.has(String(name)) ? (...given: unknown[]) => timed(async () => await call(...given)) : call
    },
  })
}
