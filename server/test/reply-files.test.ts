import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asker, headersOf, read } from '../testkit/ask.ts'
import { givenSeller } from '../testkit/given.ts'
import { type Office, openOffice, type Shop } from '../testkit/office.ts'

// Files that go with messages to buyers, from the upload to the chat in which the buyer sees them.

const PDF = Buffer.from('%PDF-1.7 схема')
const PNG = Buffer.from('89504e470d0a1a0a0001', 'hex')

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('files are uploaded, leave with one message in their order, and the echo confirms it', async () => {
  const { shop, chat } = await shopWithChat('Как собрать полку?')
  const scheme = await uploaded(shop, chat, { name: 'C:\\docs\\схема.pdf', bytes: PDF })
  const photo = await uploaded(shop, chat, { name: 'фото.heic', bytes: PNG })
  expect([scheme, photo]).toMatchObject([
    { name: 'схема.pdf', type: 'application/pdf', size: PDF.length },
    { name: 'фото.heic.png', type: 'image/png' },
  ])

  const sent = await sends(shop, chat, { text: 'Вот схема', attachmentIds: [scheme.id, photo.id] })
  expect(sent).toMatchObject({ __typename: 'SendReplySuccess', reply: { files: [{ name: 'схема.pdf' }, {}] } })
  await shop.becomes(chat, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Вот схема'])
  expect(await said(shop, chat)).toEqual([
    ['Как собрать полку?', []],
    ['Вот схема', ['image', 'схема.pdf']],
  ])
  expect(await keptFiles(shop)).toBe(0)
})

test('a message may be files alone; lists show what they are', async () => {
  const { shop, chat } = await shopWithChat('Пришлите инструкцию на русском')
  const { id } = await uploaded(shop, chat, { name: 'инструкция.pdf', bytes: PDF })

  await sends(shop, chat, { text: ' \u2060 ', attachmentIds: [id] })
  expect(await said(shop, chat)).toContainEqual([null, ['инструкция.pdf']])
  await shop.becomes(chat, 'CONFIRMED')

  expect(await said(shop, chat)).toEqual([
    ['Пришлите инструкцию на русском', []],
    [null, ['инструкция.pdf']],
  ])
  expect(await shop.item('[Файл: инструкция.pdf]')).toMatchObject({ displayStatus: 'RESPONDED' })
})

test('the same file uploaded twice with its key is one file, and the same reply with its key one message', async () => {
  const { shop, chat } = await shopWithChat('Какого цвета обложка?')
  const [key, replyKey] = [randomUUID(), randomUUID()]
  const file = { name: 'обложка.png', bytes: PNG, key }

  const [one, other] = await Promise.all([uploaded(shop, chat, file), uploaded(shop, chat, file)])
  expect(other.id).toBe(one.id)
  expect((await upload(shop, chat, { ...file, bytes: PDF })).status).toBe(409)

  const reply = { text: 'Такого', attachmentIds: [one.id], key: replyKey }
  const [first, second] = await Promise.all([sends(shop, chat, reply), sends(shop, chat, reply)])
  expect(second.reply?.id).toBe(first.reply?.id)
  await shop.becomes(chat, 'CONFIRMED')
  expect(await sends(shop, chat, reply)).toMatchObject({ reply: { id: first.reply?.id } })
  expect(await sends(shop, chat, { ...reply, attachmentIds: [] })).toMatchObject({ reason: 'KEY_REUSED' })
  expect(await shop.applied()).toEqual(['Такого'])
})

test.each([
  ['a page that calls itself a picture', 'a.png', Buffer.from('<script>alert(1)</script>'), 415, 'UNKNOWN_TYPE'],
  ['nothing', 'a.png', Buffer.alloc(0), 400, 'EMPTY'],
  ['more than five mebibytes', 'a.png', sized(5 * 1024 * 1024 + 1), 413, 'TOO_LARGE'],
  ['far more', 'a.png', sized(11 * 1024 * 1024), 413, 'TOO_LARGE'],
])('%s is not taken', async (_, name, bytes, status, code) => {
  const { shop, chat } = await shopWithChat(`Не берём ${randomUUID()}`)

  const answer = await upload(shop, chat, { name, bytes })

  expect([answer.status, (await answer.json()).errors[0].extensions.code]).toEqual([status, code])
})

test('a file of exactly five mebibytes arrives whole', async () => {
  const { shop, chat } = await shopWithChat('Нужен большой файл')
  const bytes = sized(5 * 1024 * 1024)

  const { id } = await uploaded(shop, chat, { name: 'большой.png', bytes })
  await sends(shop, chat, { text: 'Держите', attachmentIds: [id] })
  expect(Buffer.from(await (await opens(shop, `reply.${uuidIn(id)}`)).arrayBuffer()).equals(bytes)).toBe(true)
  await shop.becomes(chat, 'CONFIRMED')

  expect((await said(shop, chat)).at(-1)).toEqual(['Держите', ['image']])
})

test('files go to chats only, and only those that are here: a stranger has none, and each goes once', async () => {
  const { shop, chat } = await shopWithChat('Чужие файлы')
  const stranger = await givenSeller(office.app)
  const review =
    (await shop.buyer('review', { rating: 3, text: 'Отзыв без файлов' })) && (await shop.item('Отзыв без файлов'))
  const { id } = await uploaded(shop, chat, { name: 'a.pdf', bytes: PDF })

  expect((await upload(stranger, chat, { name: 'a.pdf', bytes: PDF })).status).toBe(404)
  expect((await upload({ cookie: '' }, chat, { name: 'a.pdf', bytes: PDF })).status).toBe(401)
  expect((await upload(shop, review.id, { name: 'a.pdf', bytes: PDF })).status).toBe(400)
  expect((await opens(stranger, `reply.${uuidIn(id)}`)).status).toBe(410)
  expect(await sends(shop, review.id, { text: 'Спасибо', attachmentIds: [id] })).toMatchObject({ why: 'CHAT_ONLY' })
  expect(await sends(shop, chat, { text: 'Вот', attachmentIds: [id, id] })).toMatchObject({ why: 'GONE' })

  await sends(shop, chat, { text: 'Вот', attachmentIds: [id] })
  expect(await sends(shop, chat, { text: 'И ещё', attachmentIds: [id] })).toMatchObject({ why: 'GONE' })
  await shop.becomes(chat, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Вот'])
})

test('a page of another origin, and a form, cannot upload with somebody’s cookie', async () => {
  const { shop, chat } = await shopWithChat('Чужая страница')

  const withoutHeader = await upload(shop, chat, { name: 'a.pdf', bytes: PDF }, { 'x-agentiq-client': null })
  const foreign = await upload(shop, chat, { name: 'a.pdf', bytes: PDF }, { origin: 'https://evil.example' })

  expect([withoutHeader.status, foreign.status]).toEqual([403, 403])
})

test('the text reaches the buyer without a file that WB did not take; it is told, and the file can be sent again', async () => {
  const { shop, chat } = await shopWithChat('Где бирка?')
  await shop.meets({ lastFileFails: true })
  const photo = await uploaded(shop, chat, { name: 'бирка.png', bytes: PNG })
  const passport = await uploaded(shop, chat, { name: 'паспорт изделия.pdf', bytes: PDF })

  await sends(shop, chat, { text: 'На спинке', attachmentIds: [photo.id, passport.id] })
  await shop.becomes(chat, 'CONFIRMED')
  expect((await lastReply(shop, chat)).files).toMatchObject([{ isLost: false }, { isLost: true, id: passport.id }])
  expect(await lastReply(shop, chat)).toMatchObject({ lostFileCount: 1 })
  expect(await shop.applied()).toEqual(['На спинке'])

  await shop.meets({ lastFileFails: false })
  await sends(shop, chat, { text: '', attachmentIds: [passport.id] })
  await shop.becomes(chat, 'CONFIRMED')
  expect(await said(shop, chat)).toEqual([
    ['Где бирка?', []],
    ['На спинке', ['image']],
    [null, ['паспорт изделия.pdf']],
  ])
  expect(await lostCounts(shop, chat)).toEqual([0, 0])
  expect(await keptFiles(shop)).toBe(0)
})

test('a message that was nothing but a file that WB did not take is no message', async () => {
  const { shop, chat } = await shopWithChat('Пришлите сертификат')
  await shop.meets({ lastFileFails: true })
  const { id } = await uploaded(shop, chat, { name: 'сертификат.pdf', bytes: PDF })

  await sends(shop, chat, { text: '', attachmentIds: [id] })
  await shop.becomes(chat, 'FAILED')

  expect(await shop.replyTo(chat)).toMatchObject({ failure: 'FILES' })
  expect(await shop.item('Пришлите сертификат')).toMatchObject({ needsResponse: true })
  await shop.meets({ lastFileFails: false })
  await sends(shop, chat, { text: '', attachmentIds: [id] })
  await shop.becomes(chat, 'CONFIRMED')
})

test('what WB refuses with its files is not repeated, keeps the files for a day, and they go with the next one', async () => {
  const { shop, chat } = await shopWithChat('Есть схема кроя?')
  await shop.fails({ path: '/api/v1/seller/message', status: 400, times: 1 })
  const { id } = await uploaded(shop, chat, { name: 'крой.pdf', bytes: PDF })

  const refused = await sends(shop, chat, { text: 'Есть', attachmentIds: [id] })
  await shop.becomes(chat, 'FAILED')
  expect(await shop.replyTo(chat)).toMatchObject({ failure: 'FILES', attempts: 1 })

  const replaces = refused.reply?.id ?? ''
  expect(await sends(shop, chat, { text: 'Да, есть', attachmentIds: [id], replaces })).toMatchObject({
    __typename: 'SendReplySuccess',
  })
  await shop.becomes(chat, 'CONFIRMED')
  expect((await said(shop, chat)).at(-1)).toEqual(['Да, есть', ['крой.pdf']])
})

test('files of a reply that was taken back go with the next one', async () => {
  const { shop, chat } = await shopWithChat('Какая высота полки?')
  const { id } = await uploaded(shop, chat, { name: 'полка.pdf', bytes: PDF })
  office.waitsBeforeSending(60)
  const { reply } = await sends(shop, chat, { text: 'Вот', attachmentIds: [id] })
  await shop.cancels(reply?.id ?? '')
  office.waitsBeforeSending(0)

  await sends(shop, chat, { text: 'Тридцать сантиметров', attachmentIds: [id] })
  await shop.becomes(chat, 'CONFIRMED')

  expect(await shop.applied()).toEqual(['Тридцать сантиметров'])
  expect((await said(shop, chat)).at(-1)).toEqual(['Тридцать сантиметров', ['полка.pdf']])
})

test('files of a reply that came to nothing are forgotten a day later', async () => {
  const { shop, chat } = await shopWithChat('Нужен чертёж')
  await shop.fails({ path: '/api/v1/seller/message', status: 400, times: 1 })
  const { id } = await uploaded(shop, chat, { name: 'чертёж.pdf', bytes: PDF })
  await sends(shop, chat, { text: 'Вот', attachmentIds: [id] })
  await shop.becomes(chat, 'FAILED')

  await office.passes(2 * 3600)
  expect(await keptFiles(shop)).toBe(1)
  await office.passes(25 * 3600)
  await expect.poll(() => keptFiles(shop), { timeout: 10_000 }).toBe(0)
})

test('who does not say how long a file is may not send a long one', async () => {
  const { shop, chat } = await shopWithChat('Без длины')
  const query = new URLSearchParams({ interaction: chat, key: randomUUID(), name: 'a.png' })
  const parts = new ReadableStream({
    start(stream) {
      stream.enqueue(new Uint8Array(sized(300_000)))
      stream.close()
    },
  })

  const answer = await fetch(`${office.app.url}/files/chat?${query}`, {
    ...{ method: 'POST', headers: headersOf(shop), body: parts },
    duplex: 'half',
  } as RequestInit)

  expect(answer.status).toBe(413)
})

test('EX-43: a message with files whose answer got lost is found by its words and files, and never sent again', async () => {
  const { shop, chat } = await shopWithChat('Какие размеры коробки?')
  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1, appliedFirst: true })
  const { id } = await uploaded(shop, chat, { name: 'коробка.png', bytes: PNG })

  await sends(shop, chat, { text: 'Вот чертёж', attachmentIds: [id] })
  await shop.becomes(chat, 'CONFIRMED')
  expect(await shop.applied()).toEqual(['Вот чертёж'])

  await shop.fails({ path: '/api/v1/seller/message', status: 503, times: 1 })
  const again = await uploaded(shop, chat, { name: 'коробка.png', bytes: PNG })
  await sends(shop, chat, { text: 'Вот чертёж', attachmentIds: [again.id] })
  await shop.becomes(chat, 'UNKNOWN')
  for (let minute = 0; minute < 14; minute++) await office.passes(60)
  await shop.becomes(chat, 'NEEDS_ATTENTION')
  expect(await shop.applied()).toEqual(['Вот чертёж'])
})

