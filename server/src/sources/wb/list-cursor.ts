import { type Fields, fieldsOf, flagOf, numberOf, within } from './payload.ts'

/**
 * Where the reading of a list of reviews or questions goes on. A run is three steps, each of which can be cut anywhere:
 * `fresh`, the newest unanswered ones, only if there are many; `sweep`, all the unanswered ones; `answered`, the processed ones.
 */
export type ListCursor = {
  step: Step
  /** Inside the step; null at its beginning. */
  place: Place | null
  /** How many items the step has read. */
  read: number
  /** The newest item the step has seen; becomes the watermark when it ends well. */
  newest: number | null
  /** Newest creation time known of each list, in Unix seconds: one never speaks for the other (domain §4.6). */
  watermarks: { unanswered: number | null; answered: number | null }
  /** The unanswered ones fill several pages, so the newest are asked for first. */
  isLong: boolean
  /** How far back the processed ones have been read. It has its own place, and no run's news wait for it. */
  backfill: Backfill
}

/** The walk through the past, newest first: the processed ones, then what only the archive shows. */
export type Backfill = {
  phase: 'answered' | 'archive' | 'over'
  place: Place | null
  /** How many items it has read, and how many there are where counting is affordable. */
  read: number
  total: number | null
  /** How many are asked for at once: fewer after a page that the marketplace could not deliver. Null: as many as usual. */
  take: number | null
}

export type Step = 'fresh' | 'sweep' | 'answered'

/** An offset behind an edge in time, in Unix seconds. Without an edge from the very end of the list. */
export type Place = { edge: number | null; skip: number }

const start: ListCursor = {
  step: 'sweep',
  place: null,
  read: 0,
  newest: null,
  watermarks: { unanswered: null, answered: null },
  isLong: false,
  backfill: { phase: 'answered', place: null, read: 0, total: null, take: null },
}

/** Reads a stored cursor; one that makes no sense is the beginning. */
export function readListCursor(stored: unknown): ListCursor {
  const fields = fieldsOf(stored)
  if (!fields) return start
  const watermarks = within(fields, 'watermarks')

  return {
    step: fields.step === 'fresh' || fields.step === 'answered' ? fields.step : 'sweep',
    place: placeIn(fields),
    read: numberOf(fields.read) ?? 0,
    newest: numberOf(fields.newest),
    watermarks: { unanswered: numberOf(watermarks.unanswered), answered: numberOf(watermarks.answered) },
    isLong: flagOf(fields.isLong) ?? false,
    backfill: backfillIn(within(fields, 'backfill')),
  }
}

function placeIn(fields: Fields): Place | null {
  const place = fieldsOf(fields.place)
  return place && { edge: numberOf(place.edge), skip: numberOf(place.skip) ?? 0 }
}

function backfillIn(fields: Fields): Backfill {
  return {
    phase: fields.phase === 'archive' || fields.phase === 'over' ? fields.phase : 'answered',
    place: placeIn(fields),
    read: numberOf(fields.read) ?? 0,
    total: numberOf(fields.total),
    take: numberOf(fields.take),
  }
}

/** After a page: where the same step goes on. */
export function movedOn(cursor: ListCursor, place: Place, count: number, newest: number | null): ListCursor {
  return { ...cursor, place, read: cursor.read + count, newest: later(cursor.newest, newest) }
}

/** After the last page of a step: the next step, and the watermark moved, never backwards. Null: the run is complete. */
export function nextStep(ended: ListCursor, longAt: number): { cursor: ListCursor; isComplete: boolean } {
  const { watermarks, newest } = ended
  const moved = ended.step === 'answered' ? 'answered' : 'unanswered'
  const isLong = ended.step === 'sweep' ? ended.read > longAt : ended.isLong
  const step = following(ended.step, isLong)

  return {
    cursor: {
      ...ended,
      step,
      place: null,
      read: 0,
      newest: null,
      watermarks: { ...watermarks, [moved]: later(watermarks[moved], newest) },
      isLong,
    },
    isComplete: ended.step === 'answered',
  }
}

/** The beginning of a run, with what is known kept. */
export function restarted(cursor: ListCursor): ListCursor {
  return { ...cursor, step: following('answered', cursor.isLong), place: null, read: 0, newest: null }
}

function following(step: Step, isLong: boolean): Step {
  if (step === 'fresh') return 'sweep'
  if (step === 'sweep') return 'answered'
  return isLong ? 'fresh' : 'sweep'
}

/**
 * The place behind a page, or null when it was the last: one that is not full. The marketplace pages only so far behind an edge; of
 * a second that holds more, the rest cannot be reached by anybody, and the next second comes.
 */
export function placeAfter(
  place: Place,
  { times, size, take, mostSkip }: { times: number[]; size: number; take: number; mostSkip: number },
  order: 'dateAsc' | 'dateDesc',
): Place | null {
  if (size < take) return null
  const forth = order === 'dateAsc' ? 1 : -1
  if (times.length > 0) {
    const edge = order === 'dateAsc' ? Math.max(...times) - 1 : Math.min(...times) + 1
    if (place.edge === null || forth * edge > forth * place.edge) return { edge, skip: 0 }
  }
  const skip = place.skip + size
  if (skip <= mostSkip) return { ...place, skip }
  const reached = place.edge ?? (times.length > 0 ? Math.max(...times) : null)
  return reached === null ? null : { edge: reached + forth, skip: 0 }
}

function later(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.max(one, other)
}
