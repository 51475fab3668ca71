import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A review as WBCON tells it: with words and a buyer, of which nothing may stay with us. */
export type PublicReview = { id: string; at: string; rating: number; article?: string }

/** How the next answers to a path go wrong. */
export type Mischief = {
  path: string
  status?: number
  body?: string
  headers?: Record<string, string>
  hangs?: boolean
}

export const buyersWords = 'Слова покупателя, которым здесь не место'

/** A program on this machine that behaves like WBCON, over real HTTP: a task for a product, then pages of reviews. */
export async function startWbcon({ key = 'wbcon key', pageSize = 100 } = {}) {
  const reviews = new Map<string, PublicReview[]>()
  const tasks = new Map<string, { article: string; looksLeft: number }>()
  const mischiefs: Mischief[] = []
  const asked: string[] = []
  let looksUntilReady = 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', 'http://wbcon')
    asked.push(`${request.method} ${url.pathname}`)
    const index = mischiefs.findIndex(({ path }) => path === url.pathname)
    const [mischief] = index < 0 ? [] : mischiefs.splice(index, 1)
    if (mischief?.hangs) return null
    if (mischief) return tell(response, mischief.status ?? 200, mischief.body ?? '{}', mischief.headers)
    if (request.headers.token !== key) return tell(response, 401, { detail: 'wrong token' })

    if (url.pathname === '/create_task_fb') return createTask(await bodyOf(request), response)
    const task = tasks.get(url.searchParams.get('task_id') ?? '')
    if (!task) return tell(response, 404, { detail: 'no such task' })
    if (url.pathname === '/task_status') {
      task.looksLeft -= 1
      return tell(response, 200, { is_ready: task.looksLeft < 0, error: '' })
    }
    const all = reviews.get(task.article) ?? []
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const page = all.slice(offset, offset + pageSize)
    const count = new Set(all.map(({ id }) => id)).size
    return tell(response, 200, [
      { feedback_count: count, rating: 4.8, feedbacks: page.map((each) => row(task.article, each)) },
    ])
  }

  function createTask({ article }: { article?: unknown }, response: ServerResponse): unknown {
    if (typeof article !== 'number' || !reviews.has(String(article)))
      return tell(response, 403, { detail: 'not for you' })
    const id = String(tasks.size + 1)
    tasks.set(id, { article: String(article), looksLeft: looksUntilReady })
    return tell(response, 200, { created: true, task_id: Number(id) })
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    key,
    /** `METHOD /path` of every request so far. */
    asked,
    knows: (article: string, told: PublicReview[]) => void reviews.set(article, told),
    works: (looks: number) => {
      looksUntilReady = looks
    },
    forgetsTasks: () => tasks.clear(),
    goesWrong: (...next: Mischief[]) => void mischiefs.push(...next),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Wbcon = Awaited<ReturnType<typeof startWbcon>>

function row(asked: string, { id, at, rating, article = asked }: PublicReview) {
  const about = { fb_id: id, article, valuation: String(rating), fb_created_at: at }
  return { ...about, user_id: '50932832', user_name: 'Юлия', fb_text: buyersWords, answer_text: '', rank: '7.0' }
}

function tell(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): unknown {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  return response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<{ article?: unknown }> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text) as { article?: unknown }
}
