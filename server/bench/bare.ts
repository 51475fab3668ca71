import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { chatMessagesOf, extrasOf, interactionsByIds, repliesOf, responsesOf } from '#storage/card.ts'
import { countInteractions, countOpen, countProcessed } from '#storage/counts.ts'
import { type Db, openDb } from '#storage/db.ts'
import { draftingOf } from '#storage/drafts.ts'
import type { Statement } from '#storage/driver.ts'
import { continuedIn, escalationsOf } from '#storage/escalations.ts'
import { inboxPage } from '#storage/inbox.ts'
import type { InboxFilter } from '#storage/inbox-filter.ts'
import { linksOf } from '#storage/links.ts'
import { notesOf } from '#storage/notes.ts'
import { openPglite } from '#storage/pglite.ts'
import { openPostgres } from '#storage/postgres.ts'
import { productCardsOf, productGlancesOf } from '#storage/product-cards.ts'
import { productContextsOf } from '#storage/product-context.ts'
import { mentionsOf } from '#storage/product-mentions.ts'
import { timelineRowsOf } from '#storage/timelines.ts'

// The peer: the same statements with the same values on the same kind of database, served by bare `node:http` with
// `JSON.stringify`. No GraphQL, no authentication, no log. Also a bare broadcast over `ws` for the live feed.

/** What the bench tells this process to begin with. */
export type BareOptions = {
  folder: string | null
  url: string | null
  sellerId: string
  cards: { id: string; channel: string; nmId: string }[]
}

type Call = { statement: Statement; values: unknown[] }

const [given] = process.argv.slice(2)
if (given) await serve(JSON.parse(given) as BareOptions)

async function serve({ folder, url, sellerId, cards }: BareOptions): Promise<void> {
  const db = openDb(url ? openPostgres(url) : await openPglite(folder))
  const answers = await prepared(db, sellerId, cards)
  const sockets = new WebSocketServer({ noServer: true })

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => void reply(body, response))
  })

  async function reply(body: string, response: ServerResponse): Promise<void> {
    const calls = answers.get(body) ?? []
    const rows = await Promise.all(calls.map(({ statement, values }) => db.query(statement, values)))
    const json = JSON.stringify(rows)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
    response.end(json)
  }

  server.on('upgrade', (request, stream, head) => sockets.handleUpgrade(request, stream, head, () => {}))
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })

  process.on('message', (payload: { broadcast: string }) => {
    for (const socket of sockets.clients) socket.send(payload.broadcast)
  })
  process.once('disconnect', () => process.exit(0))
}

/** The calls behind each question, by the body that asks it. */
async function prepared(db: Db, sellerId: string, cards: BareOptions['cards']): Promise<Map<string, Call[]>> {
  const now = new Date()
  const all: InboxFilter = {
    sellerIds: [sellerId],
    channel: null,
    section: null,
    needsResponse: null,
    search: null,
    nmId: null,
    ratings: null,
    product: null,
    priorities: null,
    sources: null,
    hasPhotos: null,
    hasDraft: null,
    since: null,
    until: null,
  }
  const page = { sort: 'urgency', first: 50, after: null, now } as const
  const answers = new Map<string, Call[]>()

  answers.set(
    'inbox',
    await callsOf(db, async (watched) => {
      await readPage(watched, { ...page, filter: all })
      await countInteractions(watched, all, now)
      await countOpen(watched, all, now)
      await countProcessed(watched, all, now)
    }),
  )
  answers.set(
    'page',
    await callsOf(db, (watched) => readPage(watched, { ...page, filter: { ...all, needsResponse: true } })),
  )
  for (const { id, channel, nmId } of cards) {
    const about = { id, channel, nmId }
    answers.set(`conversation ${id}`, await callsOf(db, (watched) => readConversation(watched, sellerId, about, now)))
    answers.set(`card ${id}`, await callsOf(db, (watched) => readCard(watched, sellerId, about, now)))
  }
  return answers
}

/** A page of rows, each with its draft, the picture of its product, and whether its question is suspicious. */
async function readPage(db: Db, question: Parameters<typeof inboxPage>[1]): Promise<void> {
  const rows = (await inboxPage(db, question)).items.map(({ row }) => row)
  const { now, filter } = question
  await draftingOf(db, filter.sellerIds, idsOf(rows), { now, ownTerms: '' })
  await productGlancesOf(db, [...new Set(rows.flatMap(({ nmId }) => nmId ?? []))])
  await extrasOf(db, filter.sellerIds, idsOf(rows.filter(({ channel }) => channel === 'question')))
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id)
}

type About = { id: string; channel: string; nmId: string }

/** What stands beside a conversation, in the statements that we read it with. */
async function readCard(db: Db, sellerId: string, about: About, now: Date): Promise<void> {
  const [sellers, ids] = [[sellerId], [about.id]]
  await readConversation(db, sellerId, about, now)
  const rows = await timelineRowsOf(db, sellers, ids, { maxItems: 100, windowDays: 45 })
  const links = await linksOf(db, sellers, ids)
  const mentions = await mentionsOf(db, sellers, ids)
  const steps = rows.get(about.id)?.map(({ id }) => id) ?? []
  const linked = links.get(about.id)?.shown.map(({ otherId }) => otherId) ?? []
  const mentioned = mentions.get(about.id)?.map(({ id }) => id) ?? []
  await interactionsByIds(db, sellers, [...new Set([...steps, ...linked, ...mentioned])])
  await productContextsOf(db, sellers, ids, now)
  await productCardsOf(db, [about.nmId])
  await notesOf(db, sellers, ids)
  if (about.channel === 'chat') await continuedIn(db, sellers, ids)
  else await escalationsOf(db, sellers, ids)
}

async function readConversation(db: Db, sellerId: string, { id, channel, nmId }: About, now: Date): Promise<void> {
  await interactionsByIds(db, [sellerId], [id])
  await repliesOf(db, [sellerId], [id])
  if (channel === 'chat') await chatMessagesOf(db, [sellerId], [id])
  else await responsesOf(db, [sellerId], [id])
  if (channel !== 'chat') await extrasOf(db, [sellerId], [id])
  await draftingOf(db, [sellerId], [id], { now, ownTerms: '' })
  await productGlancesOf(db, [nmId])
}

async function callsOf(db: Db, work: (watched: Db) => Promise<unknown>): Promise<Call[]> {
  const calls: Call[] = []
  await work({
    ...db,
    query(statement, values) {
      calls.push({ statement, values })
      return db.query(statement, values)
    },
  })
  return calls
}
