import type { AskModel, ModelTrouble } from './model.ts'

/** Asks whoever speaks the API of OpenAI. Once: whether it is worth another try is decided by those who wait. */
export const askOpenAi: AskModel = async ({
  baseUrl,
  key,
  model,
  messages,
  maxTokens,
  patienceMs,
  temperature = 0.3,
}) => {
  // Most processes never ask, and the package takes a while to load.
  const openai = await import('openai')
  const client = new openai.OpenAI({
    baseURL: baseUrl,
    apiKey: key || 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: patienceMs,
    logLevel: 'off',
    // The key goes to this host and nowhere else.
    fetchOptions: { redirect: 'error' },
  })
  try {
    // The client's own limit ends with the headers; a body may take for ever.
    const signal = AbortSignal.timeout(patienceMs)
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
    const text: unknown = answer.choices?.[0]?.message?.content
    return typeof text === 'string' ? { kind: 'answered', text } : trouble('unreadable', 'The answer has no text.')
  } catch (error) {
    return troubleOf(error, openai)
  }
}

function troubleOf(error: unknown, openai: typeof import('openai')): ModelTrouble {
  if (error instanceof openai.APIConnectionTimeoutError || isAbort(error, openai))
    return trouble('timeout', 'No answer in time.')
  if (error instanceof openai.APIConnectionError) return trouble('network', causeOf(error))
  if (error instanceof openai.APIError && typeof error.status === 'number') return ofStatus(error.status)
  return trouble('unreadable', error instanceof Error ? error.name : 'unknown')
}

function isAbort(error: unknown, { APIUserAbortError }: typeof import('openai')): boolean {
  if (error instanceof APIUserAbortError) return true
  return error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)
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
