import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOutBulk } from '#actions/carry-out-bulk.ts'
import { ask, read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { journalOf } from '../testkit/shop.ts'
import { firstOnSocket } from '../testkit/socket.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

// Actions on many items, step by step: the worker stands still and each look is made by hand. How they end with WB is told in
// `bulk-sending.test.ts`.

let app: TestApp
let seller: GivenSeller

beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => await app.close())
beforeEach(async () => {
  seller = await givenSeller(app)
  await seller.isConnected()
})

test('items are closed together, and what changed since it was chosen or needs a person is left alone', async () => {
  const plain = await seller.receives.review()
  const changed = await seller.receives.review({ version: 3 })
  const legal = await seller.receives.review({ needsEscalation: true, escalationReason: 'legal' })
  const answered = await seller.receives.review({ status: 'responded' })

  const job = await begins('CLOSE', [plain, changed, legal, answered])
  await looks()

  expect(await told(job)).toMatchObject({
    state: 'FINISHED',
    totals: { total: 4, sent: 1, blocked: 0, failed: 0, skipped: 3, waiting: 0 },
    items: [
      { result: 'DONE', reason: null, interaction: { status: 'CLOSED' } },
      { result: 'SKIPPED', reason: 'CHANGED', interaction: { status: 'OPEN' } },
      { result: 'SKIPPED', reason: 'NEEDS_PERSON', interaction: { status: 'OPEN' } },
      { result: 'SKIPPED', reason: 'NOT_POSSIBLE' },
    ],
  })
  expect((await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'closed')).toHaveLength(1)
})

test('items get a priority together, and closed ones are brought back together', async () => {
  const items = [await seller.receives.review(), await seller.receives.question(), await seller.receives.chat()]
  const raised = await begins('SET_PRIORITY', items, { priority: 'URGENT' })
  await looks()
  expect((await told(raised)).items.map(({ interaction }) => interaction)).toMatchObject(
    items.map(() => ({ priority: 'URGENT', priorityReason: 'MANUAL' })),
  )

  await begins('CLOSE', items, {}, 2)
  await looks()
  const reopened = await begins('REOPEN', items, {}, 3)
  await looks()
  expect((await told(reopened)).items.map(({ interaction }) => interaction.status)).toEqual(['OPEN', 'OPEN', 'OPEN'])
})

test('texts wait until they can no longer be taken back, then leave one a second, chats at their own pace', async () => {
  const reviews = [await seller.receives.review(), await seller.receives.question(), await seller.receives.review()]
  const chats = [await seller.receives.chat(), await seller.receives.chat()]
  const job = await sends([...reviews, ...chats])

  await looks(9_900)
  expect(await replied(job)).toEqual([false, false, false, false, false])
  await looks(200)
  expect(await replied(job)).toEqual([true, false, false, true, false])
  await looks(500)
  expect(await replied(job)).toEqual([true, false, false, true, false])
  await looks(600)
  expect(await replied(job)).toEqual([true, true, false, true, true])
  await looks(1_100)
  expect(await replied(job)).toEqual([true, true, true, true, true])
})

test('two jobs of one seller share a pace', async () => {
  const [one, other] = [await sends([await seller.receives.review()]), await sends([await seller.receives.review()])]

  await looks(11_000)
  expect([...(await replied(one)), ...(await replied(other))].filter(Boolean)).toHaveLength(1)
  await looks(1_100)
  expect([...(await replied(one)), ...(await replied(other))].filter(Boolean)).toHaveLength(2)
})

test('replies of a job leave at once, because all of it could be taken back before', async () => {
  const review = await seller.receives.review()
  await sends([review])
  await looks(11_000)

  const reply = await app.deps.db.prisma.replyOutbox.findFirstOrThrow({ where: { interactionId: review.uuid } })
  expect(reply.dueAt).toEqual(reply.createdAt)
})

