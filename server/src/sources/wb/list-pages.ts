import type { IncomingItem } from '#domain/incoming.ts'
import type { BackfillProgress, Page } from '#sources/connector.ts'
import { NotExecuted } from '#sources/errors.ts'
import {
  type Backfill,
  type ListCursor,
  movedOn,
  nextStep,
  type Place,
  placeAfter,
  readListCursor,
  restarted,
} from './list-cursor.ts'
import {
  countIfPossible,
  freshIn,
  idsOf,
  inPortions,
  type List,
  type ListAnswer,
  type ListQuestion,
  timesOf,
} from './list-page.ts'

/**
 * Reads a list so that nothing is lost while it moves (domain §4.6, WB contract §6.2).
 *
 * Offsets slip: each answered item moves the rest of the unanswered ones up, and a page later one is skipped. So the place is an
 * edge in time: the next page begins a second before the end of this one, from whatever is there then. A plain offset is left
 * only for items of the same second.
 *
 * The unanswered ones are read whole each time, oldest first. They are few, and nothing else shows an item that WB let through
 * moderation late, with a time of creation below the watermark, nor one that has stopped waiting. If there are many, the newest
 * are read before them.
 *
 * The processed ones are read from their own watermark, five minutes back; the first time from the newest down, and what is older
 * than the first budget reaches is left to the backfill (`list-backfill.ts`).
 */
export async function* listPages(list: List, stored: unknown): AsyncGenerator<Page<IncomingItem>> {
  const known = readListCursor(stored)
  const isFirst = known.watermarks.answered === null
  const { count: answered, ...noted } = isFirst && known.place === null ? await countIfPossible(list) : { count: null }
  const begin = answered === null ? known : { ...known, backfill: { ...known.backfill, total: answered } }
  let expected: number | null = null
  let cursor: ListCursor | null = begin
  let edge: ReadonlySet<string> = new Set()

  while (cursor) {
    const { step }: ListCursor = cursor
    const question = questionFor(cursor, takeFor(list, cursor))
    let page: ListAnswer
    try {
      page = await list.read(question, question.isAnswered ? 'rest' : 'unanswered')
    } catch (error) {
      // The next run must not begin where this one failed, or what waits for an answer would never be read again.
      if (step === 'answered' && !(error instanceof NotExecuted))
        yield { ...nothing, cursor: restarted(cursor), expected }
      throw error
    }
    if (expected === null && answered !== null) expected = (page.countUnanswered ?? 0) + Math.min(answered, firstBudget)

    const { next, isStepOver, isComplete, isBehind } = after(list, cursor, question, {
      page,
      spent: spentOn(cursor, page, edge),
    })
    const listed = step === 'sweep' ? listedBy(list, question, page, isStepOver) : {}
    const past = next.backfill === cursor.backfill ? {} : { backfill: progressOf(next.backfill) }
    const rest = isBehind ? { isBehind } : {}
    yield* inPortions(page, { before: cursor, next }, { expected, ...noted }, { ...listed, ...past, ...rest })

    edge = idsOf(page)
    cursor = isComplete ? null : next
  }
}

/**
 * What a page of the unanswered speaks for: all from its beginning up to its last second, of which there may be more. What was skipped
 * is of the first second, or of the one after it: then it is read again for nothing.
 */
function listedBy(
  list: List,
  { dateFrom, skip }: ListQuestion,
  page: ListAnswer,
  isEnd: boolean,
): Pick<Page<IncomingItem>, 'listed'> {
  const times = timesOf(page, list.latest())
  if (times.length === 0 && !isEnd) return {}
  const at = (seconds: number) => new Date(seconds * 1000)
  const from = dateFrom === undefined ? null : at(skip > 0 ? dateFrom + 1 : dateFrom)
  return { listed: { ids: idsOf(page), from, to: isEnd ? null : at(Math.max(...times)), isEnd } }
}

const nothing = { items: [], unreadable: [] }
const overlap = 300
const firstBudget = 1500
const laterBudget = 500
const longAt = 200

