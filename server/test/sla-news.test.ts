import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '#app.ts'
import { createApp } from '#app.ts'
import { readConfig } from '#config.ts'
import { after, HOUR } from '#domain/time.ts'
import { openTestStorage, withoutDrafts } from '../testkit/database.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { followOnSocket } from '../testkit/socket.ts'

let app: App
beforeAll(async () => {
  app = await createApp(
    { ...readConfig({}), port: 0, logLevel: 'silent', wbCardsUrl: null },
    { storage: await withoutDrafts(await openTestStorage()) },
  )
})
afterAll(() => app.close())

test('a deadline that is due soon, and one that is missed, is on every screen within two seconds, mostly at once', async () => {
  const seller = await givenSeller(app)
  const told: { type: string; id: string; at: Date }[] = []
  const follower = await followOnSocket(app, seller, ({ type = '', interaction }, at) => {
    // An alert about so many missed deadlines is of no single item.
    if (interaction) told.push({ type, id: interaction.id, at })
  })
  // All of them are written down before the first has news.
  const begin = after(new Date(), 2500)
  const moments = await Promise.all(
    Array.from({ length: 40 }, (_, number) => waiting(seller, after(begin, number * 77), number % 2 === 0)),
  )
  app.deps.wake()

  await expect.poll(() => told.length, { timeout: 15_000, interval: 50 }).toBe(moments.length)
  follower.stop()

  const delays = moments.map(({ id, type, at }) => {
    const news = told.find((each) => each.id === id)
    expect(news?.type).toBe(type)
    return (news?.at.getTime() ?? Number.POSITIVE_INFINITY) - at.getTime()
  })
  const sorted = delays.sort((one, other) => one - other)
  expect(sorted[0]).toBeGreaterThanOrEqual(0)
  expect(sorted.at(-1)).toBeLessThan(2000)
  expect(sorted[sorted.length / 2]).toBeLessThan(500)
}, 60_000)

/** A question that nobody answers, whose deadline has news at this moment. */
async function waiting(seller: GivenSeller, at: Date, isSoon: boolean) {
  const dueAt = isSoon ? after(at, HOUR) : after(at, -1)
  const askedAt = after(dueAt, -8 * HOUR)
  const told = { slaSince: askedAt, slaTold: isSoon ? null : 'due_soon', nextChangeAt: at }
  const standing = isSoon ? {} : { priority: 'urgent' as const, priorityReason: 'sla_near_breach' }
  const facts = { text: 'А что это?', intent: 'general_question', priorityReason: 'intent', slaTargetMinutes: 480 }
  const item = { occurredAt: askedAt, createdAt: askedAt, slaDueAt: dueAt, ...facts, ...standing, ...told }
  const { id } = await seller.receives.question(item)
  return { id, type: isSoon ? 'SLA_DUE_SOON' : 'SLA_OVERDUE', at }
}
