import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor'
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection'
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Deps } from '#deps.ts'
import type { Viewer } from '#domain/viewer.ts'
import { callersMistake, markTooExpensive } from '#graphql/callers-mistake.ts'
import { createContext } from '#graphql/context.ts'
import { createMask } from '#graphql/mask-error.ts'

/** What the door tells the engine of a request. */
export type Caller = { viewer: Viewer | null }

/** Parsing, limits, execution and masking, the same for requests and for sockets. */
export type Engine = {
  schema: GraphQLSchema
  yoga: YogaServerInstance<Caller, object>
  parse(query: string): DocumentNode
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[]
  maskError(error: unknown): GraphQLError
}

const onReject = [markTooExpensive]

/** Far above what the app asks for, far below what hurts. What an operation costs is counted by the schema itself. */
export const limits = {
  // A fragment is no level: how an operation is written does not make it dearer.
  maxDepth: { n: 12, flattenFragments: true, onReject },
  maxAliases: { n: 30, onReject },
  maxDirectives: { n: 20, onReject },
  maxTokens: { n: 3000, onReject },
  costLimit: { enabled: false },
  // It misses enums and variables: no error leaves with a suggestion, whatever it is about.
  blockFieldSuggestion: { enabled: false },
}

export function createEngine(deps: Deps, schema: GraphQLSchema): Engine {
  const maskError = createMask(deps.log)
  const yoga = createYoga<Caller>({
    schema,
    context: ({ viewer }) => createContext(deps, viewer),
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    logging: false,
    cors: false,
    multipart: false,
    batching: false,
    // The size is checked before a request comes here; yoga's own check costs half of its time.
    maxRequestBodySize: false,
    maskedErrors: { maskError, isDev: false },
    plugins: [
      EnvelopArmorPlugin({ ...limits }),
      tellValidation,
      useDisableIntrospection({ isDisabled: (_request, caller) => (caller as Caller).viewer === null }),
    ],
  })
  const { parse, validate } = yoga.getEnveloped({ viewer: null })

  return {
    schema,
    yoga,
    parse: (query) => parse(query) as DocumentNode,
    validate: (schema, document) => validate(schema, document) as readonly GraphQLError[],
    maskError,
  }
}

/** Errors of validation are told as mistakes of the caller. They never come to the mask: it is for what is thrown. */
const tellValidation: Plugin = {
  onValidate:
    () =>
    ({ valid, result, setResult }) => {
      if (valid) return
      // Validation makes nothing but GraphQL's errors; the hook is typed for any engine.
      setResult(result.map((error: Error) => callersMistake(error as GraphQLError, 'GRAPHQL_VALIDATION_FAILED')))
    },
}