/** Where many wait, pages are large: a small one each time would spend the budget on nothing else. */
function takeFor({ take, pastTake }: List, { step, isLong }: ListCursor): number {
  return isLong && step === 'sweep' ? Math.max(take, Math.min(pastTake, longTake)) : take
}

const longTake = 1000

function questionFor({ step, place, watermarks }: ListCursor, take: number): ListQuestion {
  const isAnswered = step === 'answered'
  const isDownward = isAnswered && watermarks.answered === null
  const { edge, skip } = place ?? { edge: isDownward ? null : beginningOf(step, watermarks), skip: 0 }
  const order = isDownward ? 'dateDesc' : 'dateAsc'
  if (edge === null) return { isAnswered, order, take, skip }
  return { isAnswered, order, take, skip, ...(isDownward ? { dateTo: edge } : { dateFrom: edge }) }
}

function beginningOf(step: ListCursor['step'], { unanswered, answered }: ListCursor['watermarks']): number | null {
  const watermark = step === 'answered' ? answered : unanswered
  return step === 'sweep' || watermark === null ? null : Math.max(0, watermark - overlap)
}

type Following = { next: ListCursor; isStepOver: boolean; isComplete: boolean; isBehind: boolean }

type Answered = { page: ListAnswer; spent: number }

function after(list: List, cursor: ListCursor, question: ListQuestion, { page, spent }: Answered): Following {
  const { order, take, skip, dateFrom, dateTo } = question
  const times = timesOf(page, list.latest())
  const size = page.items.length + page.unreadable.length
  const here = { edge: dateFrom ?? dateTo ?? null, skip }
  const place = placeAfter(here, { times, size, take, mostSkip: list.mostSkip(take) }, order)
  const moved = movedOn(cursor, place ?? noPlace, spent, times.length > 0 ? Math.max(...times) : null)

  if (place && !isBudgetSpent(moved)) return { next: moved, isStepOver: false, isComplete: false, isBehind: false }
  const { cursor: next, isComplete } = nextStep(moved, longAt)
  if (order === 'dateAsc') return { next, isStepOver: true, isComplete, isBehind: isComplete && place !== null }
  return {
    next: { ...next, backfill: backfillFrom(list, moved, place, page) },
    isStepOver: true,
    isComplete,
    isBehind: false,
  }
}

const noPlace: Place = { edge: null, skip: 0 }

/** What the overlap repeats spends no budget: it alone could be more than a budget, and the mark would never move. */
function spentOn({ step, watermarks: { answered } }: ListCursor, page: ListAnswer, edge: ReadonlySet<string>): number {
  if (step !== 'answered' || answered === null) return freshIn(page, edge)
  const isNew = ({ occurredAt }: IncomingItem) => occurredAt !== null && occurredAt.getTime() / 1000 > answered
  return freshIn({ ...page, items: page.items.filter(isNew) }, edge)
}

// Only the processed ones have a budget: the others are all read, whatever it takes.
function isBudgetSpent({ step, read, watermarks }: ListCursor): boolean {
  return step === 'answered' && read >= (watermarks.answered === null ? firstBudget : laterBudget)
}

/** Where the first pass ended, the backfill begins; a list that was read to its end leaves nothing to it but the archive. */
function backfillFrom(list: List, { read, backfill }: ListCursor, place: Place | null, page: ListAnswer): Backfill {
  if (place) return { ...backfill, phase: 'answered', place, read }
  const phase = list.readArchive && (page.countArchive ?? 0) > (backfill.total ?? read) ? 'archive' : 'over'
  return { ...backfill, phase, place: null, read }
}

/** How far the backfill is. */
export function progressOf({ phase, place, read, total }: Backfill): BackfillProgress {
  if (phase === 'over') return { done: total ?? read, expected: total ?? read, isOver: true }
  const reached = phase === 'answered' && place?.edge ? { reachedAt: new Date(place.edge * 1000) } : {}
  return { done: total === null ? read : Math.min(read, total), expected: total, isOver: false, ...reached }
}
