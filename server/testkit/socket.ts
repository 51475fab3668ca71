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
  const client = dial(app, cookie)
  return await new Promise((resolve) => {
    client.subscribe({ query, variables }, { next: resolve, error: resolve, complete: () => resolve('ended') })
  }).finally(() => void client.dispose())
}

type Change = { __typename: string; type?: string; interaction?: { id: string } | null }

/** Follows a shop's journal; resolves when the feed is live. Tells each event and when it arrived. */
export async function followOnSocket(
  app: { url: string },
  { cookie = '' }: Asker,
  hear: (event: Change, at: Date) => void,
): Promise<{ stop(): void }> {
  const client = dial(app, cookie)
  await new Promise<void>((resolve, reject) => {
    const next = ({ data }: { data?: { inboxChanges: Change } | null }) => {
      if (data?.inboxChanges.__typename === 'InboxLive') resolve()
      if (data?.inboxChanges.__typename === 'InboxEvent') hear(data.inboxChanges, new Date())
    }
    client.subscribe<{ inboxChanges: Change }>(
      { query: eventsQuery },
      { next, error: reject, complete: () => undefined },
    )
  })
  return { stop: () => void client.dispose() }
}

const eventsQuery = 'subscription { inboxChanges { __typename ... on InboxEvent { type interaction { id } } } }'

function dial(app: { url: string }, cookie: string) {
  class SignedInSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: { cookie } })
    }
  }
  return createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: SignedInSocket,
    retryAttempts: 0,
  })
}
