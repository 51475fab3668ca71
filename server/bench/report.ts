import { cpus, loadavg, totalmem } from 'node:os'
import type { BackfillResult } from './backfill-run.ts'
import type { HttpResult } from './http.ts'
import type { LiveResult } from './live.ts'

/** Everything measured on one database. */
export type Results = {
  database: 'pglite' | 'postgres'
  version: string
  rows: Record<string, number>
  http: HttpResult[]
  live: LiveResult
  backfill: BackfillResult
}

/** Something promised, and whether it was kept. */
export type Verdict = { promise: string; limit: string; measured: number; kept: boolean }

/** The machine and how busy it was, because numbers without it mean nothing. */
export function machine() {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    date: new Date().toISOString(),
    // What else ran meanwhile: far above the number of cores, only the ratios say something.
    load: loadavg().map((value) => Number(value.toFixed(1))),
  }
}

/** What was promised, held against what was measured. Ratios need PostgreSQL: there the database has a processor of its own. */
export function verdicts(results: Results[]): Verdict[] {
  return results.flatMap(({ database, http, live, backfill }) => [
    ...http.flatMap((result) => httpVerdicts(database, result)),
    liveVerdict(database, live.ratio),
    ...backfillVerdicts(database, backfill),
  ])
}

/** A short table for people. */
export function table(results: Results[], promises: Verdict[]): string {
  const lines = results.flatMap(({ database, http, live, backfill }) => [
    '',
    `${database}                           ours req/s  p50    p95    p99 ms   bare req/s  p95 ms  ratio`,
    ...http.map(({ question, connections, ours, bare, ratio }) =>
      [
        `  ${question.padEnd(12)} ${String(connections).padStart(2)} connection(s)`.padEnd(33),
        whole(ours.perSecond, 10),
        part(ours.latency.p50),
        part(ours.latency.p95),
        part(ours.latency.p99),
        whole(bare.perSecond, 12),
        part(bare.latency.p95, 8),
        part(ratio, 7, 2),
      ].join(''),
    ),
    `  live   ${live.subscribers} subscribers: p95 ${part(live.ours.p95)} ms, bare ${part(live.bare.p95)} ms, ratio ${live.ratio.toFixed(2)}`,
    `  backfill of ${backfill.reviews}: ${whole(backfill.perSecond, 0)} items/s, ${whole(100 * backfill.databaseShare, 0)} % of the time in the database, ${whole(backfill.peakMb, 0)} MB at most`,
  ])
  const kept = promises.map(
    ({ promise, limit, measured, kept }) =>
      `${kept ? 'kept  ' : 'MISSED'} ${promise}: ${measured.toFixed(2)} (${limit})`,
  )
  return [...lines, '', ...kept, ''].join('\n')
}

function liveVerdict(database: string, ratio: number): Verdict {
  return atMost(`${database}: live p95, event to screens, against a bare broadcast`, ratio, 2.5)
}

/** The embedded database lives in the process that is measured, so only the other one promises anything. */
function backfillVerdicts(database: string, { perSecond, peakMb }: BackfillResult): Verdict[] {
  if (database !== 'postgres') return []
  return [
    atLeast('postgres: items of a backfill per second', perSecond, 1500),
    atMost('postgres: memory of a backfill in MB', peakMb, 300),
  ]
}

function httpVerdicts(database: string, { question, connections, ours, ratio }: HttpResult): Verdict[] {
  if (question === 'card' && connections === 1) {
    return [atMost(`${database}: card p95 in ms at 1 connection`, ours.latency.p95, database === 'postgres' ? 50 : 100)]
  }
  if (database === 'postgres' && question !== 'page' && connections === 10) {
    return [atLeast(`postgres: ${question} at 10 connections against bare`, ratio, 0.6)]
  }
  return []
}

function atMost(promise: string, measured: number, limit: number): Verdict {
  return { promise, limit: `at most ${limit}`, measured, kept: measured <= limit }
}

function atLeast(promise: string, measured: number, limit: number): Verdict {
  return { promise, limit: `at least ${limit}`, measured, kept: measured >= limit }
}

function whole(value: number, width: number): string {
  return value.toFixed(0).padStart(width)
}

function part(value: number, width = 7, digits = 1): string {
  return value.toFixed(digits).padStart(width)
}
