import { type DestinationStream, pino } from 'pino'
import type { LogLevel } from './config.ts'

/**
 * The one door of the log. Give it facts and ids, never keys or buyers' words; what slips in is struck out. An error goes in whole,
 * under `error`, and leaves as what may be told of it.
 */
export type Log = {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Writes JSON lines, to standard output unless told otherwise. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const redact = { paths: secrets, censor: '[struck out]' }
  const options = { level, base: null, redact, serializers: { error: factsOf } }
  return destination ? pino(options, destination) : pino(options)
}

type ErrorFacts = { name: string; code?: string; message?: string; stack?: string[]; cause?: ErrorFacts }

/**
 * What of an error has no words of people in it: its kind, its code, the places of the program. A message stays only with kinds that
 * speak of the program; databases, parsers and GraphQL put the values they met into theirs.
 */
function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error }

  const { name, cause } = error
  const code = 'code' in error && /^\w+$/.test(String(error.code)) ? String(error.code) : undefined
  return {
    name,
    ...(code !== undefined && { code }),
    ...(speaksOfProgram(name, code) && { message: error.message }),
    stack: placesIn(error),
    ...(cause instanceof Error && { cause: factsOf(cause) }),
  }
}

const programmers = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'AbortError', 'TimeoutError'])

/** Node quotes the argument it did not like; such errors have its code. */
function speaksOfProgram(name: string, code = ''): boolean {
  return programmers.has(name) && !code.startsWith('ERR_')
}

/** The stack without its head, which is the message. */
function placesIn({ stack = '', message }: Error): string[] {
  const places = stack.slice(Math.max(0, stack.lastIndexOf(message)) + message.length)
  return places.split('\n').flatMap((line) => (/^ +at /.test(line) ? [line.trim()] : []))
}

const names = [
  'token',
  'authorization',
  'cookie',
  'password',
  'secret',
  'replySign',
  'text',
  'customerName',
  'email',
  'apiKey',
]
const secrets = names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
