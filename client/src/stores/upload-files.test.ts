// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type OutboxFile, outboxItem } from '#domain/outbox-item.ts'
import { forgetWritten } from '#offline/database.ts'
import { keepFile } from '#offline/files.ts'
import { keepReply, unsent } from '#offline/outbox.ts'
import { uploadFiles } from './upload-files.ts'
import { uploadedShare } from './uploads.ts'

let answers: (() => Response)[] = []
let asked: URLSearchParams[] = []
/** The share that was told while each request was on its way. */
let told: (number | null)[] = []

beforeEach(() => {
  answers = []
  asked = []
  told = []
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await forgetWritten()
})

test('an upload that is cut off goes on with the file that is missing, under its old key', async () => {
  const item = await waiting('a', 'b')
  answers = [accepted('server-a')]
  expect(await uploadFiles(item)).toEqual({ kind: 'unreachable' })

  answers = [accepted('server-b')]
  const [kept = item] = await unsent()
  expect(await uploadFiles(kept)).toMatchObject({ kind: 'accepted', files: [{ id: 'server-a' }, { id: 'server-b' }] })
  expect(asked.map((query) => query.get('key'))).toEqual(['a', 'b', 'b'])
  expect(asked[0]?.get('name')).toBe('схема a.pdf')
})

test.each([
  [400, 'EMPTY'],
  [415, 'UNKNOWN_TYPE'],
  [413, 'TOO_LARGE'],
  [429, 'TOO_MANY'],
])('a refusal of the server with %s is told as %s', async (status, code) => {
  const item = await waiting('a')
  answers = [() => Response.json({ errors: [{ message: '', extensions: { code } }] }, { status })]

  expect(await uploadFiles(item)).toEqual({ kind: 'refused', reason: code })
})

test('a gateway in the place of the server is no answer; a file that is nowhere any more is told', async () => {
  const item = await waiting('a')
  answers = [() => new Response('', { status: 502 })]
  expect(await uploadFiles(item)).toEqual({ kind: 'unreachable' })

  const gone = { ...item, files: [file('elsewhere')] }
  expect(await uploadFiles(gone)).toEqual({ kind: 'refused', reason: 'GONE' })
})

test('how much of a file has left is told while it leaves, and not any more afterwards', async () => {
  const item = await waiting('a')
  answers = [accepted('server-a')]

  await uploadFiles(item)

  expect(told).toEqual([0.5])
  expect(uploadedShare('a')).toBeNull()
})

/** What a browser sends files with: half of each has left when its answer comes. */
class FakeRequest {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  onload = () => {}
  onerror = () => {}
  status = 0
  responseText = ''

  open(_method: string, address: string) {
    asked.push(new URL(address, 'http://localhost').searchParams)
  }

  setRequestHeader() {}
  getResponseHeader = () => null

  async send(body: ArrayBuffer) {
    this.upload.onprogress?.({ loaded: body.byteLength / 2, total: body.byteLength })
    told.push(uploadedShare(asked.at(-1)?.get('key') ?? ''))
    const answer = answers.shift()?.()
    if (!answer) return this.onerror()
    this.status = answer.status
    this.responseText = await answer.text()
    this.onload()
  }
}

const accepted = (id: string) => () => Response.json({ id }, { status: 201 })

const file = (key: string): OutboxFile => ({
  key,
  name: `схема ${key}.pdf`,
  type: 'application/pdf',
  size: 1,
  id: null,
})

async function waiting(...keys: string[]) {
  for (const key of keys) await keepFile(key, new Uint8Array([1]).buffer, 1)
  const files = keys.map(file)
  const item = outboxItem({ key: 'k', interactionId: 'chat', channel: 'CHAT', text: 'Вот', userId: 'me', files }, 1)
  await keepReply(item)
  return item
}
