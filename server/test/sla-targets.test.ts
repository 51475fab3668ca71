import { afterAll, beforeAll, expect, test } from 'vitest'
import { after, HOUR, MINUTE } from '#domain/time.ts'
import { receive } from '#ingestion/receive.ts'
import { judgeDue } from '#processing/judge-due.ts'
import { type Asker, ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { incomingReview, journalOf } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test('a seller’s own minutes and priority count for what waits, what comes, and what is reopened', async () => {
  const seller = await givenSeller(app)
  const waiting = await asks(seller, 'waiting')
  expect(await itemOf(seller, waiting)).toMatchObject({ priority: 'HIGH', slaTargetMinutes: 240 })

  await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', priority: 'LOW', minutes: 1000 })
  await judgeDue(app.deps)
  const coming = await asks(seller, 'coming')

  const own = { priority: 'LOW', slaTargetMinutes: 1000, slaDueAt: after(app.clock.now(), 1000 * MINUTE).toISOString() }
  expect(await itemOf(seller, waiting)).toMatchObject(own)
  expect(await itemOf(seller, coming)).toMatchObject(own)
  await ask(app, seller, `mutation { closeInteraction(input: { interactionId: "${coming}" }) { __typename } }`)
  await ask(app, seller, `mutation { reopenInteraction(input: { interactionId: "${coming}" }) { __typename } }`)
  expect(await itemOf(seller, coming)).toMatchObject(own)
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual(
    expect.arrayContaining(['sla_targets_changed', 'classified']),
  )
})

test('a shorter time that is over by now is told as overdue, once; a longer one when it is over itself', async () => {
  const seller = await givenSeller(app)
  const question = await asks(seller, 'shorter')
  app.clock.advance(HOUR)

  await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 30 })
  await judgeDue(app.deps)
  await judgeDue(app.deps)
  expect(await newsOf(seller)).toEqual(['sla_overdue'])
  await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 100 })
  await judgeDue(app.deps)
  expect(await newsOf(seller)).toEqual(['sla_overdue', 'sla_due_soon'])
  app.clock.advance(HOUR)
  await judgeDue(app.deps)

  expect(await itemOf(seller, question)).toMatchObject({ slaState: 'OVERDUE', priority: 'URGENT' })
  expect(await newsOf(seller)).toEqual(['sla_overdue', 'sla_due_soon', 'sla_overdue'])
})

test('a deadline that is moved away and back is told once when it is due soon and once when it is over, whoever looks and how often', async () => {
  const seller = await givenSeller(app)
  await asks(seller, 'back')
  app.clock.advance(200 * MINUTE)
  await judgeDue(app.deps)

  for (const _ of [1, 2]) {
    await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 150 })
    await judgeDue(app.deps)
    await ask(app, seller, 'mutation { resetSlaTargets(input: {}) { __typename } }')
    await judgeDue(app.deps)
  }
  expect(await newsOf(seller)).toEqual(['sla_due_soon', 'sla_overdue'])
  app.clock.advance(41 * MINUTE)
  await judgeDue(app.deps)
  await judgeDue(app.deps)

  expect(await newsOf(seller)).toEqual(['sla_due_soon', 'sla_overdue', 'sla_overdue'])
})

test('nothing but what has the intent is judged anew, and the same figure twice is one change', async () => {
  const seller = await givenSeller(app)
  await asks(seller, 'delivery', 'Есть в наличии?')
  const before = await app.deps.db.prisma.interaction.findMany({ where: { sellerId: seller.sellerId } })

  await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 90 })
  await sets(seller, { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 90 })

  expect(await app.deps.db.prisma.interaction.findMany({ where: { sellerId: seller.sellerId } })).toEqual(before)
  expect((await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'sla_targets_changed')).toHaveLength(
    1,
  )
})

