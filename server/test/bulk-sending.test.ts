import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, read } from '../testkit/ask.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'
import { type Partner, partnerOf } from '../testkit/partner.ts'
import { startProduct } from '../testkit/product.ts'

// Approved texts on their way to WB, many at once.

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('EX-46: of twelve chosen eight are sent, two stopped by rules, one fails at WB, one was answered meanwhile', async () => {
  const shop = await office.opensShop()
  const written: { wb: string; words: string }[] = []
  for (let number = 11; number <= 22; number++) {
    const words = `Порвался шов номер ${number}`
    const { id: wb } = await shop.buyer('review', { rating: 2, text: words })
    written.push({ wb, words })
  }
  const reviews = await Promise.all(
    written.map(async (review) => {
      const { id } = await shop.item(review.words)
      return { ...review, id, version: await versionOf(shop, id) }
    }),
  )
  await shop.colleagueAnswers(reviews[11]?.wb ?? '', 'Ответили в кабинете')
  await expect
    .poll(() => shop.item(reviews[11]?.words ?? ''), { timeout: 15_000 })
    .toMatchObject({ needsResponse: false })
  await shop.fails({ path: '/api/v1/feedbacks/answer', status: 400, times: 1 })

  const tooLong = 'а'.repeat(5001)
  const texts = reviews.map((_, at) => (at === 1 || at === 2 ? tooLong : `Передали на производство, случай ${at + 1}`))
  const job = await sends(
    office,
    shop,
    reviews.map(({ id, version }, at) => ({ interactionId: id, version, text: texts[at] })),
  )

  const finished = () => told(shop, job)
  await expect.poll(finished, { timeout: 50_000, interval: 300 }).toMatchObject({ state: 'FINISHED' })
  expect(await finished()).toMatchObject({
    totals: { total: 12, sent: 8, blocked: 2, failed: 1, skipped: 1, waiting: 0 },
  })
  expect((await finished()).items.map(({ reason }) => reason)).toEqual([
    'MARKETPLACE',
    'RULES',
    'RULES',
    ...Array<null>(8).fill(null),
    'ANSWERED',
  ])
  expect((await shop.applied()).sort()).toEqual(texts.slice(3, 11).sort())
}, 120_000)

test('a database that fails once a reply is taken does not make the item a failure: the job goes on with that reply', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Замок расходится' })
  const { id } = await shop.item('Замок расходится')
  const { prisma } = office.app.deps.db
  await prisma.$executeRawUnsafe(`CREATE FUNCTION refuse_note() RETURNS trigger AS
    'BEGIN RAISE EXCEPTION ''no note''; END' LANGUAGE plpgsql`)
  await prisma.$executeRawUnsafe(`CREATE TRIGGER refuse_note BEFORE UPDATE ON bulk_item FOR EACH ROW
    WHEN (NEW.reply_id IS NOT NULL AND OLD.reply_id IS NULL) EXECUTE FUNCTION refuse_note()`)
  const item = { interactionId: id, version: await versionOf(shop, id), text: 'Пришлём новый замок' }
  const job = await sends(office, shop, [item])
  await shop.becomes(id, 'CONFIRMED')
  expect(await told(shop, job)).toMatchObject({ state: 'RUNNING', totals: { failed: 0, waiting: 1 } })

  // What befalls the item meanwhile makes its reply no less taken.
  await prisma.interaction.updateMany({
    where: { text: 'Замок расходится' },
    data: { escalationReason: 'medical' },
  })
  await prisma.$executeRawUnsafe('DROP TRIGGER refuse_note ON bulk_item')
  await office.passes(15)
  await expect
    .poll(() => told(shop, job), { timeout: 30_000, interval: 300 })
    .toMatchObject({
      state: 'FINISHED',
      totals: { sent: 1, failed: 0 },
    })
  expect(await shop.applied()).toEqual(['Пришлём новый замок'])
})

