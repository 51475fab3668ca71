import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a model was asked, as it came over the wire. */
export type AskedModel = {
  authorization: string | undefined
  model: string
  messages: { role: string; content: string }[]
  max_tokens: number
  body: string
  /** Settles when the caller hangs up before it was answered; resolves to the milliseconds that it had waited. */
  givenUp: Promise<number>
}

/**
 * How an answer goes: an object of the contract, any text, a status, no answer at all, a body that never ends, or a stream that nobody
 * asked for, whole or broken off in the middle.
 */
export type ModelTurn =
  | { says: Partial<typeof usualAnswer> }
  | { text: string }
  | { status: number; headers?: Record<string, string> }
  | { hangs: true }
  | { dribbles: true }
  | { streams: 'whole' | 'half' | 'without an end' }
  | { body: string }

export const usualAnswer = {
  intent: 'quality_complaint',
  sentiment: 'negative',
  urgency: 'high',
  categories: ['качество'],
  recommendation: 'Спасибо, что рассказали. Передали ваши слова в отдел качества и проверим партию.',
  recommendation_reason: 'Покупатель недоволен качеством.',
  needs_escalation: false,
  escalation_reason: null as string | null,
}

/**
 * A program on this machine that speaks the API of OpenAI, over real HTTP. It answers as it was told to, and else as usual: in one piece,
 * or in events if that was asked for.
 */
export async function startLanguageModel({ key = 'model key' } = {}) {
  const turns: ModelTurn[] = []
  const asked: AskedModel[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const body = await bodyOf(request)
    type Body = Partial<AskedModel> & { stream?: boolean }
    const { model = '', messages = [], max_tokens = 0, stream = false } = body ? (JSON.parse(body) as Body) : {}
    const { authorization } = request.headers
    asked.push({ authorization, model, messages, max_tokens, body, givenUp: hangingUp(response) })
    if (authorization !== `Bearer ${key}`) return tell(response, 401, { error: { message: 'wrong key' } })
    if (request.url !== '/v1/chat/completions') return tell(response, 404, { error: { message: 'no such path' } })
    return carryOut(turns.shift() ?? { says: {} }, response, stream)
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`,
    key,
    /** Every question so far. */
    asked,
    /** How the next answers go, in this order. */
    answers: (...next: ModelTurn[]) => void turns.push(...next),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type LanguageModel = Awaited<ReturnType<typeof startLanguageModel>>

function hangingUp(response: ServerResponse): Promise<number> {
  const began = performance.now()
  return new Promise((resolve) =>
    response.once('close', () => {
      if (!response.writableEnded) resolve(performance.now() - began)
    }),
  )
}

function carryOut(turn: ModelTurn, response: ServerResponse, isStreamed: boolean): unknown {
  if ('hangs' in turn) return null
  if ('dribbles' in turn) {
    response.writeHead(200, { 'content-type': 'application/json' })
    return response.write('{"choices":')
  }
  if ('status' in turn) return tell(response, turn.status, { error: { message: 'no' } }, turn.headers)
  if ('body' in turn) return tell(response, 200, turn.body)
  if ('streams' in turn) return stream(response, JSON.stringify(usualAnswer), turn.streams)
  const content = 'text' in turn ? turn.text : JSON.stringify({ ...usualAnswer, ...turn.says })
  if (isStreamed) return stream(response, content, 'whole')
  return tell(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'test',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  })
}

/** As the API has it: who speaks, some letters at a time, why it ends, and a last word. */
function stream(response: ServerResponse, content: string, extent: 'whole' | 'half' | 'without an end'): unknown {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  const send = (delta: { role?: string; content?: string }, finish_reason: string | null) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }]
    const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'test', choices }
    return response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
  const pieces = content.match(/[\s\S]{1,20}/gu) ?? []
  send({ role: 'assistant', content: '' }, null)
  for (const piece of extent === 'half' ? pieces.slice(0, pieces.length / 2) : pieces) send({ content: piece }, null)
  if (extent === 'half') return setTimeout(() => response.destroy(), 50)
  if (extent === 'without an end') return response.end()
  send({}, 'stop')
  return response.end('data: [DONE]\n\n')
}

function tell(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): unknown {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  return response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
