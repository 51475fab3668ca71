import { expect, test } from 'vitest'
import { type CheckedCall, changeSince, type Finding, nameOf, nextNight, reportOf, spreadOf } from './contract.ts'

const broken = finding('breaking', 'data.feedbacks[].id', 'is missing')
const unknown = finding('new', 'data.feedbacks[].futureField', 'is an unknown field')

test.each<[string, Partial<CheckedCall>[], string]>([
  ['nothing found', [{}], 'clean'],
  ['something new', [{ findings: [unknown] }], 'new'],
  ['something new and something broken', [{ findings: [unknown] }, { findings: [broken] }], 'breaking'],
  ['one host silent', [{ findings: [unknown] }, { outcome: 'unreachable' }], 'unreachable'],
  ['one host silent, another broken', [{ findings: [broken] }, { outcome: 'unreachable' }], 'breaking'],
  ['a key not let in', [{}, { outcome: 'refused' }], 'refused'],
  ['no budget for one call', [{}, { outcome: 'skipped' }], 'clean'],
  ['no budget for any', [{ outcome: 'skipped' }], 'skipped'],
])('%s', (_, calls, state) => {
  expect(reportOf(calls.map(called)).state).toBe(state)
})

test('what was told is not told again', () => {
  const report = reportOf([called({ findings: [unknown, broken] })])

  const first = changeSince([], report)
  const second = changeSince(first.told, report)

  expect(first).toMatchObject({ appeared: [nameOf(unknown), nameOf(broken)], gone: [] })
  expect(second).toMatchObject({ appeared: [], gone: [], told: first.told })
})

test('what was broken is told when it is mended, and when it breaks again; what is new is told once', () => {
  const { told } = changeSince([], reportOf([called({ findings: [unknown, broken] })]))

  const mended = changeSince(told, reportOf([called({})]))
  expect(mended).toEqual({ appeared: [], gone: [nameOf(broken)], told: [nameOf(unknown)] })

  expect(changeSince(mended.told, reportOf([called({ findings: [unknown, broken] })])).appeared).toEqual([
    nameOf(broken),
  ])
})

test('a call that was not checked mends nothing', () => {
  const { told } = changeSince([], reportOf([called({ findings: [broken] })]))

  expect(changeSince(told, reportOf([called({ outcome: 'unreachable' })]))).toEqual({ appeared: [], gone: [], told })
})

test.each([
  ['2026-11-22T12:00:00Z', 0, '2026-11-23T00:00:00.000Z'],
  ['2026-11-22T22:00:00Z', 0.5, '2026-11-23T01:00:00.000Z'],
  ['2026-11-23T00:00:00Z', 0, '2026-11-24T00:00:00.000Z'],
])('after %s the night check of a Moscow seller with spread %d is at %s', (now, spread, due) => {
  expect(nextNight(new Date(now), 'Europe/Moscow', spread).toISOString()).toBe(due)
})

test('sellers are spread over the night, each at an own place', () => {
  const places = Array.from({ length: 100 }, (_, index) => spreadOf(`0199f3c2-7a10-7000-8000-0000000000${index}`))

  expect(places.every((place) => place >= 0 && place < 1)).toBe(true)
  expect(new Set(places).size).toBeGreaterThan(90)
})

function finding(severity: Finding['severity'], path: string, what: string): Finding {
  return { severity, call: 'GET /api/v1/feedbacks', path, what, count: 1 }
}

function called(change: Partial<CheckedCall>): CheckedCall {
  return { call: 'GET /api/v1/feedbacks', outcome: 'checked', detail: null, items: 1, findings: [], ...change }
}
