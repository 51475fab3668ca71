import { expect, test } from 'vitest'
import { bulkSummary, isHeldByKey } from './bulk-words.ts'

test('the summary names what happened and leaves out what did not', () => {
  const totals = { total: 12, sent: 8, blocked: 2, failed: 1, skipped: 1, waiting: 0, waitingForKey: 0 }

  expect(bulkSummary(totals)).toBe('Отправлено 8 · остановлено правилами 2 · не отправлено 1 · пропущено 1')
  expect(bulkSummary({ ...totals, blocked: 0, failed: 0, skipped: 0 })).toBe('Отправлено 8')
})

test('what waits for a key is told as that, and nothing is left to do where all that is open waits for it', () => {
  const totals = { total: 5, sent: 3, blocked: 0, failed: 0, skipped: 0, waiting: 2, waitingForKey: 1 }

  expect(bulkSummary(totals)).toBe('Отправлено 3 · 1 ждёт ключ WB')
  expect(isHeldByKey(totals)).toBe(false)
  expect(bulkSummary({ ...totals, waitingForKey: 2 })).toBe('Отправлено 3 · 2 ждут ключ WB')
  expect(isHeldByKey({ ...totals, waitingForKey: 2 })).toBe(true)
  expect(isHeldByKey({ ...totals, waiting: 0, waitingForKey: 0 })).toBe(false)
})
