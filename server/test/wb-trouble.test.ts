import { afterAll, beforeAll, expect, test } from 'vitest'
import { channels } from '#domain/interaction.ts'
import type { Db } from '#storage/db.ts'
import { disagreements, type Truth } from '../testkit/agreement.ts'
import { depsFor, givenShop, openTestDb, type Simulation, simulate, syncChannel, testClock } from '../testkit/shop.ts'

// What WB does wrong while we read (docs/WB.md): afterwards database and marketplace agree.

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

test.each([
  ['a connection cut behind the headers', 'cut'],
  ['half an answer', 'truncated'],
  ['a page of a web site', 'html'],
  ['nothing at all', 'empty'],
  ['a reset', 'reset'],
  ['a fault', 502],
])('a look that is answered by %s is made again, and nothing is lost', async (_, status) => {
  const shop = await openedShop()
  await simulator.act('POST fail', { sid: shop.sid, status, times: 4 })

  for (let look = 0; look < 6; look += 1) {
    await shop.looks()
    shop.clock.pass(20 * 60_000)
  }

  expect(await shop.disagreements()).toEqual([])
})

test.each([-9, 9])('with a clock that is %s minutes off everything comes in', async (minutes) => {
  const shop = await openedShop(minutes)
  await shop.looks()
  await simulator.act('POST buyer/review', { sid: shop.sid, rating: 1, text: 'Порвался шов' })
  await simulator.act('POST buyer/question', { sid: shop.sid, text: 'Есть размер M?' })
  await simulator.act('POST buyer/chat', { sid: shop.sid, text: 'Где мой заказ' })
  shop.clock.pass(5 * 60_000)
  await shop.looks()

  expect(await shop.disagreements()).toEqual([])
})

async function openedShop(minutesOff = 0) {
  const { sellerId, sid } = await givenShop(db, simulator)
  await simulator.act('POST seed', { sid, seed: 'shop' })
  const clock = testClock(new Date(Date.now() + minutesOff * 60_000).toISOString())
  const deps = depsFor(db, simulator.url, { clock })
  return {
    sid,
    clock,
    async looks() {
      for (const channel of channels) await syncChannel(deps, sellerId, channel, 'background')
    },
    disagreements: async () => await disagreements(db, sellerId, await simulator.act<Truth>(`GET state?sid=${sid}`)),
  }
}