test('cancelled in time nothing of a job is sent', async () => {
  const job = await sends([await seller.receives.review(), await seller.receives.chat()])

  expect(await cancels(job)).toEqual({ __typename: 'CancelBulkSuccess' })
  await looks(11_000)

  expect(await told(job)).toMatchObject({
    state: 'CANCELLED',
    totals: { total: 2, skipped: 2, waiting: 0 },
    items: [{ reason: 'CANCELLED' }, { reason: 'CANCELLED' }],
  })
  expect(await app.deps.db.prisma.replyOutbox.count({ where: { sellerId: seller.sellerId } })).toBe(0)
})

test('cancelled on the way a job begins nothing more, and what has begun is waited for', async () => {
  const items = [await seller.receives.review(), await seller.receives.review(), await seller.receives.review()]
  const job = await sends(items)
  await looks(11_000)
  await cancels(job)
  await looks(1_100)
  expect(await told(job)).toMatchObject({ state: 'CANCELLED', finishedAt: null, totals: { skipped: 2, waiting: 1 } })

  await replyEnds(items[0], 'confirmed')
  await looks(11_000)

  expect(await told(job)).toMatchObject({ state: 'CANCELLED', totals: { sent: 1, skipped: 2, waiting: 0 } })
  expect((await told(job)).finishedAt).not.toBeNull()
  expect(await cancels(job)).toEqual({ __typename: 'CancelBulkSuccess' })
})

test('a process that died after it handed a text over does not hand it over twice', async () => {
  const review = await seller.receives.review()
  const job = await sends([review])
  await looks(11_000)
  // As if the process had died before it noted which reply the item became.
  await app.deps.db.prisma.bulkItem.updateMany({ where: { interactionId: review.uuid }, data: { replyId: null } })
  await looks(1_100)

  expect(await replied(job)).toEqual([true])
  expect(await app.deps.db.prisma.replyOutbox.count({ where: { interactionId: review.uuid } })).toBe(1)
})

test('a job whose process died is gone on with when its lease has ended', async () => {
  const job = await begins('CLOSE', [await seller.receives.review()])
  await app.deps.db.prisma.bulkJob.updateMany({
    where: { sellerId: seller.sellerId },
    data: { leaseOwner: 'dead', leaseUntil: new Date(app.clock.now().getTime() + 30_000) },
  })
  await looks()
  expect(await told(job)).toMatchObject({ state: 'RUNNING', totals: { waiting: 1 } })

  await looks(31_000)
  expect(await told(job)).toMatchObject({ state: 'FINISHED', totals: { sent: 1 } })
})

test('two processes that look at the same time do each item once', async () => {
  const items = await Promise.all(Array.from({ length: 6 }, () => seller.receives.review()))
  await begins('CLOSE', items)
  await Promise.all([carryOutBulk(app.deps), carryOutBulk({ ...app.deps, owner: 'another' })])

  const closed = (await journalOf(app.deps.db, seller.sellerId)).filter((type) => type === 'closed')
  expect(closed).toHaveLength(6)
})

test('the same key twice is one job, and with other items a conflict', async () => {
  const [one, other] = [await seller.receives.review(), await seller.receives.review()]
  const key = randomUUID()

  const job = await begins('CLOSE', [one], { key })
  expect(await begins('CLOSE', [one], { key })).toBe(job)
  expect(await start({ key, action: 'CLOSE', items: choices([other]) })).toMatchObject({ reason: 'KEY_REUSED' })
  const spam = { key, action: 'CLOSE', closeReason: 'SPAM', items: choices([one]) }
  expect(await start(spam)).toMatchObject({ reason: 'KEY_REUSED' })
})

test.each([
  ['no items', () => ({ items: [] })],
  ['too many items', (item: Received) => ({ items: Array.from({ length: 51 }, () => choices([item])[0]) })],
  ['an item twice', (item: Received) => ({ items: choices([item, item]) })],
  ['no text to send', (item: Received) => ({ action: 'SEND', items: choices([item]) })],
  ['a reason that is not given by hand', (item: Received) => ({ closeReason: 'NO_TEXT', items: choices([item]) })],
])('a job with %s is refused', async (_, wrong) => {
  const item = await seller.receives.review()
  const input = { key: randomUUID(), action: 'CLOSE', ...wrong(item) }

  expect(await start(input)).toMatchObject({ __typename: 'BadInput' })
})

