import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingItem } from '#domain/incoming.ts'
import { receive } from '#ingestion/receive.ts'
import { findNextLinks } from '#processing/find-links.ts'
import { type Db, openDb } from '#storage/db.ts'
import type { Driver } from '#storage/driver.ts'
import { migrate } from '#storage/migrate.ts'
import { openPglite } from '#storage/pglite.ts'
import { openPostgres } from '#storage/postgres.ts'
import { makeDatabase } from '../testkit/database.ts'
import { incomingReview } from '../testkit/shop.ts'
import { type Spread, spread } from './live.ts'
import { seed } from './seed.ts'

/** How long it takes to find what one new interaction has to do with others: about any product, and about the one that all talk of. */
export type LinksResult = { interactions: number; usual: Spread; hot: Spread; kept: number }

const hotProduct = '100000042'

export async function measureLinks(databaseServer: string | null, interactions: number): Promise<LinksResult> {
  const folder = await mkdtemp(join(tmpdir(), 'agentiq-links-'))
  const database = databaseServer ? await makeDatabase(databaseServer) : null
  const driver = database ? openPostgres(database.url) : await openPglite(folder)
  try {
    await migrate(driver)
    const db = openDb(driver)
    const { id: sellerId } = await db.prisma.seller.create({ data: { name: 'Bench' } })
    const { id: userId } = await db.prisma.user.create({
      data: { id: randomUUID(), name: 'Bench', email: 'bench@example.com', updatedAt: new Date() },
    })
    await seed(driver, sellerId, { userId, interactions })
    await heat(driver)

    const usual = await timeLinks(db, sellerId, (number) => String(100_000_000 + (number % 900)))
    const hot = await timeLinks(db, sellerId, () => hotProduct)
    const result = { interactions, usual, hot, kept: await db.prisma.linkCandidate.count() }
    await db.close()
    return result
  } finally {
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Everything that came in within a week is about one product, so that each look finds more neighbours than it may take. */
async function heat(driver: Driver): Promise<void> {
  const text = `UPDATE interaction SET nm_id = '${hotProduct}' WHERE occurred_at > now() - interval '7 days'`
  await driver.query({ name: 'bench_heat', text }, [])
  await driver.query({ name: 'bench_analyze', text: 'VACUUM ANALYZE interaction' }, [])
}

const rounds = 300
const warmUp = 30

async function timeLinks(db: Db, sellerId: string, productOf: (number: number) => string): Promise<Spread> {
  const clock = { now: () => new Date() }
  const times: number[] = []
  for (let number = -warmUp; number < rounds; number += 1) {
    await receive({ db, clock }, { sellerId }, [questionAbout(productOf(number + warmUp))], async () => [])
    const begun = performance.now()
    await findNextLinks({ db, clock })
    if (number >= 0) times.push(performance.now() - begun)
    await lookAnew({ db, clock })
  }
  return spread(times)
}

/** What the item had looked at anew, as it is while items come one by one: not timed, for nobody waits for it. */
async function lookAnew(deps: Parameters<typeof findNextLinks>[0]): Promise<void> {
  while (await findNextLinks(deps));
}

function questionAbout(nmId: string): IncomingItem {
  const facts = { channel: 'question' as const, rating: null, customerName: 'Анна К.', occurredAt: new Date(), nmId }
  return incomingReview({
    ...facts,
    externalId: randomUUID(),
    text: 'Подошва отклеилась через неделю, что теперь делать?',
  })
}
