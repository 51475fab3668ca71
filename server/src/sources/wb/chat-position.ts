import { DAY, MINUTE } from '#domain/time.ts'
import { fieldsOf, numberOf } from './payload.ts'

/** Where the reading of the stream of chat events goes on. Times are the marketplace's, in Unix milliseconds. */
export type ChatCursor = {
  /** The newest event ever stored. */
  newest: number | null
  /** Where a poll that was cut short goes on. */
  resume: number | null
  /** The largest page the marketplace has ever given: a page as large as this is full. */
  largest: number
  /** When the last sweep and the last replay began, by our clock; they only decide when the next ones are due. */
  sweptAt: number
  replayedAt: number
}

/** Reads a stored cursor; one that makes no sense is the beginning. */
export function readChatCursor(stored: unknown): ChatCursor {
  const fields = fieldsOf(stored) ?? {}
  return {
    newest: numberOf(fields.newest),
    resume: numberOf(fields.resume),
    largest: numberOf(fields.largest) ?? 0,
    sweptAt: numberOf(fields.sweptAt) ?? 0,
    replayedAt: numberOf(fields.replayedAt) ?? 0,
  }
}

/** The position of the first request; null asks from the oldest event on. */
type Start = { position: number | null; cursor: ChatCursor }

/**
 * How a poll begins (WB contract §9.2): just before the newest event; every five minutes five minutes before it, for events that
 * became visible late; once a day two days before it. A poor key has one request an hour and makes each a sweep.
 */
export function startOf(cursor: ChatCursor, { now, isPoor }: { now: number; isPoor: boolean }): Start {
  if (cursor.resume !== null) return { position: cursor.resume, cursor }
  if (cursor.newest === null) return { position: null, cursor: { ...cursor, sweptAt: now, replayedAt: now } }
  if (!isPoor && now - cursor.replayedAt >= DAY) {
    return { position: positive(cursor.newest - 2 * DAY), cursor: { ...cursor, sweptAt: now, replayedAt: now } }
  }
  if (isPoor || now - cursor.sweptAt >= 5 * MINUTE) {
    return { position: positive(cursor.newest - 5 * MINUTE), cursor: { ...cursor, sweptAt: now } }
  }
  return { position: positive(cursor.newest - 1), cursor }
}

/** What a page of events says about itself. */
export type EventPage = { next: number | null; newest: number | null; size: number }

export type Move = {
  /** Where to ask next; null when the poll is over. */
  position: number | null
  newest: number | null
  /** Events of one millisecond fill a page: some of them cannot be read by anybody. */
  isStuck: boolean
}

/**
 * Where to go after a page (WB contract §9.2). Going on from `next - 1` repeats the newest events of each page, and so does not
 * lose those of the same millisecond that the page cut off. The later lines keep the loop from stalling where WB's bound is
 * inclusive. A time more than a day ahead is nobody's position.
 */
export function moveAfter(position: number | null, page: EventPage, known: { largest: number; now: number }): Move {
  if (page.size === 0) return { position: null, newest: null, isStuck: false }

  const next = nextOf(page, known.now + DAY)
  const isFull = page.size >= known.largest
  if (next === null) return { position: null, newest: null, isStuck: false }
  if (position === null || next - 1 > position) return { position: positive(next - 1), newest: next, isStuck: false }
  if (isFull && next > position) return { position: next, newest: next, isStuck: false }
  if (isFull && next === position) return { position: next + 1, newest: next, isStuck: true }
  return { position: null, newest: next, isStuck: false }
}

function nextOf({ next, newest }: EventPage, latest: number): number | null {
  const told = next === null || next <= 0 || (newest !== null && next < newest) ? newest : next
  return told !== null && told <= latest ? told : newest !== null && newest <= latest ? newest : null
}

// WB refuses a position of 0.
function positive(position: number): number {
  return Math.max(1, position)
}
