import type { SubscriptionForwarder } from '@urql/core'
import { createClient } from 'graphql-ws'

/**
 * One socket for everything live. It never reconnects by itself: whoever subscribed knows from which event to go on
 * (`live.ts`).
 */
const socket = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  lazy: true,
  lazyCloseTimeout: 1_000,
  retryAttempts: 0,
})

export const subscribeOverSocket: SubscriptionForwarder = (operation) => ({
  subscribe: (sink) => ({
    unsubscribe: socket.subscribe(
      { query: operation.query ?? '', variables: operation.variables as Record<string, unknown> },
      {
        next: (result) => sink.next(result as never),
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      },
    ),
  }),
})

/** Drops a connection that looks alive but says nothing. */
export const dropSocket = () => socket.terminate()
