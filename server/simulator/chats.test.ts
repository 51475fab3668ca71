import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { MINUTE, SECOND } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
})

afterAll(() => simulator.close())

/** Four events of two chats, two of them in one millisecond. */
const tie = {
  chats: [
    {
      chatID: '1:1e265a58-a120-b178-008c-60af2460207c',
      clientName: 'Алёна',
      nmId: 12345678,
      messages: [
        { sender: 'client', text: 'Пришёл альбом с мятым углом.', addTimestamp: 1_790_000_000_000 },
        { sender: 'client', text: 'Можно вернуть?', addTimestamp: 1_790_000_003_000 },
      ],
    },
    {
      chatID: '1:641b623c-5c0e-295b-db03-3d5b4d484c32',
      clientName: 'Иван',
      messages: [
        { sender: 'client', text: 'Когда будет 48 размер?', addTimestamp: 1_790_000_005_000 },
        { sender: 'seller', text: 'Через неделю.', addTimestamp: 1_790_000_005_000 },
        { sender: 'client', text: 'Спасибо!', addTimestamp: 1_790_000_009_000 },
      ],
    },
  ],
}

const texts = (page: { events: { message?: { text?: string } }[] }) => page.events.map(({ message }) => message?.text)

async function withTie(sid?: string) {
  const seller = await simulator.seller(sid ? { sid } : {})
  await simulator.control('POST', 'seed', { sid: seller.sid, ...tie })
  await seller.has({ eventsPageSize: 3 })
  return seller
}

test('chats and events have the shapes of the contract', async () => {
  const { get, sid } = await simulator.seller()
  await simulator.control('POST', 'seed', { sid, seed: 'shop' })

  await get('/api/v1/seller/chats')
  const events = await get('/api/v1/seller/events')

  expect(events.body.result?.events).toHaveLength(50)
})

test('the cursor is the newest time of a page, and the plain loop loses what a page cuts off at a tie', async () => {
  const { events } = await withTie()

  const first = await events()
  const second = await events(first.next)
  const end = await events(second.next)

  expect(texts(first)).toEqual(['Пришёл альбом с мятым углом.', 'Можно вернуть?', 'Когда будет 48 размер?'])
  expect(first).toMatchObject({ next: 1_790_000_005_000, totalEvents: 3 })
  expect(texts(second)).toEqual(['Спасибо!'])
  expect(end).toEqual({ next: 1_790_000_009_000, totalEvents: 0, events: [] })
})

test('going on one millisecond before the cursor finds everything in three pages', async () => {
  const { events } = await withTie()

  const first = await events()
  const second = await events(1_790_000_004_999)
  const third = await events(1_790_000_008_999)

  expect(texts(second)).toEqual(['Когда будет 48 размер?', 'Через неделю.', 'Спасибо!'])
  expect(texts(third)).toEqual(['Спасибо!'])
  expect(third.next).toBe(1_790_000_009_000)
  expect(second.events[0]?.eventID).toBe(first.events[2]?.eventID)
})

test('pages may keep ties together, and may begin at the cursor itself', async () => {
  const { events, has } = await withTie()

  await has({ splitTies: false })
  const together = await events()
  await has({ nextInclusive: true })
  const inclusive = await events(1_790_000_009_000)

  expect(together.events).toHaveLength(4)
  expect(texts(inclusive)).toEqual(['Спасибо!'])
})

test('an empty page says next in the way it is told to', async () => {
  const { events, has } = await withTie()
  const empty = () => events(1_790_000_009_000)

  await has({ emptyNext: 'zero', emptyEvents: 'null' })
  expect(await empty()).toEqual({ next: 0, totalEvents: 0, events: null })
  await has({ emptyNext: 'absent', emptyEvents: 'absent' })
  expect(await empty()).toEqual({ totalEvents: 0 })
})

test('a shuffled page holds the same events', async () => {
  const { events, has } = await withTie('always-shuffled-alike')
  await has({ eventsPageSize: 50 })

  const sorted = await events()
  await has({ shuffleWithinPage: true })
  const mixed = await events()

  expect(texts(mixed)).not.toEqual(texts(sorted))
  expect(texts(mixed).sort()).toEqual(texts(sorted).sort())
  expect(mixed.next).toBe(sorted.next)
})

test.each([
  ['soon', 'Invalid number'],
  ['0', 'Invalid value for "next"'],
])('events refuse next=%s', async (next, detail) => {
  const { get } = await simulator.seller()

  const answer = await get(`/api/v1/seller/events?next=${next}`)

  expect(answer).toMatchObject({ status: 400, type: 'application/json', body: { detail, error: detail } })
})

