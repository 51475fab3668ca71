import type { Clock } from '#clock.ts'
import type { IncomingItem } from '#domain/incoming.ts'
import type { Surprise } from '#domain/surprise.ts'
import { DAY } from '#domain/time.ts'
import type { Page } from '#sources/connector.ts'
import { isAboutKey, NotExecuted, SourceError } from '#sources/errors.ts'
import type { Lane } from '#sources/rate-budget.ts'
import type { WbClient } from './client.ts'
import type { ListCursor } from './list-cursor.ts'

/** What a page of a list is asked for. Times are Unix seconds. */
export type ListQuestion = {
  isAnswered: boolean
  order: 'dateAsc' | 'dateDesc'
  take: number
  skip: number
  dateFrom?: number
  dateTo?: number
}

export type ListAnswer = {
  items: IncomingItem[]
  unreadable: unknown[]
  countUnanswered: number | null
  /** How many the marketplace holds in its archive. */
  countArchive: number | null
  surprises: Surprise[]
}

/** A list of the marketplace: reviews or questions. */
export type List = {
  take: number
  /** How many to ask for at once where nobody waits. */
  pastTake: number
  /** How far the marketplace pages behind an edge, for pages of this size. */
  mostSkip(take: number): number
  read(question: ListQuestion, lane: Lane): Promise<ListAnswer>
  /** How many there are under `isAnswered=true`; null where asking costs too much. */
  countAnswered(): Promise<number | null>
  /** The archive, newest first; it knows no dates. Absent where there is none. */
  readArchive?(page: { take: number; skip: number }): Promise<ListAnswer>
  /** The latest time that can be true, in Unix seconds: one further ahead says nothing about where the list ends. */
  latest(): number
}

/**
 * How many are answered, if that can be told. Only people want to know: where the count has troubles of its own, the list is read
 * without it.
 */
export async function countIfPossible(list: List): Promise<{ count: number | null; trouble?: SourceError }> {
  try {
    return { count: await list.countAnswered() }
  } catch (error) {
    if (!(error instanceof SourceError) || error instanceof NotExecuted || isAboutKey(error)) throw error
    return { count: null, trouble: error }
  }
}

/** Whom the lists of reviews and questions ask, and what time it is. */
export type ListDeps = { client: WbClient; clock: Clock }

/** Our clock may be wrong by minutes, and so may be the marketplace's: a day ahead nobody has written anything. */
export function latestPlausible(now: Date): number {
  return Math.floor((now.getTime() + DAY) / 1000)
}

/** Times of the items that can be true, in Unix seconds. */
export function timesOf({ items }: ListAnswer, latest: number): number[] {
  return items
    .flatMap(({ occurredAt }) => (occurredAt ? [Math.floor(occurredAt.getTime() / 1000)] : []))
    .filter((time) => time <= latest)
}

/** Ids of what is on the page. */
export function idsOf({ items }: ListAnswer): Set<string> {
  return new Set(items.map(({ externalId }) => externalId))
}

/** How many of the page's items are not repeated from the edge of the page before. */
export function freshIn(page: ListAnswer, edge: ReadonlySet<string>): number {
  return page.items.filter(({ externalId }) => !edge.has(externalId)).length + page.unreadable.length
}

/** Twice as many would be a tenth faster and cost 30 MB: the statement's text is copied several times on its way to the database. */
const portion = 100

type Moving = { before: ListCursor; next: ListCursor }

/** Large pages are stored in small transactions; only the last of them moves the cursor and says what is true behind it. */
export function* inPortions(
  { items, unreadable, surprises }: ListAnswer,
  { before, next }: Moving,
  all: Pick<Page<IncomingItem>, 'expected' | 'isPast' | 'onlyUnknown' | 'trouble'>,
  last: Partial<Page<IncomingItem>> = {},
): Generator<Page<IncomingItem>> {
  for (let from = 0; from + portion < items.length; from += portion) {
    yield { ...all, items: items.slice(from, from + portion), unreadable: [], cursor: before }
  }
  const rest = items.length === 0 ? [] : items.slice(Math.floor((items.length - 1) / portion) * portion)
  yield { ...all, ...last, items: rest, unreadable, surprises, cursor: next }
}
