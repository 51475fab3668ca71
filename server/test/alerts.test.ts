import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY } from '#domain/time.ts'
import { raiseAlerts } from '#processing/raise-alerts.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('more than five replies that failed within an hour are an alert, which ends by itself when the hour is over', async () => {
  const seller = await givenSeller(app)
  for (let count = 0; count < 5; count++) await hasLost(seller, 'failed', { isDealtWith: true })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])

  await hasLost(seller, 'failed', { isDealtWith: true })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toMatchObject([{ code: 'REPLY_FAILURES', severity: 'HIGH', count: 6 }])

  app.clock.advance(3_600_000)
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual(['alert_raised', 'alert_resolved'])
})

test.each([
  ['failed', 'REPLY_FAILED'],
  ['needs_attention', 'REPLY_FAILED'],
  ['moderation_rejected', 'REPLY_REJECTED'],
  ['rejected', 'REPLY_REJECTED'],
] as const)('a reply that is %s is told until somebody deals with it, and once in the journal', async (state, code) => {
  const seller = await givenSeller(app)
  const first = await hasLost(seller, state)
  await raiseAlerts(app.deps)
  const [told] = await alerts(seller)
  expect(told).toMatchObject({ code, severity: 'MEDIUM', count: 1 })

  const second = await hasLost(seller, state)
  await raiseAlerts(app.deps)
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toMatchObject([{ id: told?.id, count: 2, firstSeenAt: told?.firstSeenAt }])

  await app.deps.db.prisma.replyOutbox.update({ where: { id: first }, data: { dismissedAt: app.clock.now() } })
  const answered = { needsResponse: false, status: 'responded' }
  await app.deps.db.prisma.interaction.updateMany({ where: { replies: { some: { id: second } } }, data: answered })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual(['alert_raised', 'alert_resolved'])
})

test('EX-51: overdue and soon due questions are told by number, and end when they are answered', async () => {
  const seller = await givenSeller(app)
  const now = app.clock.now().getTime()
  const waits = async (minutes: number | null) =>
    await seller.receives.question({ slaDueAt: minutes === null ? null : new Date(now + minutes * 60_000) })
  for (const minutes of [-90, -5, 30, 90, null]) await waits(minutes)
  await raiseAlerts(app.deps)

  const { sellers } = await read<{ sellers: { questionSla: object }[] }>(app, seller, slaQuery)
  expect(sellers[0]?.questionSla).toEqual({
    openTotal: 5,
    withSlaTotal: 4,
    overdueTotal: 2,
    dueSoonTotal: 1,
    oldestOverdueMinutes: 90,
  })
  expect(await alerts(seller)).toMatchObject([
    { code: 'SLA_OVERDUE_QUESTIONS', severity: 'HIGH', count: 2 },
    { code: 'SLA_DUE_SOON_QUESTIONS', severity: 'MEDIUM', count: 1 },
  ])

  const answered = { needsResponse: false, status: 'responded' }
  await app.deps.db.prisma.interaction.updateMany({ where: { sellerId: seller.sellerId }, data: answered })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])
})

test.each([
  ['review', 'SLA_OVERDUE_REVIEWS'],
  ['chat', 'SLA_OVERDUE_CHATS'],
] as const)('the deadline of a %s that is over is told from the next millisecond on', async (channel, code) => {
  const seller = await givenSeller(app)
  await seller.receives[channel]({ slaDueAt: app.clock.now() })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])

  app.clock.advance(1)
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toMatchObject([{ code, severity: 'MEDIUM', count: 1 }])
})

test('answers of the marketplace that cannot be read any more are an alert until a check reads them again', async () => {
  const seller = await givenSeller(app)
  const finding = { severity: 'breaking', call: 'GET /api/v1/questions', path: 'data', what: 'is missing', count: 1 }
  const calls = [
    { call: 'GET /api/v1/questions', outcome: 'checked', detail: null, items: 1, findings: [finding, finding] },
    { call: 'GET /api/v1/feedbacks', outcome: 'checked', detail: null, items: 1, findings: [] },
  ]
  const { contractCheck } = app.deps.db.prisma
  await contractCheck.create({ data: { sellerId: seller.sellerId, state: 'breaking', at: app.clock.now(), calls } })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toMatchObject([{ code: 'CONTRACT_BROKEN', severity: 'HIGH', count: 1 }])

  await contractCheck.update({ where: { sellerId: seller.sellerId }, data: { state: 'clean', calls: [] } })
  await raiseAlerts(app.deps)
  expect(await alerts(seller)).toEqual([])
})