test('a foreign item among mine is not found, and nothing is begun', async () => {
  const stranger = await givenSeller(app)
  const items = choices([await seller.receives.review(), await stranger.receives.review()])

  expect(await start({ key: randomUUID(), action: 'CLOSE', items })).toEqual({ __typename: 'NotFound' })
  expect(await journalOf(app.deps.db, seller.sellerId)).toEqual([])
})

test('when whoever began it no longer works here, nothing more is done in her name', async () => {
  await sends([await seller.receives.review()])
  await app.deps.db.prisma.teamMembership.deleteMany({ where: { userId: seller.userId } })
  await looks(11_000)

  const [item] = await app.deps.db.prisma.bulkItem.findMany({ where: { sellerId: seller.sellerId } })
  expect(item).toMatchObject({ result: 'skipped', reason: 'gone', replyId: null })
})

test('a text with an unfilled variable is stopped, and the template of another one is counted', async () => {
  const template = await app.deps.db.prisma.replyTemplate.create({
    data: { sellerId: seller.sellerId, title: 'Спасибо', shortcut: 'спасибо', text: 'Спасибо!', channels: ['review'] },
  })
  const templateId = Buffer.from(`ReplyTemplate:${template.id}`).toString('base64url')
  const [one, other] = [await seller.receives.review(), await seller.receives.review()]
  const items = [
    { interactionId: one.id, version: 1, text: 'Ваш {товар} хорош' },
    { interactionId: other.id, version: 1, text: 'Спасибо!', templateId },
  ]
  const job = jobIn(await start({ key: randomUUID(), action: 'SEND', items }))
  await looks(11_000)
  await looks(1_100)

  expect(await told(job)).toMatchObject({ items: [{ result: 'BLOCKED', reason: 'RULES' }, { result: null }] })
  expect(await app.deps.db.prisma.replyTemplate.findUnique({ where: { id: template.id } })).toMatchObject({ uses: 1 })
  expect(await journalOf(app.deps.db, seller.sellerId)).toContain('template_applied')
})

test('the live feed tells how far a job is', async () => {
  await begins('CLOSE', [await seller.receives.review()])
  await looks()

  const subscription = `subscription ($sellerId: ID!) { inboxChanges(sellerId: $sellerId, after: 2) {
    ... on InboxEvent { type bulkJob { state totals { total sent waiting } } }
  } }`
  expect(await firstOnSocket(app, seller, subscription, { sellerId: seller.id })).toEqual({
    data: {
      inboxChanges: { type: 'BULK_CHANGED', bulkJob: { state: 'FINISHED', totals: { total: 1, sent: 1, waiting: 0 } } },
    },
  })
})

type Told = {
  state: string
  finishedAt: string | null
  totals: Record<string, number>
  items: {
    result: string | null
    reason: string | null
    reply: object | null
    interaction: { status: string; priority: string }
  }[]
}

async function looks(later = 0): Promise<void> {
  app.clock.advance(later)
  while ((await carryOutBulk(app.deps)) > 0);
}

const choices = (items: Received[], version = 1) => items.map(({ id }) => ({ interactionId: id, version }))

async function begins(action: string, items: Received[], more: object = {}, version = 1): Promise<string> {
  return jobIn(await start({ key: randomUUID(), action, items: choices(items, version), ...more }))
}

