import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECOND } from '#domain/time.ts'
import { runChannel } from '#ingestion/run-channel.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type Simulation, simulate } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let simulator: Simulation
let app: TestApp

beforeAll(async () => {
  simulator = await simulate()
  app = await startApp({ wbFeedbacksUrl: simulator.url, wbChatUrl: simulator.url })
})
afterAll(async () => {
  await app.close()
  await simulator.close()
})

test('fields and words that WB never had before break nothing, are counted, and are shown to the owner alone', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST knobs', { sid, extraFields: true })
  await simulator.act('POST buyer/review', { sid, rating: 2, text: 'Порвался шов' })
  await simulator.act('POST buyer/chat', { sid, text: 'Здравствуйте!', source: 'smart-mirror' })

  for (const channel of ['review', 'review', 'chat'] as const) {
    app.clock.advance(10 * SECOND)
    await runChannel(app.deps, { sellerId: seller.sellerId, channel })
  }

  expect(await surprisesOf(seller)).toEqual([
    { channel: 'CHAT', kind: 'FIELD', name: 'futureField', count: 3 },
    { channel: 'CHAT', kind: 'VALUE', name: 'source=smart-mirror', count: 2 },
    { channel: 'REVIEW', kind: 'FIELD', name: 'futureField', count: 2 },
  ])
  expect(await app.deps.db.prisma.interaction.count({ where: { sellerId: seller.sellerId } })).toBe(2)

  await app.deps.db.prisma.teamMembership.updateMany({
    where: { sellerId: seller.sellerId },
    data: { role: 'operator' },
  })
  app.door.rightsTaken()
  expect(await surprisesOf(seller)).toEqual([])
})

async function surprisesOf(seller: GivenSeller): Promise<unknown[]> {
  const query = '{ sellers { contractSurprises { channel kind name count } } }'
  const { sellers } = await read<{ sellers: { contractSurprises: unknown[] }[] }>(app, seller, query)
  return sellers[0]?.contractSurprises ?? []
}

async function connectedSeller(): Promise<{ seller: GivenSeller; sid: string }> {
  const seller = await givenSeller(app)
  const { token, sid } = await simulator.act<{ token: string; sid: string }>('POST token')
  const mutation = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
  await read(app, seller, mutation, { token })
  return { seller, sid }
}