test('a job whose replies wait for a key tells how many they are, and comes to its end with the next key', async () => {
  const shop = await office.opensShop()
  await shop.buyer('review', { rating: 2, text: 'Карман протёрся' })
  const { id } = await shop.item('Карман протёрся')
  await shop.fails({ path: '/api/v1/feedback', status: 401, times: 1000 })

  const job = await sends(office, shop, [
    { interactionId: id, version: await versionOf(shop, id), text: 'Укрепим карман' },
  ])
  const held = { state: 'RUNNING', totals: { sent: 0, waiting: 1, waitingForKey: 1 }, items: [{ waitsForKey: true }] }
  await expect.poll(() => told(shop, job), { timeout: 30_000, interval: 300 }).toMatchObject(held)

  await shop.recovers()
  await shop.connects()
  await office.passes(60)
  const over = { state: 'FINISHED', totals: { sent: 1, waiting: 0, waitingForKey: 0 }, items: [{ waitsForKey: false }] }
  await expect.poll(() => told(shop, job), { timeout: 30_000, interval: 300 }).toMatchObject(over)
})

test('killed in the middle of a job and started again, the app goes on with it and sends each text once', async () => {
  const product = await startProduct({ UNDO_SECONDS: '0' })
  try {
    const partner = await partnerOf(product)
    for (let number = 1; number <= 8; number++) await partner.buyer('chat', { text: `Вопрос номер ${number}` })
    const chats = await partner.waitsFor(8)
    const job = await startsBulk(
      partner,
      chats.map(({ id }, at) => ({ interactionId: id, text: `Ответ номер ${at + 1}` })),
    )
    await partner.appliedAtLeast(2)
    await product.restart()

    const state = async () => (await partner.asks<{ bulkJob: Told }>(toldQuery, { id: job })).bulkJob
    await expect.poll(state, { timeout: 90_000, interval: 500 }).toMatchObject({ state: 'FINISHED' })

    const sent = await partner.applied()
    expect(sent).toHaveLength(new Set(sent).size)
    const { totals } = await state()
    // What was being sent when the process died may turn out not to have left: such a message is never repeated unasked.
    expect(totals).toMatchObject({ total: 8, sent: sent.length, blocked: 0, skipped: 0 })
    expect(sent.length).toBeGreaterThanOrEqual(7)
  } finally {
    await product.stop()
  }
}, 240_000)

type Told = { state: string; totals: Record<string, number>; items: { result: string; reason: string | null }[] }

const toldQuery = `query ($id: ID!) { bulkJob(id: $id) {
  state totals { total sent blocked failed skipped waiting waitingForKey } items { result reason waitsForKey }
} }`
const startMutation = `mutation ($input: StartBulkInput!) {
  startBulk(input: $input) { __typename ... on StartBulkSuccess { job { id } } }
}`

type Started = { startBulk: { __typename: string; job?: { id: string } } }

async function sends({ app }: Office, shop: Shop, items: object[]): Promise<string> {
  const input = { key: randomUUID(), action: 'SEND', items }
  return jobIn(await read<Started>(app, shop, startMutation, { input }))
}

async function startsBulk(partner: Partner, items: { interactionId: string; text: string }[]): Promise<string> {
  const versions = await Promise.all(
    items.map(async ({ interactionId }) => {
      const answer = await partner.asks<{ interaction: { version: number } }>(versionQuery, { id: interactionId })
      return answer.interaction.version
    }),
  )
  const input = {
    key: randomUUID(),
    action: 'SEND',
    items: items.map((item, at) => ({ ...item, version: versions[at] })),
  }
  return jobIn(await partner.asks<Started>(startMutation, { input }))
}

function jobIn({ startBulk }: Started): string {
  if (!startBulk.job) throw new Error(`The job was refused: ${startBulk.__typename}`)
  return startBulk.job.id
}

async function told(shop: Shop, id: string): Promise<Told> {
  return (await read<{ bulkJob: Told }>(office.app, shop, toldQuery, { id })).bulkJob
}

const versionQuery = 'query ($id: ID!) { interaction(id: $id) { version } }'

async function versionOf(shop: Shop, id: string): Promise<number> {
  const { data } = await ask<{ interaction: { version: number } }>(office.app, shop, versionQuery, { id })
  return data?.interaction.version ?? 0
}
