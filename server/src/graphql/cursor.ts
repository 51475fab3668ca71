import * as v from 'valibot'
import { isUuid } from '#domain/uuid.ts'
import type { Place } from '#storage/inbox-order.ts'
import type { RunPlace } from '#storage/run-history.ts'

/** A place in a list as an opaque word. */
export function encodePlace({ order, key: { rank, due, rating, occurred, id } }: Place): string {
  return Buffer.from(JSON.stringify([order, rank, due, rating, occurred, id])).toString('base64url')
}

/** The place again; null for anything that we did not write. */
export function decodePlace(cursor: string): Place | null {
  const read = v.safeParse(written, parsed(Buffer.from(cursor, 'base64url').toString()))
  if (!read.success) return null
  const [order, rank, due, rating, occurred, id] = read.output
  return { order, key: { rank, due, rating, occurred, id } }
}

/** The place of a run in the list of runs. */
export function encodeRunPlace({ startedAt, id }: RunPlace): string {
  return Buffer.from(JSON.stringify([startedAt.getTime(), id])).toString('base64url')
}

/** That place again; null for anything that we did not write. */
export function decodeRunPlace(cursor: string): RunPlace | null {
  const read = v.safeParse(writtenRun, parsed(Buffer.from(cursor, 'base64url').toString()))
  if (!read.success) return null
  const [startedAt, id] = read.output
  return { startedAt: new Date(startedAt), id }
}

const whole = v.pipe(v.number(), v.safeInteger())
// Beyond these a number is no instant for JavaScript, or none for PostgreSQL.
const instant = v.pipe(whole, v.minValue(-62e12), v.maxValue(253e12))
const small = v.pipe(whole, v.minValue(-1000), v.maxValue(1000))
const written = v.strictTuple([
  v.picklist(['urgency', 'newest', 'oldest', 'rating']),
  small,
  v.nullable(instant),
  v.nullable(small),
  instant,
  v.pipe(v.string(), v.check(isUuid)),
])

const writtenRun = v.strictTuple([instant, v.pipe(v.string(), v.check(isUuid))])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
