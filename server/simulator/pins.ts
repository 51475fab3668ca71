import type { Call } from './call.ts'
import { Refused } from './errors.ts'
import { assertPaid, settlePins } from './pin-rules.ts'
import { json } from './replies.ts'
import type { StoredPin } from './seller.ts'

/** Pinned reviews, and those that were unpinned by themselves, in the order of the operations. */
export function listPins(call: Call) {
  const limit = readWhole(call.query, 'limit') ?? 500
  if (limit < 1 || limit > 500) throw wrong('limit must be between 1 and 500')
  const after = readWhole(call.query, 'next') ?? 0

  const fitting = pinsFor(call).filter(({ pinId }) => pinId > after)
  const page = fitting.slice(0, limit)
  const next = fitting.length > limit ? page.at(-1)?.pinId : undefined
  return json({ data: page, ...(next === undefined ? {} : { next }) })
}

export function countPins(call: Call) {
  return json({ data: pinsFor(call).length })
}

function pinsFor(call: Call): StoredPin[] {
  assertPaid(call.knobs)
  const { query } = call
  const state = readWord(query, 'state', ['pinned', 'unpinned'])
  const pinOn = readWord(query, 'pinOn', ['nm', 'imt'])
  const [imtId, nmId] = [readWhole(query, 'imtId'), readWhole(query, 'nmId')]
  const feedbackId = query.get('feedbackId')
  const [from, to] = [readInstant(query, 'dateFrom'), readInstant(query, 'dateTo')]

  settlePins(call)
  return call.seller.pins.filter(
    (pin) =>
      (state === null || pin.state === state) &&
      (pinOn === null || pin.pinOn === pinOn) &&
      (imtId === null || pin.imtId === imtId) &&
      (nmId === null || pin.nmId === nmId) &&
      (feedbackId === null || pin.feedbackId === feedbackId) &&
      (from === null || Date.parse(pin.changeStateAt) >= from) &&
      (to === null || Date.parse(pin.changeStateAt) <= to),
  )
}

function readWord(query: URLSearchParams, name: string, words: string[]): string | null {
  const value = query.get(name)
  if (value === null || words.includes(value)) return value
  throw wrong(`${name} must be one of the values ${words.map((word) => `'${word}'`).join(', ')}`)
}

function readWhole(query: URLSearchParams, name: string): number | null {
  const value = query.get(name)
  if (value === null) return null
  if (/^\d{1,15}$/.test(value)) return Number(value)
  throw wrong(`${name} must be an integer`)
}

function readInstant(query: URLSearchParams, name: string): number | null {
  const value = query.get(name)
  if (value === null) return null
  const at = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at)) throw wrong(`${name} must be a date-time`)
  return at
}

const wrong = (detail: string) => new Refused('pins', 400, detail)
