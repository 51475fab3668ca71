import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql'
import type { Deps } from '#deps.ts'
import type { Live } from '#dispatcher/live.ts'
import type { LiveChange } from '#domain/live-change.ts'
import { sightOf, type Viewer } from '#domain/viewer.ts'
import { createContext } from '#graphql/context.ts'

/** A subscription as asked for over a socket, parsed and found valid. */
export type Operation = {
  query: string
  document: DocumentNode
  operationName: string | null
  variables: Record<string, unknown>
  viewer: Viewer
}

/** Takes messages that are JSON already. */
export type Reader = { tell(payload: string): void; ready(): Promise<void>; fail(): void }

/** Everybody who asked for the same and may see the same shares one execution and one serialisation of each message. */
export type Audiences = {
  join(operation: Operation, feed: { sellerId: string; after: number | null }, reader: Reader): () => void
}

type AudiencesDeps = { deps: Deps; live: Live; schema: GraphQLSchema; maskError(error: GraphQLError): GraphQLError }

export function createAudiences({ deps, live, schema, maskError }: AudiencesDeps): Audiences {
  const audiences = new Map<string, ReturnType<typeof live.audience<string>>>()

  async function render(operation: Operation, changes: LiveChange[]): Promise<string[]> {
    // One context for the batch, so that its reads are made together; a new one each time, so that nothing stale is told.
    const contextValue = createContext(deps, operation.viewer)
    const { document, operationName, variables: variableValues } = operation
    const results = changes.map((rootValue) =>
      execute({ schema, document, operationName, variableValues, contextValue, rootValue }),
    )
    return (await Promise.all(results)).map((result) => JSON.stringify(masked(result)))
  }

  function masked(result: ExecutionResult): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map(maskError) } : result
  }

  return {
    join(operation, { sellerId, after }, reader) {
      const key = keyOf(operation, sellerId)
      const audience = audiences.get(key) ?? live.audience(sellerId, (changes) => render(operation, changes))
      audiences.set(key, audience)
      const leave = audience.join(reader, after)

      return () => {
        leave()
        if (audience.size === 0 && audiences.get(key) === audience) audiences.delete(key)
      }
    },
  }
}

function keyOf({ query, document, operationName, variables, viewer }: Operation, sellerId: string): string {
  const begins = beginning(document)
  const others = Object.entries(variables).filter(([name]) => name !== begins)
  return JSON.stringify([query, operationName, others, sellerId, viewer.kind, sightOf(viewer)])
}

/**
 * The variable that only says where to begin: it differs from subscriber to subscriber and changes no message. One that is
 * used anywhere else as well does not count.
 */
function beginning(document: DocumentNode): string | null {
  const uses = new Map<string, number>()
  let name: string | null = null

  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => void uses.set(variable.name.value, (uses.get(variable.name.value) ?? 0) + 1),
    Field: (field) => {
      if (field.name.value !== 'inboxChanges') return
      const after = field.arguments?.find((argument) => argument.name.value === 'after')?.value
      if (after?.kind === Kind.VARIABLE) name = after.name.value
    },
  })
  return name !== null && uses.get(name) === 1 ? name : null
}