test('many buyers with trouble about one product are an alert, a graver one when they are more than ten', async () => {
  const seller = await givenSeller(app)
  const receives = async (count: number) => {
    for (let number = 0; number < count; number += 1) await seller.receives.review(broken)
    await raiseAlerts(app.deps)
    return await alerts(seller)
  }
  expect(await receives(2)).toEqual([])
  expect(await receives(1)).toMatchObject([{ code: 'MASS_DEFECT', severity: 'MEDIUM', count: 1 }])
  expect(await receives(7)).toMatchObject([{ severity: 'MEDIUM' }])
  expect(await receives(1)).toMatchObject([{ code: 'MASS_DEFECT', severity: 'HIGH', count: 1 }])
})

test.each([
  ['wait for too long', { escalationReason: 'repeat', needsEscalation: true }],
  ['go to court', { escalationReason: 'legal', needsEscalation: true }],
  ['were answered at once', { needsResponse: false, status: 'responded' }],
] as const)(
  'they are one also when they %s, and until fewer than three are left within seven days',
  async (_, state) => {
    const seller = await givenSeller(app)
    const occurredAt = app.clock.now()
    const [first] = [
      await seller.receives.review({ ...broken, ...state, occurredAt }),
      await seller.receives.review({ ...broken, ...state, occurredAt }),
      await seller.receives.question({ ...broken, ...state, intent: 'post_purchase_issue', occurredAt }),
    ]
    await raiseAlerts(app.deps)
    expect(await alerts(seller)).toMatchObject([{ code: 'MASS_DEFECT', severity: 'MEDIUM', count: 1 }])

    const before = new Date(app.clock.now().getTime() - 7 * DAY)
    await app.deps.db.prisma.interaction.update({ where: { id: first?.uuid ?? '' }, data: { occurredAt: before } })
    await raiseAlerts(app.deps)
    expect(await alerts(seller)).toEqual([])
  },
)

test('three who say different things, of different products, or only in the demo, are no alert', async () => {
  const seller = await givenSeller(app)
  for (const nmId of ['1', '2', '3']) await seller.receives.review({ ...broken, nmId })
  for (const intent of ['thanks', 'sizing_fit', 'other']) await seller.receives.review({ ...broken, intent })
  for (const nmId of ['4', '4', '4']) await seller.receives.review({ ...broken, nmId, source: 'demo' })
  for (const nmId of [null, null, null]) await seller.receives.review({ ...broken, nmId })

  await raiseAlerts(app.deps)

  expect(await alerts(seller)).toEqual([])
})

const broken = { intent: 'defect_not_working', nmId: '777' }

test('alerts of others are not told, and two processes raise one', async () => {
  const [seller, stranger] = [await givenSeller(app), await givenSeller(app)]
  await hasLost(seller, 'failed')

  await Promise.all([raiseAlerts(app.deps), raiseAlerts(app.deps)])

  expect(await alerts(seller)).toHaveLength(1)
  expect(await alerts(stranger)).toEqual([])
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual(['alert_raised'])
})

/** A reply that came to nothing; one that is dealt with has an item that is answered by now. */
async function hasLost(seller: GivenSeller, state: string, { isDealtWith = false } = {}): Promise<string> {
  const { uuid } = await seller.receives.review(isDealtWith ? { status: 'responded' } : {})
  const { id } = await app.deps.db.prisma.replyOutbox.create({
    data: {
      ...{ sellerId: seller.sellerId, interactionId: uuid, channel: 'review', text: 'Спасибо', state },
      ...{ idempotencyKey: crypto.randomUUID(), createdAt: app.clock.now(), failedAt: app.clock.now() },
    },
  })
  return id
}

type Told = { id: string; code: string; severity: string; count: number; firstSeenAt: string }

async function alerts(seller: GivenSeller): Promise<Told[]> {
  const { sellers } = await read<{ sellers: { opsAlerts: Told[] }[] }>(app, seller, query)
  return sellers[0]?.opsAlerts ?? []
}

const slaQuery = '{ sellers { questionSla { openTotal withSlaTotal overdueTotal dueSoonTotal oldestOverdueMinutes } } }'
const query = '{ sellers { opsAlerts { id code severity count firstSeenAt } } }'