test('a file that no reply takes is forgotten after a day, and says so when it is sent', async () => {
  const { shop, chat } = await shopWithChat('Когда пришлёте?')
  const { id } = await uploaded(shop, chat, { name: 'a.pdf', bytes: PDF })

  await office.passes(23 * 3600)
  expect(await keptFiles(shop)).toBe(1)
  await office.passes(2 * 3600)
  await expect.poll(() => keptFiles(shop), { timeout: 10_000 }).toBe(0)

  expect(await sends(shop, chat, { text: 'Вот', attachmentIds: [id] })).toMatchObject({ why: 'GONE' })
  expect(await shop.applied()).toEqual([])
})

function sized(bytes: number): Buffer {
  return Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length, 7)])
}

async function shopWithChat(words: string): Promise<{ shop: Shop; chat: string }> {
  const shop = await office.opensShop()
  await shop.buyer('chat', { text: words })
  return { shop, chat: (await shop.item(words)).id }
}

type File = { name: string; bytes: Buffer; key?: string }

async function upload(
  asker: Asker,
  interaction: string,
  { name, bytes, key = randomUUID() }: File,
  changed: Record<string, string | null> = {},
): Promise<Response> {
  const headers = Object.entries({ ...headersOf(asker), ...changed }).filter(([, value]) => value !== null)
  return await fetch(`${office.app.url}/files/chat?${new URLSearchParams({ interaction, key, name })}`, {
    method: 'POST',
    headers: headers as [string, string][],
    body: new Uint8Array(bytes),
  })
}

