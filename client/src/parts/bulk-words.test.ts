import { expect, test } from 'vitest'
import { bulkSummary } from './bulk-words.ts'

test('the summary names what happened and leaves out what did not', () => {
  const totals = { total: 12, sent: 8, blocked: 2, failed: 1, skipped: 1, waiting: 0 }

  expect(bulkSummary(totals)).toBe('Отправлено 8 · остановлено правилами 2 · не отправлено 1 · пропущено 1')
  expect(bulkSummary({ ...totals, blocked: 0, failed: 0, skipped: 0 })).toBe('Отправлено 8')
})
