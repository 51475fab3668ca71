import { GraphQLError } from 'graphql'

/**
 * A mistake of the caller as it is told: always with a code, and without guesses at what the schema has instead. A stranger may
 * not read the schema, so no error may spell it out either.
 */
export function callersMistake(error: GraphQLError, code = codeOf(error)): GraphQLError {
  const { message, nodes, source, positions, path } = error
  const { originalError: inner, http = code === notGraphql ? badRequest : undefined, ...facts } = error.extensions
  const field = unusable(error)

  return new GraphQLError(message.replace(suggestion, ''), {
    ...(nodes && { nodes }),
    ...(source && { source }),
    ...(positions && { positions }),
    ...(path && { path }),
    extensions: {
      code,
      ...facts,
      ...(field !== null && { field }),
      ...(http ? { http: inner ? statusOf(http) : http } : {}),
    },
  })
}

/** The variable or argument whose value cannot be used; null for any other mistake. Validation has other words for its own. */
export function unusable({ message }: GraphQLError): string | null {
  return unusableValue.exec(message)?.[1] ?? null
}

const unusableValue =
  /^(?:Variable "\$|Argument ")(\w+)" (?:got invalid value|has invalid value|of (?:required|non-null) type)/

/** The limits of an operation are not GraphQL's own errors; they get their code where they are found. */
export function markTooExpensive(_context: unknown, error: GraphQLError): void {
  Object.assign(error.extensions, { code: 'TOO_EXPENSIVE' })
}

/** yoga knows by the inner error that the status holds for every media type; without it the status must say so itself. */
function statusOf(http: unknown): object {
  return { ...(http as object), spec: false }
}

// Always the last sentence of a message.
const suggestion = / ?Did you mean .*\?$/s

const notGraphql = 'GRAPHQL_PARSE_FAILED'

// The status is remembered with the error of a request, but not with one that came over a socket first.
const badRequest = { spec: true, status: 400 }

function codeOf(error: GraphQLError): string {
  if (typeof error.extensions.code === 'string') return error.extensions.code
  if (error.message.startsWith('Syntax Error')) return notGraphql
  return unusable(error) === null ? 'BAD_REQUEST' : 'BAD_INPUT'
}
