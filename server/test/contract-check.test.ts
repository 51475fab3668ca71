import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckDeps, checkSeller, claimChecks, planChecks } from '#processing/check-contract.ts'
import { eventsAfter } from '#storage/events.ts'
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

test('before the first night there is no report; after it the owner reads that all is well, and nothing is journalled', async () => {
  const { seller } = await connectedSeller()
  await planChecks(app.deps)
  expect(await reportOf(seller)).toBeNull()

  await aNightPasses()

  expect(await reportOf(seller)).toEqual({ at: expect.any(String), state: 'CLEAN', findings: [] })
  expect(await changesOf(seller)).toEqual([])
})

test('what WB changes is told once in the journal, with what it is; and again only when it breaks or is mended', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST knobs', { sid, extraFields: true })
  await aNightPasses()
  await aNightPasses()
  expect(await reportOf(seller)).toMatchObject({ state: 'NEW' })
  expect(await changesOf(seller)).toHaveLength(1)

  const breaks = { sid, path: '/api/v1/seller/chats', times: 1, status: 200, body: '{"chats":[]}' }
  await simulator.act('POST fail', breaks)
  await aNightPasses()
  expect(await reportOf(seller)).toMatchObject({
    state: 'BREAKING',
    findings: expect.arrayContaining([
      {
        severity: 'BREAKING',
        call: 'GET /api/v1/seller/chats',
        path: 'result',
        what: 'is missing',
        count: 1,
      },
    ]),
  })
  await aNightPasses()

  const name = 'breaking: GET /api/v1/seller/chats result is missing'
  expect((await changesOf(seller)).slice(1)).toEqual([
    { state: 'breaking', appeared: expect.arrayContaining([name]), gone: [] },
    { state: 'new', appeared: [], gone: [name] },
  ])
})

test('a WB that does not answer is no change, and is asked again in an hour', async () => {
  const { seller, sid } = await connectedSeller()
  await simulator.act('POST fail', { sid, path: '/api/v1/', times: 50, status: 'reset' })
  await aNightPasses()

  expect(await reportOf(seller)).toMatchObject({ state: 'UNREACHABLE', findings: [] })
  expect(await changesOf(seller)).toEqual([])
  const { at, dueAt } = await app.deps.db.prisma.contractCheck.findUniqueOrThrow({
    where: { sellerId: seller.sellerId },
  })
  const minutesUntilDue = ((dueAt?.getTime() ?? 0) - (at?.getTime() ?? 0)) / 60_000
  expect(Math.round(minutesUntilDue)).toBe(60)
})

test('two processes check a seller once', async () => {
  await connectedSeller()
  await planChecks(app.deps)
  app.clock.advance(25 * 3600_000)
  const due = await app.deps.db.prisma.contractCheck.count({ where: { dueAt: { lte: app.clock.now() } } })

  const [one = 0, other = 0] = await timeRunning(() =>
    Promise.all([checkDue(app.deps, 50), checkDue({ ...app.deps, owner: 'another process' }, 50)]),
  )

  expect(one + other).toBe(due)
})

test('a key that is gone leaves the last report, and nothing is asked', async () => {
  const { seller } = await connectedSeller()
  await aNightPasses()
  const before = await reportOf(seller)
  await app.deps.db.prisma.marketplaceConnection.delete({ where: { sellerId: seller.sellerId } })
  await aNightPasses()

  expect(await reportOf(seller)).toEqual(before)
})

test('whoever is not the owner is told nothing of it', async () => {
  const { seller } = await connectedSeller()
  await aNightPasses()
  await app.deps.db.prisma.teamMembership.updateMany({
    where: { userId: seller.userId },
    data: { role: 'operator' },
  })
  app.door.rightsTaken()

  expect(await reportOf(seller)).toBeNull()
})

async function connectedSeller(): Promise<{ seller: GivenSeller; sid: string }> {
  const seller = await givenSeller(app)
  const { token, sid } = await simulator.act<{ token: string; sid: string }>('POST token')
  await simulator.act('POST seed', { sid, seed: 'shop' })
  const connect = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
  await read(app, seller, connect, { token })
  return { seller, sid }
}

/** Makes all checks that are due, each waiting for its next request as long as it has to. Returns how many. */
async function checkDue(deps: CheckDeps, limit: number): Promise<number> {
  const aside = async () => {
    await pause(20)
    return true
  }
  const due = await claimChecks(deps, limit)
  for (const { sellerId } of due) await checkSeller({ ...deps, contract: (id) => deps.contract(id, aside) }, sellerId)
  return due.length
}

async function aNightPasses(): Promise<void> {
  await planChecks(app.deps)
  app.clock.advance(24 * 3600_000)
  await timeRunning(async () => {
    while ((await checkDue(app.deps, 5)) > 0);
  })
}

/** Budgets fill with time, so it has to run while they are spent. */
async function timeRunning<Result>(work: () => Promise<Result>): Promise<Result> {
  const ticking = setInterval(() => app.clock.advance(1000), 20)
  try {
    return await work()
  } finally {
    clearInterval(ticking)
  }
}

type Report = { state: string; findings: object[] } | null

async function reportOf(seller: GivenSeller): Promise<Report> {
  const query = '{ sellers { contractCheck { at state findings { severity call path what count } } } }'
  const { sellers } = await read<{ sellers: { contractCheck: Report }[] }>(app, seller, query)
  return sellers[0]?.contractCheck ?? null
}

async function changesOf({ sellerId }: GivenSeller): Promise<unknown[]> {
  const events = await eventsAfter(app.deps.db, sellerId, 0, 1000)
  return events.filter(({ type }) => type === 'contract_changed').map(({ details }) => details)
}
