import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '#clock.ts'
import { openDb } from '#storage/db.ts'
import { migrate } from '#storage/migrate.ts'
import { openPglite } from '#storage/pglite.ts'
import { openPostgres } from '#storage/postgres.ts'
import { actOn, depsFor, givenShop, syncChannel } from '../testkit/shop.ts'
import { watchDatabase } from './database-time.ts'

/** What one process did to bring a shop's past in. */
export type BackfillResult = {
  reviews: number
  seconds: number
  perSecond: number
  /** Share of the time during which the database was asked something. */
  databaseShare: number
  peakMb: number
}

/** Where it stores, and from whom it reads. */
export type BackfillOrder = { url: string | null; folder: string; simulatorUrl: string; reviews: number }

// A process of its own, because its memory is measured. Whoever started it sends no more than the order.
process.once('disconnect', () => process.exit(1))
process.once('message', (order: BackfillOrder) => {
  run(order).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function run({ url, folder, simulatorUrl, reviews }: BackfillOrder): Promise<BackfillResult> {
  const driver = url ? openPostgres(url) : await openPglite(folder)
  await migrate(driver)
  const spent = watchDatabase(driver)
  const db = openDb(spent.driver)
  const act = actOn(simulatorUrl)
  const { sellerId, sid } = await givenShop(db, { act })
  await act('POST knobs', { sid, rateLimits: false })
  await act('POST seed', { sid, generate: { reviews } })
  const deps = depsFor(db, simulatorUrl, { clock: systemClock })

  const before = spent.milliseconds()
  const begun = performance.now()
  while (!(await isOver())) await syncChannel(deps, sellerId, 'review', 'background')
  const milliseconds = performance.now() - begun
  const inDatabase = spent.milliseconds() - before

  const stored = await db.prisma.interaction.count({ where: { sellerId } })
  if (stored !== reviews) throw new Error(`Of ${reviews} reviews ${stored} came in.`)
  await db.close()
  await pause(0)
  return {
    reviews,
    seconds: milliseconds / 1000,
    perSecond: (1000 * reviews) / milliseconds,
    databaseShare: inDatabase / milliseconds,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }

  async function isOver(): Promise<boolean> {
    const state = await db.prisma.syncState.findFirstOrThrow({ where: { sellerId, channel: 'review' } })
    if (state.errorCode) throw new Error(`The synchronisation failed: ${state.errorDetail}`)
    return state.backfillEndedAt !== null
  }
}