test('the first event of a chat brings its sign and product, the next ones do not', async () => {
  const { events, chats, receives } = await simulator.seller()
  const { chatID } = await receives.message({ nmId: 214530871, clientName: 'Рита' })
  await receives.message({ chatID, text: 'Ещё вопрос' })

  const [first, second] = (await events()).events
  const [chat] = await chats()

  expect(first).toMatchObject({ isNewChat: true, replySign: chat?.replySign, sender: 'client', clientName: 'Рита' })
  expect(first?.message?.attachments?.goodCard?.nmID).toBe(214530871)
  expect(second).not.toHaveProperty('replySign')
  expect(second).not.toHaveProperty('isNewChat')
  expect(chat).toMatchObject({ chatID, lastMessage: { text: 'Ещё вопрос' } })
})

test('a message reaches the buyer and comes back as an event of the public API', async () => {
  const { send, chats, events, journal, receives } = await simulator.seller()
  const { chatID } = await receives.message()
  const [chat] = await chats()

  const sent = await send({ replySign: chat?.replySign ?? '', message: 'Добрый день!' })
  await simulator.later(SECOND)
  const echo = (await events()).events.at(-1)

  expect(sent.status).toBe(200)
  expect(echo).toMatchObject({
    chatID,
    sender: 'seller',
    source: 'seller-public-api',
    message: { text: 'Добрый день!' },
  })
  expect(echo).not.toHaveProperty('clientName')
  const late = (echo?.addTimestamp ?? 0) - Number(sent.body.result?.addTime)
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThanOrEqual(400)
  expect((await journal()).filter(({ effect }) => effect === 'applied')).toMatchObject([
    { path: '/api/v1/seller/message', subject: chatID, text: 'Добрый день!', status: 200 },
  ])
})

test('a sign looks like a sign and belongs to its chat', async () => {
  const { chats, receives } = await simulator.seller()
  await receives.message()

  const [chat] = await chats()

  expect(chat?.replySign).toMatch(new RegExp(`^1:${chat?.chatID.slice(2)}:[0-9a-f]{128}$`))
})

test('a foreign, stale or old sign is refused as an invalid signature', async () => {
  const { send, chats, sid, receives } = await simulator.seller()
  const { chatID } = await receives.message()
  const [chat] = await chats()
  const stale = chat?.replySign ?? ''
  await simulator.control('POST', 'rotate-sign', { sid, chatID })

  for (const replySign of [stale, chatID, stale.replace(':', ':54828159:'), '', 'x'.repeat(256)]) {
    const refused = await send({ replySign, message: 'Добрый день!' })
    expect(refused).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { detail: 'Invalid signature' },
    })
  }
})

test('where signs rotate, a send gives the next sign and the old one dies', async () => {
  const { send, chats, has, receives } = await simulator.seller()
  await receives.message()
  await has({ rotateSign: true })
  const [chat] = await chats()

  const first = await send({ replySign: chat?.replySign ?? '', message: 'Раз' })
  const again = await send({ replySign: chat?.replySign ?? '', message: 'Два' })
  const next = await send({ replySign: String(first.body.result?.sign), message: 'Два' })

  expect([first.status, again.status, next.status]).toEqual([200, 400, 200])
})

test('a message is multipart or it is nothing', async () => {
  const { call, chats, receives } = await simulator.seller()
  await receives.message()
  const [chat] = await chats()

  const answer = await call('POST', '/api/v1/seller/message', {
    body: JSON.stringify({ replySign: chat?.replySign, message: 'Добрый день!' }),
    headers: { 'Content-Type': 'application/json' },
  })

  expect(answer).toMatchObject({ status: 400, body: { detail: 'Invalid signature' } })
})

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex')
const PDF = Buffer.from('%PDF-1.7')

test.each([
  ['no words', '', [], 'Invalid value for "message"'],
  ['1001 characters', 'а'.repeat(1001), [], 'Invalid value for "message"'],
  ['a film', 'Смотрите', [['film.mp4', Buffer.from('0000')]], '4A9F2544E29: "film.mp4" has unsupported mime type'],
  [
    'pictures of more than thirty megabytes together',
    'Смотрите',
    Array.from({ length: 6 }, (_, at) => [
      `${at}.png`,
      Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024 - PNG.length)]),
    ]),
    'A24FA09844E: attachments too big. Max total size: 30MB',
  ],
  [
    'a picture of more than five megabytes',
    'Смотрите',
    [['big.png', Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)])]],
    'A24FA09844E: attachment too big. Max size: 5MiB',
  ],
] as [string, string, [string, Buffer][], string][])(
  'a message with %s is refused',
  async (_, message, files, detail) => {
    const { send, chats, events, receives } = await simulator.seller()
    await receives.message()
    const [chat] = await chats()

    const refused = await send({ replySign: chat?.replySign ?? '', message }, files)

    expect(refused).toMatchObject({ status: 400, type: 'application/problem+json', body: { detail } })
    expect((await events()).events).toHaveLength(1)
  },
)