test('texts that wait for their turn are compared with each other and with every other reply, until they are given up', async () => {
  const [first, second] = [await seller.receives.chat(), await seller.receives.chat()]
  const alone = await seller.receives.chat()
  const same = ['Уточним и напишем вам.', 'уточним и напишем вам'].map((text, at) => {
    return { interactionId: [first, second][at]?.id, version: 1, text }
  })
  const job = jobIn(await start({ key: randomUUID(), action: 'SEND', items: same }))

  const texts = await sentTexts()
  expect(texts.map(({ interactionId }) => interactionId).sort()).toEqual([first.id, second.id].sort())
  expect(new Set(texts.map(({ fingerprint }) => fingerprint)).size).toBe(1)
  expect(await warningsFor(first, 'Уточним и напишем вам.')).toEqual(['DUPLICATE'])
  expect(await warningsFor(alone, 'Уточним и напишем вам.')).toEqual(['DUPLICATE'])

  await cancels(job)
  expect(await sentTexts()).toEqual([])
  expect(await warningsFor(alone, 'Уточним и напишем вам.')).toEqual([])
})

/** What the rules advise against in a text; nothing is sent, because it holds a phrase that is forbidden as well. */
async function warningsFor({ id }: Received, text: string): Promise<string[]> {
  const query = `mutation ($input: SendReplyInput!) {
    sendReply(input: $input) { ... on GuardrailBlocked { warnings { code } } }
  }`
  await forbid('напишем')
  const input = { interactionId: id, text, key: randomUUID() }
  type Sent = { sendReply: { warnings: { code: string }[] } }
  return (await read<Sent>(app, seller, query, { input })).sendReply.warnings.map(({ code }) => code)
}

/** A phrase that this seller does not want to say. */
async function forbid(phrase: string): Promise<void> {
  const row = { sellerId: seller.sellerId, category: 'contact' }
  const change = { phrases: [phrase], updatedAt: new Date() }
  const where = { sellerId_category: row }
  await app.deps.db.prisma.guardrailPhrases.upsert({ where, create: { ...row, ...change }, update: change })
}

async function sentTexts(): Promise<{ fingerprint: string; interactionId: string }[]> {
  type Sellers = { sellers: { sentTexts: { fingerprint: string; interactionId: string }[] }[] }
  const query = '{ sellers { sentTexts { fingerprint interactionId } } }'
  return (await read<Sellers>(app, seller, query, {})).sellers.flatMap((each) => each.sentTexts)
}

async function sends(items: Received[]): Promise<string> {
  const texts = items.map(({ id }, at) => ({ interactionId: id, version: 1, text: `Ответ номер ${at + 1}` }))
  return jobIn(await start({ key: randomUUID(), action: 'SEND', items: texts }))
}

type Started = { __typename: string; reason?: string; job?: { id: string } }

async function start(input: object): Promise<Started | undefined> {
  const query = `mutation ($input: StartBulkInput!) {
    startBulk(input: $input) { __typename ... on StartBulkSuccess { job { id } } ... on Conflict { reason } }
  }`
  return (await ask<{ startBulk: Started }>(app, seller, query, { input })).data?.startBulk
}

function jobIn(started: Started | undefined): string {
  if (!started?.job) throw new Error(`The job was refused: ${started?.__typename}`)
  return started.job.id
}

async function cancels(jobId: string) {
  const query = 'mutation ($input: CancelBulkInput!) { cancelBulk(input: $input) { __typename } }'
  return (await ask<{ cancelBulk: object }>(app, seller, query, { input: { jobId } })).data?.cancelBulk
}

async function told(id: string): Promise<Told> {
  const query = `query ($id: ID!) { bulkJob(id: $id) {
    state finishedAt totals { total sent blocked failed skipped waiting }
    items { result reason reply { id } interaction { status priority priorityReason } }
  } }`
  return (await read<{ bulkJob: Told }>(app, seller, query, { id })).bulkJob
}

async function replied(id: string): Promise<boolean[]> {
  return (await told(id)).items.map(({ reply }) => reply !== null)
}

async function replyEnds(item: Received | undefined, state: string): Promise<void> {
  await app.deps.db.prisma.replyOutbox.updateMany({ where: { interactionId: item?.uuid ?? '' }, data: { state } })
}
