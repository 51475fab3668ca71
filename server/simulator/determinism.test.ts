import { expect, test } from 'vitest'
import { askPlainly } from './caller.ts'
import { startSimulator } from './start-simulator.ts'

const SID = 'e8923014-e233-47e8-898e-3cc86d67ea61'

/** What travels in one request and what came back for it, byte for byte. */
type Act = [method: string, path: string, body?: object]

const acts: Act[] = [
  ['POST', '/__sim/buyer/review', { sid: SID, rating: 2, text: 'Порвался шов', photos: 2 }],
  ['POST', '/__sim/buyer/chat', { sid: SID, text: 'Пришло не то', images: 1, files: [{ name: 'Чек.pdf' }] }],
  ['POST', '/__sim/buyer/claim', { sid: SID, text: 'Не тот цвет', photos: 1 }],
  ['POST', '/__sim/knobs', { sid: SID, shuffleWithinPage: true, lateEventMs: 500, moderationRejects: 0.5 }],
  ['POST', '/__sim/fail', { path: '/api/v1', status: 503, probability: 0.3 }],
  ['POST', '/__sim/fail', { path: '/api/v1', status: 429, probability: 0.2, retrySeconds: 5 }],
  ['POST', '/__sim/fail', { path: '/api/v1/feedbacks', status: 'html', probability: 0.2, delayMs: [0, 3] }],
  ...Array.from({ length: 20 }, (): Act => ['GET', '/api/v1/feedbacks?isAnswered=false&take=50&skip=0']),
  ['POST', '/api/v1/feedbacks/answer', { id: 'nobody', text: 'Спасибо!' }],
  ...Array.from({ length: 20 }, (): Act => ['GET', '/api/v1/seller/events']),
  ['POST', '/__sim/seed', { sid: SID, generate: { reviews: 300, questions: 50, chats: 20 } }],
  ['POST', '/__sim/clock', { advanceMs: 60_000 }],
  ...Array.from({ length: 10 }, (): Act => ['GET', '/api/v1/seller/chats']),
  ['GET', '/api/v1/questions?isAnswered=true&take=100&skip=0'],
  ['GET', '/api/v1/claims?is_archive=false'],
  ['GET', '/unknown'],
  ['GET', `/__sim/state?sid=${SID}`],
  ['GET', `/__sim/journal?sid=${SID}`],
  ['GET', '/__sim/fail'],
]

test('the same seed and the same requests give the same bytes, troubles by chance included', async () => {
  const [first, second] = [await played(7), await played(7)]

  expect(first.find((told, place) => told !== second[place])).toBeUndefined()
  expect(first.some((told) => told.startsWith('503'))).toBe(true)
  expect(first.some((told) => told.startsWith('429'))).toBe(true)
  expect(first.filter((told) => told.startsWith('200')).length).toBeGreaterThan(20)
})

test('another seed gives other troubles and other ids', async () => {
  const [first, second] = [await played(7), await played(8)]

  expect(second).not.toEqual(first)
  expect(second.map((told) => told.slice(0, 3))).not.toEqual(first.map((told) => told.slice(0, 3)))
})

/** Status, headers and body of every answer of the play; the clock stands still. */
async function played(random: number): Promise<string[]> {
  const { url, close } = await startSimulator({ random, seed: 'empty', moderationMs: 1000 })
  const { host } = new URL(url)
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: object) =>
    await askPlainly(url + path, method, headers, body ? JSON.stringify(body) : '')
  await ask('POST', '/__sim/clock', {}, { now: '2026-12-01T12:00:00Z', scale: 0 })
  const { body: given } = await ask('POST', '/__sim/token', {}, { sid: SID })

  const told = [String(given.token)]
  for (const [method, path, body] of acts) {
    const headers = { Authorization: String(given.token), 'Content-Type': 'application/json' }
    const { status, headers: heard, text } = await ask(method, path, headers, body)
    // Every simulator has a port of its own, and pictures are linked by it.
    told.push(`${status} ${JSON.stringify([...heard])} ${text}`.replaceAll(host, 'simulator'))
  }
  await close()
  return told
}
