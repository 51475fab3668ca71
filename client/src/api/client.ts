import { Client, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core'
import urql from '@urql/vue'
import { type App, shallowRef } from 'vue'
import { keptCache } from './cache.ts'
import { request, tellReach } from './reach.ts'
import { subscribeOverSocket } from './socket.ts'

let kept = keptCache()

/** The client of this visit. A signed-out operator leaves a new one behind, which knows nothing. */
export const client = shallowRef(createClient())

export function installClient(app: App): void {
  app.use(urql, client)
}

/** Forgets everything read for this account, on the device too. */
export async function forgetEverythingRead(): Promise<void> {
  await kept.clear()
  kept = keptCache()
  client.value = createClient()
}

function createClient(): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: requestWhenReady(kept.ready),
    exchanges: [
      mapExchange({
        onResult: ({ error }) => {
          if (error && meansSignedOut(error)) tellReach({ kind: 'signed_out' })
        },
      }),
      kept.exchange,
      subscriptionExchange({ forwardSubscription: subscribeOverSocket }),
      fetchExchange,
    ],
  })
}

function requestWhenReady(ready: Promise<void>): typeof request {
  return async (input, init) => {
    await ready
    return request(input, init)
  }
}

function meansSignedOut({
  response,
  graphQLErrors,
}: {
  response?: Response
  graphQLErrors: { extensions: unknown }[]
}) {
  if (response?.status === 401) return true

  return graphQLErrors.some(({ extensions }) => signedOutCodes.has(codeIn(extensions)))
}

const signedOutCodes = new Set(['UNAUTHENTICATED', 'SIGNED_OUT'])

const codeIn = (extensions: unknown) => String((extensions as { code?: unknown } | undefined)?.code)
