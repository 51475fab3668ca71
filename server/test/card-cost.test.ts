import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countNextProductDays } from '#processing/count-product-days.ts'
import { cardQuery } from '../bench/questions.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller, type Received } from '../testkit/given.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'
import { statementsDuring } from '../testkit/statements.ts'

let app: TestApp
let seller: GivenSeller
beforeAll(async () => {
  app = await startApp()
  seller = await givenSeller(app)
})
afterAll(() => app.close())

test.each(['review', 'question', 'chat'] as const)(
  'the whole card of a %s costs the same few statements, however long its story, links and conversation are',
  async (channel) => {
    const [brief, long] = [await cardOf(channel, 8), await cardOf(channel, 60)]
    await statementsOf(brief)

    const [few, many] = [await statementsOf(brief), await statementsOf(long)]

    // Items of the story, the links and the product are read together where they come at the same moment.
    const byItem = (names: string[]) => names.filter((name) => name === 'interactions_by_ids').length
    const others = (names: string[]) => names.filter((name) => name !== 'interactions_by_ids').sort()
    expect(others(few)).toEqual(statements[channel].sort())
    expect(others(many)).toEqual(others(few))
    expect(Math.max(byItem(few), byItem(many))).toBeLessThanOrEqual(4)
  },
)

const beside = [
  'replies_of',
  'drafting_of',
  'notes_of',
  'histories',
  'timeline_rows',
  'links_of',
  'product_context',
  'product_mentions',
  'product_cards',
  'product_glances',
]
const statements = {
  review: [...beside, 'extras', 'responses_of', 'escalations'],
  question: [...beside, 'extras', 'responses_of', 'escalations'],
  chat: [...beside, 'chat_messages_of', 'escalations_of_chats'],
}

/** An item about a product with so many reviews, of which the first five are linked to it. */
async function cardOf(channel: 'review' | 'question' | 'chat', reviews: number): Promise<Received> {
  const nmId = String(Math.floor(Math.random() * 1e9))
  const card = await seller.receives[channel]({ nmId })
  const items = await Promise.all(Array.from({ length: reviews }, () => seller.receives.review({ nmId })))
  for (const item of items.slice(0, 5)) await linked(card, item)
  const { prisma } = app.deps.db
  const { sellerId } = seller
  const facts = { origin: 'fallback', promptVersion: '1', policyVersion: '1', contentHash: '', subjectHash: '' }
  const about = { sellerId, interactionId: card.uuid, createdAt: app.clock.now() }
  await prisma.draft.create({ data: { ...about, ...facts, text: 'Спасибо', latencyMs: 1 } })
  await prisma.interactionNote.create({ data: { ...about, idempotencyKey: randomUUID(), text: 'Проверить партию' } })
  while (await countNextProductDays(app.deps));
  return card
}

async function linked(one: Received, other: Received): Promise<void> {
  const [aId = '', bId = ''] = [one.uuid, other.uuid].sort()
  const facts = { linkType: 'probabilistic', signals: ['nm_id_within_7d'], confidence: 85, legacyOnly: false }
  const row = { sellerId: seller.sellerId, aId, bId, fingerprint: '', computedAt: new Date(), ...facts }
  await app.deps.db.prisma.linkCandidate.create({ data: row })
}

/** The statements that a whole card takes. */
async function statementsOf({ id }: Received): Promise<string[]> {
  return await statementsDuring(app.deps.db, () => read(app, seller, cardQuery, { id }))
}
