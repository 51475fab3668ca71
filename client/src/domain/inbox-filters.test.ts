import { expect, test } from 'vitest'
import {
  activeFilters,
  filterAddress,
  filtersIn,
  type InboxFilters,
  noFilters,
  serverFilter,
  without,
} from './inbox-filters.ts'

const everything: InboxFilters = {
  period: { name: 'own', from: '2026-03-01', to: '2026-03-04' },
  ratings: [1, 3],
  product: 'кружка',
  priorities: ['URGENT', 'LOW'],
  draft: 'ready',
  sources: ['WBCON_FALLBACK'],
  withPhotos: true,
}

test('the address and the filters say the same', () => {
  const address = {
    period: '2026-03-01_2026-03-04',
    stars: '1-3',
    product: 'кружка',
    pr: 'urgent-low',
    draft: 'ready',
    src: 'wbcon_fallback',
    photos: '1',
  }

  expect(filterAddress(everything)).toEqual(address)
  expect(filtersIn(address)).toEqual(everything)
  expect(filtersIn({ period: 'week' }).period).toEqual({ name: 'week' })
  expect(filtersIn({ period: '_2026-03-04' }).period).toEqual({ name: 'own', from: '', to: '2026-03-04' })
})

test('what the address says wrongly filters nothing', () => {
  const address = {
    period: '2026-99-01_x',
    stars: '0-7',
    product: 'к',
    pr: 'soon',
    draft: 'maybe',
    src: ['wb_api'],
    photos: 'yes',
  }

  expect(filtersIn(address)).toEqual(noFilters)
  expect(filterAddress(noFilters)).toEqual({})
})

test('each thing that is filtered by counts once, and is taken away alone', () => {
  expect(activeFilters(noFilters)).toEqual([])
  expect(activeFilters({ ...everything, product: 'к' })).not.toContain('product')
  expect(activeFilters(everything)).toHaveLength(7)
  expect(activeFilters(without(everything, 'ratings'))).not.toContain('ratings')
})

test('days begin and end where the device is', () => {
  const now = new Date(2026, 2, 4, 15, 30)
  const since = (name: 'today' | 'week' | 'month') => serverFilter({ ...noFilters, period: { name } }, now).since

  expect(since('today')).toBe(new Date(2026, 2, 4).toISOString())
  expect(since('week')).toBe(new Date(2026, 1, 26).toISOString())
  expect(since('month')).toBe(new Date(2026, 1, 3).toISOString())
  expect(serverFilter(everything, now)).toEqual({
    since: new Date(2026, 2, 1).toISOString(),
    until: new Date(2026, 2, 5).toISOString(),
    ratings: [1, 3],
    product: 'кружка',
    priorities: ['URGENT', 'LOW'],
    hasDraft: true,
    sources: ['WBCON_FALLBACK'],
    hasPhotos: true,
  })
})