test('files go without words, and can be downloaded from the echo', async () => {
  const { token, send, chats, events, receives } = await simulator.seller()
  await receives.message()
  const [chat] = await chats()

  await send({ replySign: chat?.replySign ?? '' }, [
    ['чек.pdf', PDF],
    ['фото.png', PNG],
  ])
  await simulator.later(SECOND)
  const { attachments } = (await events()).events.at(-1)?.message ?? {}
  const file = await fetch(`${simulator.url}/api/v1/seller/download/${attachments?.files?.[0]?.downloadID}`, {
    headers: { Authorization: token },
  })

  expect(attachments).toMatchObject({
    files: [{ name: 'чек.pdf', contentType: 'application/pdf', size: 8 }],
    images: [{}],
  })
  expect(file.headers.get('content-type')).toBe('application/pdf')
  expect(await file.text()).toBe('%PDF-1.7')
})

test('a send can lose its last file and still reach the buyer', async () => {
  const { send, chats, events, has, receives } = await simulator.seller()
  await receives.message()
  await has({ lastFileFails: true })
  const [chat] = await chats()

  const sent = await send({ replySign: chat?.replySign ?? '', message: 'Вот инструкция' }, [['инструкция.pdf', PDF]])
  await simulator.later(SECOND)

  expect(sent).toMatchObject({ status: 200, body: { errors: [expect.stringContaining('инструкция.pdf')] } })
  expect((await events()).events.at(-1)?.message).toEqual({ text: 'Вот инструкция' })
})

test('a send of nothing but a file that is lost reaches nobody, and the journal says so', async () => {
  const { send, chats, events, has, receives, journal } = await simulator.seller()
  await receives.message()
  await has({ lastFileFails: true })
  const before = (await events()).events.length

  await send({ replySign: (await chats())[0]?.replySign ?? '' }, [['инструкция.pdf', PDF]])

  expect((await journal()).at(-1)).toMatchObject({ path: '/api/v1/seller/message', effect: 'ignored' })
  await simulator.later(SECOND)
  expect((await events()).events).toHaveLength(before)
})

test('a picture of a buyer is a real picture; while moderated it is 202, refused 451, unknown 400', async () => {
  const { call, events, has, receives, send, chats } = await simulator.seller()
  await receives.message({ images: 1 })
  const id = (await events()).events[0]?.message?.attachments?.images?.[0]?.downloadID
  const download = (name?: string) => call('GET', `/api/v1/seller/download/${name}`)

  const open = await download(id)
  await has({ fileModerationRefuses: true })
  const refused = await download(id)
  await has({ fileModerationRefuses: false, fileModerationMs: MINUTE })
  await send({ replySign: (await chats())[0]?.replySign ?? '' }, [['фото.png', PNG]])
  await simulator.later(SECOND)
  const pending = await download((await events()).events.at(-1)?.message?.attachments?.images?.[0]?.downloadID)
  const unknown = await download('nothing')

  expect(open).toMatchObject({ status: 200, type: 'image/png' })
  expect(refused).toMatchObject({ status: 451, type: 'application/problem+json', body: { detail: 'moderation error' } })
  expect(pending).toMatchObject({ status: 202, body: { moderationState: 'pending', retrySeconds: 30 } })
  expect(unknown).toMatchObject({ status: 400, type: 'application/json', body: { title: 'invalid fileID' } })
})

test('a colleague and the marketplace write into the same stream', async () => {
  const { sid, events, receives } = await simulator.seller()
  const { chatID } = await receives.message({ sender: 'wb', text: 'Покупатель поставил низкую оценку' })
  await simulator.control('POST', 'portal/message', { sid, chatID, text: 'Чем помочь?' })

  const [opener, colleague] = (await events()).events

  expect(opener).toMatchObject({ sender: 'wb', isNewChat: true })
  expect(colleague).toMatchObject({ sender: 'seller', source: 'seller-portal' })
})

test('a late event appears below a cursor already given out', async () => {
  const { events, has, receives } = await simulator.seller()
  await has({ lateEventMs: MINUTE })
  await receives.message({ text: 'Опоздало' })

  const early = await events()
  await simulator.later(2 * MINUTE)

  expect(early.totalEvents).toBe(0)
  expect(texts(await events())).toEqual(['Опоздало'])
})

test('fields of the past and of the future appear where they are wanted', async () => {
  const { unchecked, has, receives } = await simulator.seller()
  const { events, chats } = unchecked
  await receives.message({ clientName: 'Рита' })
  await has({ clientID: true, extraFields: true })

  expect((await events()).events[0]).toMatchObject({ clientID: expect.any(String), futureField: { since: 2027 } })
  expect((await chats())[0]).toMatchObject({ clientID: expect.any(String) })
})
