import { type ExecutionArgs, GraphQLError, getOperationAST, subscribe } from 'graphql'
import type { Context as Connection, SubscribePayload } from 'graphql-ws'
import type { Deps } from '#deps.ts'
import type { Live } from '#dispatcher/live.ts'
import type { LiveChange } from '#domain/live-change.ts'
import type { Viewer } from '#domain/viewer.ts'
import { createContext } from '#graphql/context.ts'
import { assertAffordable } from '#graphql/cost.ts'
import type { OpenFeed, SocketContext } from '#graphql/live.ts'
import { type Audiences, createAudiences, type Operation, type Reader } from './audiences.ts'
import type { Engine } from './engine.ts'
import { type Line, readerOn } from './line.ts'

/** The same parsing, limits and masking as for requests. */
type Parts = Pick<Engine, 'schema' | 'parse' | 'validate' | 'maskError'> & { deps: Deps; live: Live }

type Limits = { maxSubscriptions: number; maxBuffered: number }

/** What graphql-ws does with a subscription. It carries the protocol; the messages are sent by the audiences. */
export function createSubscriptions(engine: Parts, { maxSubscriptions, maxBuffered }: Limits) {
  const audiences = createAudiences(engine)

  return {
    onSubscribe(
      { extra: line, subscriptions }: Connection<Record<string, unknown>, Line>,
      id: string,
      payload: SubscribePayload,
    ) {
      if (Object.keys(subscriptions).length > maxSubscriptions)
        return [refusal('TOO_MANY_SUBSCRIPTIONS', tooMany(maxSubscriptions))]
      if (!line.viewer) return [refusal('UNAUTHENTICATED', 'Sign in, or send an API key.')]
      const operation = operationOf(engine, line.viewer, payload)
      if (Array.isArray(operation)) return operation

      const openFeed = feedFor(audiences, operation, readerOn(line, id, maxBuffered))
      return argumentsOf(engine, operation, openFeed)
    },

    async subscribe(args: ExecutionArgs) {
      const result = await subscribe(args)
      return 'errors' in result && result.errors ? { ...result, errors: result.errors.map(engine.maskError) } : result
    },
  }
}

function operationOf(
  { parse, validate, schema, maskError }: Parts,
  viewer: Viewer,
  payload: SubscribePayload,
): Operation | GraphQLError[] {
  try {
    const { query, operationName = null, variables } = payload
    const document = parse(query)
    const errors = validate(schema, document)
    if (errors.length > 0) return errors.map(withoutStatus)

    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== 'subscription') {
      return [
        refusal(
          'SUBSCRIPTIONS_ONLY',
          'Only a subscription can be asked for here; send queries and mutations over HTTP.',
        ),
      ]
    }
    assertAffordable(schema, { document, operation, variables: variables ?? {} })
    return { query, document, operationName, variables: variables ?? {}, viewer }
  } catch (error) {
    if (error instanceof GraphQLError) return [withoutStatus(maskError(error))]
    throw error
  }
}

function argumentsOf(
  { deps, schema }: Parts,
  { document, operationName, variables, viewer }: Operation,
  openFeed: OpenFeed,
) {
  const contextValue: SocketContext = { ...createContext(deps, viewer), openFeed }
  return { schema, document, operationName, variableValues: variables, contextValue }
}

/** Joins the audience. graphql-ws only learns when the feed ends, which it does when the subscriber leaves. */
function feedFor(audiences: Audiences, operation: Operation, reader: Reader): OpenFeed {
  return (sellerId, after) => {
    let finish: (result: IteratorReturnResult<undefined>) => void = () => {}
    const finished = new Promise<IteratorReturnResult<undefined>>((resolve) => {
      finish = resolve
    })
    const leave = audiences.join(operation, { sellerId, after }, reader)

    const feed: AsyncIterableIterator<LiveChange> = {
      [Symbol.asyncIterator]: () => feed,
      next: () => finished,
      async return() {
        leave()
        finish({ done: true, value: undefined })
        return { done: true, value: undefined }
      },
    }
    return feed
  }
}

/** The same error without the status that HTTP would give it. */
function withoutStatus(error: GraphQLError): GraphQLError {
  delete error.extensions.http
  return error
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

function tooMany(limit: number): string {
  return `One connection takes ${limit} subscriptions.`
}