type Uploaded = { id: string; name: string; type: string; size: number }

async function uploaded(...given: Parameters<typeof upload>): Promise<Uploaded> {
  const answer = await upload(...given)
  expect(answer.status).toBe(201)
  return (await answer.json()) as Uploaded
}

async function opens(asker: Asker, id: string): Promise<Response> {
  return await fetch(`${office.app.url}/files/chat/${id}`, { headers: headersOf(asker) })
}

function uuidIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? ''
}

type Reply = { text: string; attachmentIds?: string[]; key?: string; replaces?: string }
type Sent = { __typename: string; why?: string; reason?: string; reply?: { id: string; files: { name: string }[] } }

async function sends(shop: Shop, interactionId: string, { key = randomUUID(), ...reply }: Reply): Promise<Sent> {
  const input = { interactionId, key, ...reply }
  return (await read<{ sendReply: Sent }>(office.app, shop, sendMutation, { input })).sendReply
}

async function said(shop: Shop, id: string): Promise<[string | null, string[]][]> {
  type Said = { text: string | null; attachments: { kind: string; name: string | null }[] }
  const { interaction } = await read<{ interaction: { messages: Said[] } }>(office.app, shop, saidQuery, { id })
  return interaction.messages.map(({ text, attachments }) => [
    text,
    attachments.map(({ kind, name }) => (kind === 'IMAGE' ? 'image' : (name ?? ''))),
  ])
}