test('the figures are told with the usual ones, and going back forgets them', async () => {
  const seller = await givenSeller(app)
  await sets(seller, { channel: 'CHAT', intent: 'THANKS', minutes: 600 })
  const thanks = { channel: 'CHAT', intent: 'THANKS', priority: 'LOW', usualPriority: 'LOW', usualMinutes: 1440 }

  expect(await targets(seller)).toContainEqual({ ...thanks, minutes: 600, isOwn: true })
  await ask(app, seller, 'mutation { resetSlaTargets(input: { channel: QUESTION }) { __typename } }')
  expect(await targets(seller)).toContainEqual({ ...thanks, minutes: 600, isOwn: true })
  await ask(app, seller, 'mutation { resetSlaTargets(input: {}) { __typename } }')
  expect(await targets(seller)).toContainEqual({ ...thanks, minutes: 1440, isOwn: false })
})

test('only an owner sets them, only what makes sense, and only for a shop of her own', async () => {
  const [seller, stranger] = [await givenSeller(app), await givenSeller(app)]
  const figure = { channel: 'QUESTION', intent: 'SIZING_FIT', minutes: 90 }

  expect(await sets(stranger, { ...figure, sellerId: seller.id })).toEqual({ __typename: 'NotFound' })
  expect(await sets(seller, { ...figure, minutes: 0 })).toEqual({ __typename: 'BadInput', field: 'minutes' })
  expect(await sets(seller, { ...figure, intent: 'THANKS' })).toEqual({ __typename: 'BadInput', field: 'intent' })

  await app.deps.db.prisma.teamMembership.updateMany({ where: { userId: seller.userId }, data: { role: 'manager' } })
  app.door.rightsTaken()
  expect(await sets(seller, figure)).toEqual({ __typename: 'NotAllowed', needs: 'OWNER' })
})

test('the inbox tells how many items of each channel stand where', async () => {
  const seller = await givenSeller(app)
  await seller.receives.review()
  await seller.receives.review({ status: 'closed', closeReason: 'spam' })
  await seller.receives.chat({ status: 'responded' })

  const query = '{ interactions(first: 1) { counts { byChannel { channel open responded closed } } } }'
  type Counted = { interactions: { counts: { byChannel: unknown } } }
  const { interactions } = await read<Counted>(app, seller, query)

  expect(interactions.counts.byChannel).toEqual([
    { channel: 'REVIEW', open: 1, responded: 0, closed: 1 },
    { channel: 'QUESTION', open: 0, responded: 0, closed: 0 },
    { channel: 'CHAT', open: 0, responded: 1, closed: 0 },
  ])
})

/** A question about size that comes in now. */
/** What the clock has told of deadlines. */
async function newsOf(seller: GivenSeller): Promise<string[]> {
  return (await journalOf(app.deps.db, seller.sellerId)).filter((type) =>
    ['sla_due_soon', 'sla_overdue'].includes(type),
  )
}

async function asks({ sellerId }: GivenSeller, externalId: string, text = 'Какой размер?'): Promise<string> {
  const item = incomingReview({ channel: 'question', externalId, occurredAt: app.clock.now(), rating: null, text })
  await receive(app.deps, { sellerId }, [item], async () => [])
  const { id } = await app.deps.db.prisma.interaction.findFirstOrThrow({ where: { sellerId, externalId } })
  return Buffer.from(`Interaction:${id}`).toString('base64url')
}

async function sets(asker: Asker, input: object): Promise<object | undefined> {
  const query = `mutation ($input: SetSlaTargetInput!) {
    setSlaTarget(input: $input) { __typename ... on BadInput { field } ... on NotAllowed { needs } }
  }`
  return (await ask<{ setSlaTarget: object }>(app, asker, query, { input })).data?.setSlaTarget
}

async function itemOf(asker: Asker, id: string): Promise<object> {
  const query = 'query ($id: ID!) { interaction(id: $id) { priority slaTargetMinutes slaDueAt slaState } }'
  return (await read<{ interaction: object }>(app, asker, query, { id })).interaction
}

async function targets(asker: Asker): Promise<object[]> {
  const fields = 'channel intent priority minutes usualPriority usualMinutes isOwn'
  type Read = { sellers: { slaTargets: object[] }[] }
  return (await read<Read>(app, asker, `{ sellers { slaTargets { ${fields} } } }`)).sellers[0]?.slaTargets ?? []
}
