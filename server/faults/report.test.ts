import { expect, test } from 'vitest'
import type { Evidence } from './evidence.ts'
import { percentiles, reportOf, told } from './report.ts'

const noon = Date.parse('2026-11-27T12:00:00Z')
const facts = {
  seed: 7,
  database: 'postgres' as const,
  servers: 2,
  scale: { storm: 10, behind: 3, calm: 60 },
  tookSeconds: 100,
  livedHours: 4,
}
const storm = { kills: 3, spells: { 'carried out, then 502': 2 }, deeds: { 'a reply': 2 }, colleagues: [] }
const about = {
  kind: 'answer' as const,
  item: 'YX52',
  channel: 'review' as const,
  detail: null,
  createdAt: noon,
  sentAt: noon,
  endedAt: noon,
  events: [],
}
const evidence: Evidence = {
  intents: [],
  replies: [
    { ...about, key: '1', text: 'Спасибо!', state: 'confirmed', failure: null, confirmedAt: noon + 12_000 },
    { ...about, key: '2', text: 'Заменим', state: 'failed', failure: 'rate', confirmedAt: null },
  ],
  writes: [],
  looks: [],
  shown: [],
  colleagues: [],
  scale: 10,
}

test('of ten values the median is the fifth, and the highest is the one that ninety-five of a hundred do not pass', () => {
  expect(percentiles([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ count: 10, p50: 5, p95: 10 })
  expect(percentiles([])).toEqual({ count: 0, p50: 0, p95: 0 })
})

test('outcomes are counted by channel, a failure by its reason, and the time until it was confirmed in seconds', () => {
  const report = reportOf(facts, evidence, storm, { damages: [], overtaken: 0 })

  expect(report.outcomes).toMatchObject({ review: { confirmed: 1, 'failed: rate': 1 }, question: {}, chat: {} })
  expect(report.toConfirmed.review).toEqual({ count: 1, p50: 12, p95: 12 })
})

test('edits and rejections have columns of their own, and their refusals are told apart', () => {
  const [first, ...others] = evidence.replies
  if (!first) throw new Error('There has to be a reply.')
  const replies = [
    ...others,
    { ...first, kind: 'edit' as const },
    { ...first, channel: 'question' as const, kind: 'rejection' as const, confirmedAt: noon + 3000 },
  ]
  const refused = {
    item: 'YX52',
    channel: 'review' as const,
    text: 'Нет',
    replyIds: [],
    replaces: null,
    cancelled: false,
  }
  const intents = [
    { ...refused, key: '3', kind: 'edit' as const, refusal: 'ALREADY_EDITED' },
    { ...refused, key: '4', kind: 'rejection' as const, refusal: 'CLOSED' },
  ]
  const report = reportOf(facts, { ...evidence, replies, intents }, storm, { damages: [], overtaken: 0 })

  expect(report.outcomes).toEqual({
    review: { 'failed: rate': 1 },
    question: {},
    chat: {},
    edit: { confirmed: 1 },
    rejection: { confirmed: 1 },
  })
  expect(report.toConfirmed.rejection).toEqual({ count: 1, p50: 3, p95: 3 })
  expect(report.refusedAtTheDoor).toEqual({ answer: {}, edit: { ALREADY_EDITED: 1 }, rejection: { CLOSED: 1 } })
  expect(told(report)).toContain('| confirmed | 0 | 0 | 0 | 1 | 1 |')
})

test('damage is told first of all, with the words of the reply', () => {
  const damages = [
    {
      kind: 'doubled' as const,
      of: 'answer' as const,
      item: 'YX52',
      text: 'Спасибо!',
      said: 'confirmed, 2 times with the buyer',
    },
  ]

  expect(told(reportOf(facts, evidence, storm, { damages, overtaken: 0 }))).toContain(
    'doubled: answer «Спасибо!» to YX52',
  )
  expect(told(reportOf(facts, evidence, storm, { damages: [], overtaken: 0 }))).toContain(
    '0 doubled, 0 lost, 0 edits spent',
  )
})
