import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { Refusal } from '#domain/errors.ts'
import type { Log } from '#log.ts'
import { isNotBegun } from '#storage/data-error.ts'
import { callersMistake, unusable } from './callers-mistake.ts'
import { Busy } from './user-errors.ts'

/**
 * What a caller may read of an error. Mistakes of the caller are told as such; anything unforeseen becomes a number under which
 * the log has the rest.
 */
export function createMask(log: Log): (error: unknown) => GraphQLError {
  return (error) => {
    const cause = causeOf(error)
    if (isMasked(cause)) return cause
    if (cause instanceof Refusal) return refused(error, cause)
    if (isNotBegun(cause)) return busy(log, error)
    if (error instanceof GraphQLError && isCallers(error)) return callersMistake(error)

    return unexpected(error, logIncident(log, cause))
  }
}

/** Writes down what nobody foresaw. Returns the number under which the caller may ask for it. */
export function logIncident(log: Log, cause: unknown): string {
  const incident = randomUUID()
  log.error({ incident, error: cause }, 'A request met something unforeseen.')
  return incident
}

const masked = new WeakSet<object>()

function isMasked(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && masked.has(error)
}

/**
 * Before execution there is nothing of ours to leak: syntax, validation, variables. Later only what carries our code, and a null
 * in the variable of an argument that needs a value, which GraphQL finds that late.
 */
function isCallers(error: GraphQLError): boolean {
  return error.path === undefined || typeof error.extensions.code === 'string' || unusable(error) !== null
}

function refused(error: unknown, refusal: Refusal): GraphQLError {
  const { message, ...facts } = refusal
  const code = codeOf(refusal.constructor.name)
  return keep(new GraphQLError(message, { ...placeOf(error), extensions: { code, ...facts } }))
}

function busy(log: Log, error: unknown): GraphQLError {
  log.warn({}, 'A request waited for its turn in the database in vain.')
  const { message, extensions } = new Busy()
  return keep(new GraphQLError(message, { ...placeOf(error), extensions }))
}

function unexpected(error: unknown, incident: string): GraphQLError {
  return keep(
    new GraphQLError('Unexpected error.', {
      ...placeOf(error),
      extensions: { code: 'INTERNAL_SERVER_ERROR', incident },
    }),
  )
}

function keep(error: GraphQLError): GraphQLError {
  masked.add(error)
  return error
}

function placeOf(error: unknown) {
  if (!(error instanceof GraphQLError)) return {}
  return { ...(error.nodes && { nodes: error.nodes }), ...(error.path && { path: error.path }) }
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error
}

/** `NotFound` becomes `NOT_FOUND`. */
function codeOf(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
