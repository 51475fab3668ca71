import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorForTests, type TestSimulator } from './caller.ts'
import { HOUR, MINUTE, SECOND } from './clock.ts'

let simulator: TestSimulator

beforeAll(async () => {
  simulator = await simulatorForTests({ seed: 'empty' })
})

afterAll(() => simulator.close())

async function seller() {
  const known = await simulator.seller()
  const { call, events, chats, send } = known
  return {
    ...known,
    download: async (id?: string) => await call('GET', `/api/v1/seller/download/${id}`),
    /** Attachments of the newest message. */
    newest: async () => (await events()).events.at(-1)?.message?.attachments ?? {},
    answers: async (text: string, files: [string, Buffer][]) =>
      await send({ replySign: (await chats())[0]?.replySign ?? '', message: text }, files),
  }
}

test.each([
  ['png', 'image/png', '89504e47'],
  ['jpeg', 'image/jpeg', 'ffd8ff'],
])('a picture of the buyer comes as %s and opens', async (type, contentType, begins) => {
  const { download, newest, receives } = await seller()
  await receives.message({ images: [{ type }] })

  const { images } = await newest()
  const file = await download(images?.[0]?.downloadID)

  expect(images).toHaveLength(1)
  expect(file).toMatchObject({ status: 200, type: contentType })
  expect(Buffer.from(file.bytes).toString('hex')).toMatch(new RegExp(`^${begins}`))
})

test('a document of the buyer has a name, a type and the size it is downloaded in', async () => {
  const { download, newest, receives } = await seller()
  await receives.message({ text: 'Вот чек', files: [{ name: 'Чек.pdf' }] })

  const [document] = (await newest()).files ?? []
  const file = await download(document?.downloadID)

  expect(document).toMatchObject({ name: 'Чек.pdf', contentType: 'application/pdf', size: file.bytes.length })
  expect(Buffer.from(file.bytes).toString('latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/)
})

test('bytes a test gives come back as they were', async () => {
  const { download, newest, receives } = await seller()
  const bytes = Buffer.from('89504e470d0a1a0a0102', 'hex')
  await receives.message({ images: [{ type: 'png', base64: bytes.toString('base64') }] })

  const file = await download((await newest()).images?.[0]?.downloadID)

  expect(Buffer.from(file.bytes)).toEqual(bytes)
})

test('a file is under moderation for an hour, and then it is there', async () => {
  const { download, newest, receives } = await seller()
  await receives.message({ images: [{ state: 'pending', pendingMs: HOUR }] })
  const id = (await newest()).images?.[0]?.downloadID

  const pending = await download(id)
  await simulator.later(HOUR - 10 * SECOND)
  const soon = await download(id)
  await simulator.later(10 * SECOND)

  expect(pending).toMatchObject({ status: 202, body: { moderationState: 'pending', retrySeconds: 30 } })
  expect(soon.body.retrySeconds).toBeLessThanOrEqual(10)
  expect((await download(id)).status).toBe(200)
})

test.each([
  ['refused', 451, 'application/problem+json', 'moderation error'],
  ['gone', 400, 'application/json', 'invalid fileID'],
])('a file that is %s is %i', async (state, status, type, detail) => {
  const { download, newest, receives } = await seller()
  await receives.message({ files: [{ state }] })

  expect(await download((await newest()).files?.[0]?.downloadID)).toMatchObject({ status, type, body: { detail } })
})

test('all files of a shop can be under moderation, refused or gone', async () => {
  const { download, newest, receives, has } = await seller()
  await has({ fileModerationMs: MINUTE })
  await receives.message({ images: 1 })
  const id = (await newest()).images?.[0]?.downloadID

  const statuses = [(await download(id)).status]
  await simulator.later(MINUTE)
  statuses.push((await download(id)).status)
  await has({ fileModerationRefuses: true })
  statuses.push((await download(id)).status)
  await has({ filesGone: true })
  statuses.push((await download(id)).status)

  expect(statuses).toEqual([202, 200, 451, 400])
})

test('a file of another shop is nobody’s', async () => {
  const { newest, receives } = await seller()
  const stranger = await seller()
  await receives.message({ images: 1 })

  expect((await stranger.download((await newest()).images?.[0]?.downloadID)).status).toBe(400)
})

test('files of a send are kept and come back with the echo, byte for byte', async () => {
  const { download, newest, receives, answers } = await seller()
  await receives.message()
  const picture = Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(3_000_000, 7)])

  await answers('Вот наш чек и фото', [
    ['чек.pdf', Buffer.from('%PDF-1.7 наш')],
    ['фото.jpg', picture],
  ])
  await simulator.later(SECOND)
  const { files, images } = await newest()
  const [document, photo] = [await download(files?.[0]?.downloadID), await download(images?.[0]?.downloadID)]

  expect(document).toMatchObject({ status: 200, type: 'application/pdf', text: '%PDF-1.7 наш' })
  expect(photo).toMatchObject({ status: 200, type: 'image/jpeg' })
  expect(Buffer.from(photo.bytes).equals(picture)).toBe(true)
})

test('files of more than 30 MB together are refused, and the message with them', async () => {
  const { receives, answers, events } = await seller()
  await receives.message()
  const big = Buffer.concat([Buffer.from('%PDF'), Buffer.alloc(4_500_000)])

  const refused = await answers('Всё сразу', Array(7).fill(['файл.pdf', big]))

  expect(refused).toMatchObject({ status: 400, type: 'application/problem+json' })
  expect((await events()).events).toHaveLength(1)
})
