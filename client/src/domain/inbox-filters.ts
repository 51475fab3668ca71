/** What of the inbox the filter sheet lets through (ui 7.5.5). Empty means everything. */
export type InboxFilters = {
  period: Period | null
  ratings: readonly number[]
  /** Words in the product's name, its article or its number. */
  product: string
  priorities: readonly Priority[]
  /** Of what waits for an answer: whether a draft is ready. */
  draft: DraftFilter | null
  sources: readonly Source[]
  withPhotos: boolean
}

export type Period = { name: PeriodName } | { name: 'own'; from: string; to: string }
type PeriodName = 'today' | 'week' | 'month'
export type Priority = 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW'
export type DraftFilter = 'ready' | 'none'
export type Source = 'WB_API' | 'WBCON_FALLBACK'

/** One thing that is filtered by: the unit of the badge, and of the chips that take it away. */
export type FilterName = keyof InboxFilters

export const noFilters: InboxFilters = {
  period: null,
  ratings: [],
  product: '',
  priorities: [],
  draft: null,
  sources: [],
  withPhotos: false,
}
export const periodNames = ['today', 'week', 'month'] as const
export const allRatings = [1, 2, 3, 4, 5] as const
export const allPriorities = ['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const
export const allDrafts = ['ready', 'none'] as const
export const allSources = ['WB_API', 'WBCON_FALLBACK'] as const

/** The filters that leave something out, in the order of the sheet. */
export function activeFilters(filters: InboxFilters): FilterName[] {
  const { period, ratings, product, priorities, draft, sources, withPhotos } = filters
  const active: Record<FilterName, boolean> = {
    period: period !== null,
    ratings: ratings.length > 0,
    product: isWords(product),
    priorities: priorities.length > 0,
    draft: draft !== null,
    sources: sources.length > 0,
    withPhotos,
  }
  return (Object.keys(active) as FilterName[]).filter((name) => active[name])
}

export function without(filters: InboxFilters, name: FilterName): InboxFilters {
  return { ...filters, [name]: noFilters[name] }
}

/** The filters as the address says them. */
export function filterAddress(filters: InboxFilters): Record<string, string> {
  const { period, ratings, product, priorities, draft, sources, withPhotos } = filters
  return {
    ...(period && { period: period.name === 'own' ? `${period.from}_${period.to}` : period.name }),
    ...(ratings.length > 0 && { stars: ratings.join('-') }),
    ...(isWords(product) && { product: product.trim() }),
    ...(priorities.length > 0 && { pr: priorities.join('-').toLowerCase() }),
    ...(draft && { draft }),
    ...(sources.length > 0 && { src: sources.join('-').toLowerCase() }),
    ...(withPhotos && { photos: '1' }),
  }
}

export function filtersIn(address: Record<string, unknown>): InboxFilters {
  const product = typeof address.product === 'string' ? address.product : ''
  return {
    period: periodIn(address.period),
    ratings: chosenIn(address.stars, allRatings),
    product: isWords(product) ? product : '',
    priorities: chosenIn(address.pr, allPriorities),
    draft: allDrafts.find((one) => one === address.draft) ?? null,
    sources: chosenIn(address.src, allSources),
    withPhotos: address.photos === '1',
  }
}

export type ServerFilter = {
  since?: string
  until?: string
  ratings?: number[]
  product?: string
  priorities?: Priority[]
  hasDraft?: boolean
  sources?: Source[]
  hasPhotos?: boolean
}

/** The filters as the server takes them. Days are those of this device. */
export function serverFilter(filters: InboxFilters, now: Date): ServerFilter {
  const { period, ratings, product, priorities, draft, sources, withPhotos } = filters
  return {
    ...(period && boundsOf(period, now)),
    ...(ratings.length > 0 && { ratings: [...ratings] }),
    ...(isWords(product) && { product: product.trim() }),
    ...(priorities.length > 0 && { priorities: [...priorities] }),
    ...(draft && { hasDraft: draft === 'ready' }),
    ...(sources.length > 0 && { sources: [...sources] }),
    ...(withPhotos && { hasPhotos: true }),
  }
}

function boundsOf(period: Period, now: Date): ServerFilter {
  if (period.name !== 'own') return { since: startOfDay(now, 1 - daysOf[period.name]).toISOString() }

  const { from, to } = period
  return {
    ...(from && { since: startOfDay(dayOf(from), 0).toISOString() }),
    ...(to && { until: startOfDay(dayOf(to), 1).toISOString() }),
  }
}

const daysOf: Record<PeriodName, number> = { today: 1, week: 7, month: 30 }
const dayOf = (day: string) => new Date(`${day}T00:00:00`)
const startOfDay = (of: Date, later: number) => new Date(of.getFullYear(), of.getMonth(), of.getDate() + later)

function periodIn(said: unknown): Period | null {
  const name = periodNames.find((one) => one === said)
  if (name) return { name }
  if (typeof said !== 'string') return null

  const [from = '', to = ''] = said.split('_')
  const isOwn = said.includes('_') && (from !== '' || to !== '') && [from, to].every((day) => day === '' || isDay(day))
  return isOwn ? { name: 'own', from, to } : null
}

const isDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(dayOf(day).getTime())

/** Those of the known values that the address names. */
function chosenIn<Value extends string | number>(said: unknown, known: readonly Value[]): Value[] {
  const named = typeof said === 'string' ? said.toUpperCase().split('-') : []
  return known.filter((value) => named.includes(String(value)))
}

/** The server looks for at least two characters. */
const isWords = (text: string) => text.trim().length >= 2
