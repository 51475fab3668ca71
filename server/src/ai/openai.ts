import type { OpenAI } from 'openai'
import type { Agent } from 'undici'
import { SECOND } from '#domain/time.ts'
import { textOfStream } from './event-stream.ts'
import type { AskModel, ModelQuestion, ModelTrouble } from './model.ts'

/**
 * Asks whoever speaks the API of OpenAI. Once: whether it is worth another try is decided by those who wait. The answer is asked for in
 * one piece: a draft is checked as a whole before anybody sees a word of it, so a stream would show nothing earlier. There are servers
 * that stream all the same; their answer counts when it is whole.
 */
export const askOpenAi = openAiAsker({ connectMs: 5 * SECOND })

/** The same with another limit for reaching the host, apart from that of the whole answer (domain §9.5). */
export function openAiAsker({ connectMs }: { connectMs: number }): AskModel {
  let loaded: Promise<Loaded> | undefined
  return async (question) => {
    // Most processes never ask, and the packages take a while to load.
    loaded ??= load(connectMs)
    const { openai, fetch, dispatcher } = await loaded
    const { baseUrl, key, patienceMs } = question
    const client = new openai.OpenAI({
      baseURL: baseUrl,
      apiKey: key || 'none',
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: patienceMs,
      logLevel: 'off',
      fetch,
      // The key goes to this host and nowhere else.
      fetchOptions: { redirect: 'error', dispatcher },
    })
    try {
      return await ask(client, question)
    } catch (error) {
      return troubleOf(error, openai)
    }
  }
}

type Loaded = { openai: typeof import('openai'); fetch: typeof globalThis.fetch; dispatcher: Agent }

async function load(connectMs: number): Promise<Loaded> {
  const [openai, undici] = await Promise.all([import('openai'), import('undici')])
  // The built-in `fetch` is this one in another wrapping, and has no limit of its own for the connection.
  const fetch = undici.fetch as unknown as typeof globalThis.fetch
  return { openai, fetch, dispatcher: new undici.Agent({ connect: { timeout: connectMs } }) }
}

async function ask(
  client: OpenAI,
  { model, messages, maxTokens, patienceMs, temperature = 0.3, signal: unwanted }: ModelQuestion,
): ReturnType<AskModel> {
  // The client's own limit ends with the headers; a body may take for ever.
  const late = AbortSignal.timeout(patienceMs)
  const signal = unwanted ? AbortSignal.any([late, unwanted]) : late
  const answer = await client.chat.completions.create(
    {
      model,
      messages: [...messages],
      max_tokens: maxTokens,
      temperature,
      response_format: { type: 'json_object' },
      stream: false,
    },
    { signal },
  )
  // A stream that nobody asked for comes as the text that it is.
  const said: unknown = answer
  if (typeof said === 'string') return streamed(said)
  const text: unknown = answer.choices?.[0]?.message?.content
  return typeof text === 'string' ? { kind: 'answered', text } : trouble('unreadable', 'The answer has no text.')
}

function streamed(body: string): Awaited<ReturnType<AskModel>> {
  const text = textOfStream(body)
  return text === null ? trouble('unreadable', 'The answer is no whole stream.') : { kind: 'answered', text }
}

function troubleOf(error: unknown, openai: typeof import('openai')): ModelTrouble {
  if (error instanceof openai.APIConnectionTimeoutError || isAbort(error, openai))
    return trouble('timeout', 'No answer in time.')
  if (error instanceof openai.APIConnectionError) return trouble('network', causeOf(error))
  if (isBrokenOff(error)) return trouble('network', 'The answer broke off.')
  if (error instanceof openai.APIError && typeof error.status === 'number') return ofStatus(error.status)
  return trouble('unreadable', error instanceof Error ? error.name : 'unknown')
}

function isAbort(error: unknown, { APIUserAbortError }: typeof import('openai')): boolean {
  if (error instanceof APIUserAbortError) return true
  return error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)
}

/** The words with which `fetch` tells that the other side hung up in the middle of a body. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'terminated'
}

function ofStatus(status: number): ModelTrouble {
  const detail = `The model answered ${status}.`
  if (status === 401 || status === 403) return trouble('key_refused', detail)
  if (status === 429) return trouble('rate_limited', detail)
  return trouble(status >= 500 ? 'unavailable' : 'refused', detail)
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? cause.name : 'The model could not be reached.'
}

function trouble(reason: ModelTrouble['reason'], detail: string): ModelTrouble {
  return { kind: 'trouble', reason, detail }
}
