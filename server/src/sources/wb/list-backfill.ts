import type { IncomingItem } from '#domain/incoming.ts'
import type { Page } from '#sources/connector.ts'
import { OutcomeUnknown } from '#sources/errors.ts'
import { type Backfill, type ListCursor, placeAfter, readListCursor } from './list-cursor.ts'
import { countIfPossible, freshIn, idsOf, inPortions, type List, type ListAnswer, timesOf } from './list-page.ts'
import { progressOf } from './list-pages.ts'

/**
 * Walks the whole past of a list, the newest first, from where the last walk came (domain §4.6). Each page is a window that ends
 * where the page before it began, so none can hold more than the marketplace pages; where even that is too much for it, the next
 * page is half as large. What only the archive shows comes last, and never speaks against what is known.
 */
export async function* backfillPages(list: List, stored: unknown): AsyncGenerator<Page<IncomingItem>> {
  let cursor = await counted(list, readListCursor(stored))
  let edge: ReadonlySet<string> = new Set()

  while (cursor.backfill.phase !== 'over') {
    const { backfill }: ListCursor = cursor
    const take = backfill.take ?? list.pastTake
    let page: ListAnswer
    try {
      page = await readPast(list, backfill, take)
    } catch (error) {
      if (error instanceof OutcomeUnknown && take > smallest) yield halved(cursor, take)
      throw error
    }

    const step = { page, take, fresh: freshIn(page, edge) }
    const next: ListCursor = { ...cursor, backfill: await moved(list, backfill, step) }
    const isArchive = backfill.phase === 'archive'
    const all = { expected: null, isPast: true, ...(isArchive ? { onlyUnknown: true } : {}) }
    yield* inPortions(page, { before: cursor, next }, all, { backfill: progressOf(next.backfill) })

    edge = idsOf(page)
    cursor = next
  }
}

const smallest = 100

// The archive knows no dates, so its place is an offset: pages overlap, for the items that leave it meanwhile.
const archiveOverlap = 50

/** A walk that begins without a count, as after an update of this program, asks for it once. */
async function counted(list: List, cursor: ListCursor): Promise<ListCursor> {
  const { phase, place, total } = cursor.backfill
  if (phase !== 'answered' || place !== null || total !== null) return cursor
  return { ...cursor, backfill: { ...cursor.backfill, total: (await countIfPossible(list)).count } }
}

async function readPast(list: List, { phase, place }: Backfill, take: number): Promise<ListAnswer> {
  const { edge, skip } = place ?? { edge: null, skip: 0 }
  if (phase === 'archive') return list.readArchive ? await list.readArchive({ take, skip }) : nothing
  const until = edge === null ? {} : { dateTo: edge }
  return await list.read({ isAnswered: true, order: 'dateDesc', take, skip, ...until }, 'backfill')
}

const nothing: ListAnswer = { items: [], unreadable: [], countUnanswered: null, countArchive: null, surprises: [] }

type Step = { page: ListAnswer; take: number; fresh: number }

async function moved(list: List, backfill: Backfill, { page, take, fresh }: Step): Promise<Backfill> {
  const size = page.items.length + page.unreadable.length
  const here = backfill.place ?? { edge: null, skip: 0 }
  if (backfill.phase === 'archive') {
    const skip = here.skip + size - archiveOverlap
    const isOver = size < take || skip > list.mostSkip(take)
    return isOver ? { ...backfill, phase: 'over', place: null } : { ...backfill, place: { edge: null, skip } }
  }

  const times = timesOf(page, list.latest())
  const place = placeAfter(here, { times, size, take, mostSkip: list.mostSkip(take) }, 'dateDesc')
  const read = backfill.read + fresh
  if (place) return { ...backfill, place, read }
  const answered = list.readArchive ? (await countIfPossible(list)).count : null
  const phase = list.readArchive && (page.countArchive ?? 0) > (answered ?? read) ? 'archive' : 'over'
  return { ...backfill, phase, place: null, read }
}

function halved(cursor: ListCursor, take: number): Page<IncomingItem> {
  const backfill = { ...cursor.backfill, take: Math.max(smallest, Math.floor(take / 2)) }
  return { items: [], unreadable: [], expected: null, isPast: true, cursor: { ...cursor, backfill } }
}
