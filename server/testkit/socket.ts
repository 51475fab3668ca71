import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Asker } from './ask.ts'

/** What the live feed's door says first: a message, the errors of a refusal, or `ended`. */
export async function firstOnSocket(
  app: { url: string },
  { cookie = '' }: Asker,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  class SignedInSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: { cookie } })
    }
  }
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: SignedInSocket,
    retryAttempts: 0,
  })
  return await new Promise((resolve) => {
    client.subscribe({ query, variables }, { next: resolve, error: resolve, complete: () => resolve('ended') })
  }).finally(() => void client.dispose())
}