type WithFiles = { lostFileCount: number; files: { id: string; name: string; isLost: boolean }[] }

async function lastReply(shop: Shop, id: string): Promise<WithFiles> {
  const { interaction } = await read<{ interaction: { lastReply: WithFiles } }>(office.app, shop, lastReplyQuery, {
    id,
  })
  return interaction.lastReply
}

async function lostCounts(shop: Shop, id: string): Promise<number[]> {
  type Told = { interaction: { messages: { reply: WithFiles | null }[] } }
  const { interaction } = await read<Told>(office.app, shop, lostQuery, { id })
  return interaction.messages.flatMap(({ reply }) => reply?.lostFileCount ?? [])
}

async function keptFiles(shop: Shop): Promise<number> {
  const { sellers } = await read<{ sellers: { id: string }[] }>(office.app, shop, '{ sellers { id } }')
  return await office.app.deps.db.prisma.replyFile.count({ where: { sellerId: uuidIn(sellers[0]?.id ?? '') } })
}

const sendMutation = `mutation ($input: SendReplyInput!) {
  sendReply(input: $input) {
    __typename
    ... on Conflict { reason }
    ... on FilesRefused { why: reason }
    ... on SendReplySuccess { reply { id files { name } } }
  }
}`
const saidQuery = 'query ($id: ID!) { interaction(id: $id) { messages { text attachments { kind name } } } }'
const lastReplyQuery = `query ($id: ID!) {
  interaction(id: $id) { lastReply { lostFileCount files { id name isLost } } }
}`
const lostQuery = `query ($id: ID!) {
  interaction(id: $id) { messages { reply { lostFileCount files { id name isLost } } } }
}`
