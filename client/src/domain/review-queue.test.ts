import { bundledGuardrails, checkReply } from '@agentiq/server/rules'
import { expect, test } from 'vitest'
import { type Checked, countsOf, mayApproveRest, obstacleTo, type Queued } from './review-queue.ts'

const praise = (id: string, change: Partial<Queued> = {}): Queued => ({
  id,
  rating: 5,
  needsEscalation: false,
  escalationReason: null,
  ...change,
})

const checked = (text: string): Checked => ({
  text,
  findings: checkReply(bundledGuardrails, text, {
    channel: 'review',
    buyerText: null,
    intent: null,
    wasSent: () => false,
  }),
})

const thanks = 'Спасибо за отзыв! Рады, что плед понравился.'

test('an answer without words, against the rules or with an unfilled variable is not approved', () => {
  expect(obstacleTo(praise('a'), checked(' '))).toBe('rules')
  expect(obstacleTo(praise('a'), checked('а'.repeat(5001)))).toBe('rules')
  expect(obstacleTo(praise('a'), checked('Спасибо! Напишите нам в telegram: @plaid_shop'))).toBe('rules')
  expect(obstacleTo(praise('a'), checked('Рады, что {товар} понравился'))).toBe('unfilled')
  expect(obstacleTo(praise('a'), checked(thanks))).toBeNull()
})

test('advice is no obstacle', () => {
  const short = checked('Спасибо!')

  expect(short.findings.map(({ severity }) => severity)).toEqual(['warn'])
  expect(obstacleTo(praise('a'), short)).toBeNull()
})

test('whom a person must answer is not answered among many, a buyer who repeats himself may be', () => {
  expect(obstacleTo(praise('a', { needsEscalation: true, escalationReason: 'LEGAL' }), checked(thanks))).toBe(
    'needsPerson',
  )
  expect(obstacleTo(praise('a', { needsEscalation: true, escalationReason: 'REPEAT' }), checked(thanks))).toBeNull()
})

test('the rest is approved at once only when all of it is praise with a text nothing is to be said against', () => {
  const texts: Record<string, string> = { empty: '', short: 'Спасибо!', unfilled: 'Рады, что {товар} понравился' }
  const check = ({ id }: Queued) => checked(texts[id] ?? thanks)

  expect(mayApproveRest([praise('a'), praise('b', { rating: 4 })], check)).toBe(true)
  expect(mayApproveRest([praise('a'), praise('b', { rating: 3 })], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('b', { rating: null })], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('b', { needsEscalation: true })], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('b', { draft: { needsEscalation: true } })], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('empty')], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('short')], check)).toBe(false)
  expect(mayApproveRest([praise('a'), praise('unfilled')], check)).toBe(false)
  expect(mayApproveRest([praise('a')], check)).toBe(false)
})

test('decisions are counted, and how many of the texts that go the rules have advice about', () => {
  const approved = { kind: 'approved', text: '', templateId: null } as const

  expect(
    countsOf([{ kind: 'skipped' }, approved, { ...approved, hasRemarks: true }, { kind: 'skipped' }, approved]),
  ).toEqual({ approved: 3, skipped: 2, remarked: 1 })
})
