import { expect, test } from 'vitest'
import type { HttpResult } from './http.ts'
import { percentile } from './load.ts'
import { type Results, table, verdicts } from './report.ts'

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)

  expect(percentile(values, 0.5)).toBe(51)
  expect(percentile(values, 0.95)).toBe(96)
  expect(percentile([7], 0.99)).toBe(7)
})

test('promises are held against what was measured', () => {
  const results: Results[] = [
    measured('pglite', [asked('card', 1, { p95: 40, ratio: 0.1 })], 2),
    measured(
      'postgres',
      [
        asked('inbox', 10, { p95: 900, ratio: 0.9 }),
        asked('conversation', 10, { p95: 9, ratio: 0.5 }),
        asked('card', 1, { p95: 51, ratio: 0.9 }),
        asked('card', 10, { p95: 900, ratio: 0.1 }),
      ],
      2.6,
    ),
  ]

  expect(verdicts(results).map(({ promise, kept }) => [promise, kept])).toEqual([
    ['pglite: card p95 in ms at 1 connection', true],
    ['pglite: live p95, event to screens, against a bare broadcast', true],
    ['postgres: inbox at 10 connections against bare', true],
    ['postgres: conversation at 10 connections against bare', false],
    ['postgres: card p95 in ms at 1 connection', false],
    ['postgres: card at 10 connections against bare', false],
    ['postgres: live p95, event to screens, against a bare broadcast', false],
    ['postgres: items of a backfill per second', false],
    ['postgres: memory of a backfill in MB', true],
  ])
  expect(table(results, verdicts(results))).toContain(
    'MISSED postgres: conversation at 10 connections against bare: 0.50 (at least 0.6)',
  )
})

function measured(database: Results['database'], http: HttpResult[], liveRatio: number): Results {
  const spread = { p50: 1, p95: 1, p99: 1 }
  const live = { subscribers: 1, events: 1, ours: spread, bare: spread, ratio: liveRatio }
  const backfill = { reviews: 1000, seconds: 1, perSecond: 1000, databaseShare: 0.5, peakMb: 100 }
  return { database, version: '18', rows: {}, http, live, backfill }
}

function asked(
  question: HttpResult['question'],
  connections: number,
  { p95, ratio }: { p95: number; ratio: number },
): HttpResult {
  const cost = { perSecond: 1, latency: { p50: 1, p95, p99: p95 }, requests: 1, bytes: 1 }
  return { question, connections, ours: cost, bare: cost, ratio }
}
