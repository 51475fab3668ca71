import type { FilterName, InboxFilters, Period } from '#domain/inbox-filters.ts'
import { dayAndMonth } from '#texts/formats.ts'
import { ru } from '#texts/ru.ts'

const t = ru.inbox.filters

/** What a filter lets through, on its chip. */
export function filterWords(filters: InboxFilters, name: FilterName): string {
  switch (name) {
    case 'period':
      return filters.period ? periodWords(filters.period) : ''
    case 'ratings':
      return t.stars(filters.ratings.join(', '))
    case 'product':
      return filters.product
    case 'priorities':
      // A status has the same word.
      return t.priorityIs(filters.priorities.map((priority) => ru.words.priority[priority]).join(', '))
    case 'draft':
      return filters.draft ? t.draftIs[filters.draft] : ''
    case 'sources':
      return filters.sources.map((source) => ru.words.source[source]).join(', ')
    case 'withPhotos':
      return t.withPhotos
  }
}

function periodWords(period: Period): string {
  if (period.name !== 'own') return t.periods[period.name]

  const { from, to } = period
  if (from === '') return t.until(day(to))
  return to === '' ? t.since(day(from)) : t.between(day(from), day(to))
}

const day = (text: string) => dayAndMonth(new Date(`${text}T00:00:00`))
