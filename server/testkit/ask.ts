/** Who asks: a browser with its cookie, a partner with a key, or nobody. */
export type Asker = { cookie?: string; apiKey?: string }

export type Answer<Data> = { status: number; headers: Headers; data: Data | null; errors: AnswerError[] }
export type AnswerError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }

/** Sends a real operation through the real door. */
export async function ask<Data = Record<string, unknown>>(
  app: { url: string },
  asker: Asker | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(asker) },
    body: JSON.stringify({ query, variables }),
  })
  const { data = null, errors = [] } = (await response.json()) as Partial<Answer<Data>>
  return { status: response.status, headers: response.headers, data, errors }
}

/** The data of an answer that has no errors. */
export async function read<Data>(...asked: Parameters<typeof ask>): Promise<Data> {
  const { data, errors } = await ask<Data>(...asked)
  if (errors.length > 0 || !data) throw new Error(`Expected an answer, got ${JSON.stringify(errors)}`)
  return data
}

/** What the asker sends with every request. */
export function headersOf(asker: Asker | null): Record<string, string> {
  return {
    ...(asker?.cookie && { cookie: asker.cookie, 'x-agentiq-client': 'test' }),
    ...(asker?.apiKey && { 'x-api-key': asker.apiKey }),
  }
}
