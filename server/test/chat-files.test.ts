import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runChannel } from '#ingestion/run-channel.ts'
import { read } from '../testkit/ask.ts'
import { type GivenSeller, givenSeller } from '../testkit/given.ts'
import { type Simulation, simulate } from '../testkit/shop.ts'
import { startApp, type TestApp } from '../testkit/start-app.ts'

let app: TestApp
let simulator: Simulation
let dataDir: string

beforeAll(async () => {
  simulator = await simulate()
  dataDir = await mkdtemp(join(tmpdir(), 'agentiq-data-'))
  app = await startApp({ wbFeedbacksUrl: simulator.url, wbChatUrl: simulator.url, dataDir, chatFileBytes: 100_000 })
})

afterAll(async () => {
  await app.close()
  await simulator.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('a picture of a buyer is seen by those who may see the chat, is fetched once, and may do nothing', async () => {
  const shop = await shopWith([{ type: 'png' }])
  const url = (await shop.attachments())[0]?.url ?? ''

  const [one, other] = await Promise.all([shop.opens(url), shop.opens(url)])

  expect([one.status, other.status]).toEqual([200, 200])
  expect(one.headers.get('content-type')).toBe('image/png')
  expect(one.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(one.headers.get('x-content-type-options')).toBe('nosniff')
  expect(one.headers.get('cache-control')).toMatch(/^private/)
  expect(
    Buffer.from(await one.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  expect((await shop.opens(url)).status).toBe(200)
  expect(await shop.downloads()).toBe(1)
  const etag = one.headers.get('etag') ?? ''
  expect((await shop.opens(url, { 'if-none-match': etag })).status).toBe(304)
})

test('a file of somebody else is not there, and without a sign-in there is none at all', async () => {
  const url = (await (await shopWith([{ type: 'png' }])).attachments())[0]?.url ?? ''
  const stranger = await givenSeller(app)

  expect((await fetch(`${app.url}${url}`, { headers: { cookie: stranger.cookie } })).status).toBe(404)
  expect((await fetch(`${app.url}${url}`)).status).toBe(401)
  for (const id of ['', '1', '..%2F..%2Fetc%2Fpasswd', `${crypto.randomUUID()}.0`, 'x.0'])
    expect((await fetch(`${app.url}/files/chat/${id}`, { headers: { cookie: stranger.cookie } })).status).toBe(404)
})

test.each([
  ['refused', 451, 'REFUSED'],
  ['gone', 410, 'GONE'],
] as const)('a file that is %s is asked for once and remembered so', async (state, status, told) => {
  const shop = await shopWith([{ type: 'png', state }])
  const url = (await shop.attachments())[0]?.url ?? ''

  expect([(await shop.opens(url)).status, (await shop.opens(url)).status]).toEqual([status, status])

  expect(await shop.downloads()).toBe(1)
  expect(await shop.attachments()).toMatchObject([{ state: told }])
})

test('a file that WB still checks says when to come again, and is there then', async () => {
  const shop = await shopWith([{ type: 'png' }], { fileModerationMs: 3_600_000 })
  const url = (await shop.attachments())[0]?.url ?? ''

  const early = await shop.opens(url)
  expect([early.status, early.headers.get('retry-after')]).toEqual([202, '30'])
  expect(await early.json()).toMatchObject({ state: 'pending' })
  expect(await shop.attachments()).toMatchObject([{ state: 'PENDING' }])

  await simulator.act('POST clock', { advanceMs: 3_600_000 })
  expect((await shop.opens(url)).status).toBe(200)
  expect(await shop.attachments()).toMatchObject([{ state: 'AVAILABLE' }])
})

test('what is no picture goes out as a file to keep, whatever it calls itself, and what is too large not at all', async () => {
  const page = Buffer.from('<script>alert(1)</script>').toString('base64')
  const shop = await shopWith([{ type: 'png', base64: page }])
  const answer = await shop.opens((await shop.attachments())[0]?.url ?? '')
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)

  const large = await shopWith([{ type: 'png', base64: Buffer.alloc(200_000).toString('base64') }])
  expect((await large.opens((await large.attachments())[0]?.url ?? '')).status).toBe(413)
})

test.each([502, 'reset', 429, 302, 'html', 'error'])('after %s the file can be asked for again', async (status) => {
  const shop = await shopWith([{ type: 'png' }])
  const url = (await shop.attachments())[0]?.url ?? ''
  await simulator.act('POST fail', {
    sid: shop.sid,
    path: '/api/v1/seller/download',
    status,
    times: 1,
    retrySeconds: 1,
  })

  const failed = await shop.opens(url)
  expect(failed.status).toBe(503)
  expect(Number(failed.headers.get('retry-after'))).toBeGreaterThan(0)
  app.clock.advance(2000)
  expect((await shop.opens(url)).status).toBe(200)
})

async function shopWith(images: object[], knobs: object | null = null) {
  const seller: GivenSeller = await givenSeller(app)
  const { token, sid } = await simulator.act<{ token: string; sid: string }>('POST token')
  if (knobs) await simulator.act('POST knobs', { sid, ...knobs })
  await simulator.act('POST buyer/chat', { sid, text: 'Вот фото', images })
  await read(app, seller, connect, { token })
  await runChannel(app.deps, { sellerId: seller.sellerId, channel: 'chat' })

  return {
    sid,
    opens: (url: string, headers: Record<string, string> = {}) =>
      fetch(`${app.url}${url}`, { headers: { cookie: seller.cookie, ...headers } }),
    attachments: async () =>
      (await read<Chats>(app, seller, chatsQuery, {})).interactions.edges[0]?.node.messages[0]?.attachments ?? [],
    async downloads() {
      const entries = await simulator.act<{ path: string }[]>(`GET journal?sid=${sid}`)
      return entries.filter(({ path }) => path.startsWith('/api/v1/seller/download')).length
    },
  }
}

type Chats = {
  interactions: { edges: { node: { messages: { attachments: { url: string; state: string; kind: string }[] }[] } }[] }
}

const connect = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
const chatsQuery = '{ interactions(first: 1) { edges { node { messages { attachments { url state kind } } } } } }'
