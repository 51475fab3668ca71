import { request as httpRequest } from 'node:http'
import { strangeIn } from './contract.ts'
import type { Chat, ChatEvent, Question, Review } from './model.ts'
import type { Entry } from './request-journal.ts'
import type { SimulatorOptions } from './start-simulator.ts'
import { startSimulator } from './start-simulator.ts'

/** How tests speak with a simulator: over HTTP, as everybody does. */
export type Answer = { status: number; type: string; headers: Headers; bytes: Uint8Array; text: string; body: Body }

// Answers come in dozens of shapes; a test names the field it is about.
type Body = {
  data?: Record<string, unknown> & { feedbacks: Review[]; questions: Question[] }
  result?: Record<string, unknown> & { events: ChatEvent[] }
  [field: string]: unknown
}

export type TestSimulator = Awaited<ReturnType<typeof simulatorForTests>>

export async function simulatorForTests(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ ...options, knobs: { rateLimits: false, lateEventMs: 0, ...options.knobs } })
  const control = (method: string, path: string, body?: object) =>
    ask(simulator.url, method, `/__sim/${path}`, body ? { body: JSON.stringify(body) } : {})

  return {
    ...simulator,
    control,
    /** A seller of its own for every test, so that they do not meet. */
    seller: async (wish: object = {}) => {
      const { body } = await control('POST', 'token', wish)
      const known = { url: simulator.url, token: String(body.token), sid: String(body.sid), control }
      return {
        ...sellerWith(known, askWb),
        /** The same seller where answers are spoilt on purpose and are not held against the contract. */
        unchecked: sellerWith(known, ask),
      }
    },
    later: (ms: number) => control('POST', 'clock', { advanceMs: ms }),
  }
}

export type TestSeller = Awaited<ReturnType<TestSimulator['seller']>>

type Control = (method: string, path: string, body?: object) => Promise<Answer>

type Known = { url: string; token: string; sid: string; control: Control }

function sellerWith({ url, token, sid, control }: Known, askHow: typeof ask) {
  const call = (method: string, path: string, sent: Sent = {}) =>
    askHow(url, method, path, { ...sent, headers: { Authorization: token, ...sent.headers } })
  const sendJson = (method: string, path: string, body: unknown) =>
    call(method, path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })

  return {
    sid,
    token,
    call,
    get: (path: string) => call('GET', path),
    answer: (id: string, text: string) => sendJson('POST', '/api/v1/feedbacks/answer', { id, text }),
    edit: (id: string, text: string) => sendJson('PATCH', '/api/v1/feedbacks/answer', { id, text }),
    patchQuestion: (body: unknown) => sendJson('PATCH', '/api/v1/questions', body),
    review: async (id: string) => only<Review>((await call('GET', `/api/v1/feedback?id=${id}`)).body.data),
    question: async (id: string) => only<Question>((await call('GET', `/api/v1/question?id=${id}`)).body.data),
    events: async (next?: number) => {
      const { body } = await call('GET', `/api/v1/seller/events${next === undefined ? '' : `?next=${next}`}`)
      return only<{ next?: number; totalEvents: number; events: ChatEvent[] }>(body.result)
    },
    chats: async () => only<Chat[]>((await call('GET', '/api/v1/seller/chats')).body.result),
    send: (form: Record<string, string>, files: [name: string, bytes: Buffer][] = []) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(form)) body.append(name, value)
      for (const [name, bytes] of files) body.append('file', new Blob([new Uint8Array(bytes)]), name)
      return call('POST', '/api/v1/seller/message', { body })
    },
    receives: {
      review: async (wish: object = {}) =>
        only<Review>((await control('POST', 'buyer/review', { sid, text: 'Хорошо', ...wish })).body),
      question: async (wish: object = {}) =>
        only<Question>((await control('POST', 'buyer/question', { sid, text: 'Есть размер M?', ...wish })).body),
      message: async (wish: object = {}) =>
        only<{ chatID: string; eventID: string }>(
          (await control('POST', 'buyer/chat', { sid, text: 'Здравствуйте!', ...wish })).body,
        ),
    },
    has: (knobs: object) => control('POST', 'knobs', { sid, ...knobs }),
    journal: async () => only<Entry[]>((await control('GET', `journal?sid=${sid}`)).body),
    state: async () => (await control('GET', `state?sid=${sid}`)).body,
  }
}

type Sent = {
  body?: string | FormData
  headers?: Record<string, string>
  /** Under this name the simulator is asked, as one of WB's hosts. */
  host?: string
}

async function ask(url: string, method: string, path: string, { body, headers, host }: Sent): Promise<Answer> {
  // The name in the request is not for fetch to choose.
  if (host) return await askPlainly(url + path, method, { ...headers, Host: host }, '')
  const response = await fetch(url + path, { method, ...(body ? { body } : {}), ...(headers ? { headers } : {}) })
  return heard(response.status, response.headers, new Uint8Array(await response.arrayBuffer()))
}

/** Asks as WB is asked: an answer that the contract does not describe is an error of the simulator. */
async function askWb(url: string, method: string, path: string, sent: Sent): Promise<Answer> {
  return described(method, path, await ask(url, method, path, sent))
}

function described(method: string, path: string, answer: Answer): Answer {
  const strange = strangeIn(method, path, answer)
  if (strange.length > 0) throw new Error(`Not in the contract:\n${strange.join('\n')}`)
  return answer
}

function heard(status: number, headers: Headers, bytes: Uint8Array): Answer {
  const text = Buffer.from(bytes).toString('utf8')
  const type = headers.get('content-type') ?? ''
  const isRead = type.includes('json') && text !== ''
  return { status, type, headers, bytes, text, body: isRead ? JSON.parse(text) : {} }
}

/** Some headers cannot be left out with fetch; here nothing is added. */
export function askPlainly(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value))
        resolve(heard(response.statusCode ?? 0, headers, Buffer.concat(parts)))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** The test knows what it asked for. */
function only<Shape>(value: unknown): Shape {
  return value as Shape
}
