import { Refused } from './errors.ts'
import { firstFrom, type Row } from './shelf.ts'

/** What may be asked of a list of reviews or questions, and the refusals for asking wrongly. */
export type ListFilter = {
  isAnswered: boolean | null
  nmId: number | null
  from: number | null
  to: number | null
}

export type Page = { take: number; skip: number; newestFirst: boolean }

type Limits = { take: number; skip: number; together?: number }

export function readFilter(query: URLSearchParams): ListFilter {
  return {
    isAnswered: readIsAnswered(query.get('isAnswered')),
    nmId: readWhole(query.get('nmId'), 'Something went wrong'),
    from: readWhole(query.get('dateFrom'), 'Плохой формат dateFrom'),
    to: readWhole(query.get('dateTo'), 'Плохой формат dateTo'),
  }
}

export function requireIsAnswered({ isAnswered }: ListFilter): boolean {
  if (isAnswered === null) throw wrong()
  return isAnswered
}

export function readPage(query: URLSearchParams, limits: Limits): Page {
  const take = readWhole(query.get('take'), 'Something went wrong')
  const skip = readWhole(query.get('skip'), 'Something went wrong')
  const order = query.get('order') ?? 'dateDesc'

  if (take === null || take < 1 || take > limits.take) throw wrong()
  if (skip === null || skip < 0 || skip > limits.skip) throw wrong()
  if (limits.together !== undefined && take + skip > limits.together) throw wrong()
  if (order !== 'dateAsc' && order !== 'dateDesc') throw wrong()
  return { take, skip, newestFirst: order === 'dateDesc' }
}

type OfProduct = { nmId: number }

/** What of a row is asked for. Both ends of the period belong to it; WB counts in whole seconds. */
export function selected<Item>(row: Row<Item>, filter: ListFilter, productOf: (item: Item) => OfProduct): Row<Item> {
  const first = filter.from === null ? 0 : firstFrom(row, filter.from * 1000)
  const end = filter.to === null ? row.length : firstFrom(row, (filter.to + 1) * 1000)
  const within = first === 0 && end === row.length ? row : row.slice(first, end)
  return filter.nmId === null ? within : within.filter(({ item }) => productOf(item).nmId === filter.nmId)
}

export function pageOf<Item>(row: Row<Item>, { take, skip, newestFirst }: Page): Item[] {
  const end = row.length - skip
  const page = newestFirst
    ? row.slice(Math.max(0, end - take), Math.max(0, end)).reverse()
    : row.slice(skip, skip + take)
  return page.map(({ item }) => item)
}

function readIsAnswered(value: string | null): boolean | null {
  if (value === null) return null
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrong('Плохой формат isAnswered')
}

// `dateFrom=` with nothing behind it counts as not given.
function readWhole(value: string | null, complaint: string): number | null {
  if (value === null || value === '') return null
  if (!/^-?\d{1,15}$/.test(value)) throw wrong(complaint)
  return Number(value)
}

const wrong = (detail = 'Something went wrong') => new Refused('reviews', 400, detail)
