import { expect, test } from 'vitest'
import { type BulkResult, nextBulkLook, outcomeOfRefusal, outcomeOfReply, totalsOf } from './bulk.ts'
import { BadInput, Conflict, NotConnected, NotFound, Refusal, ReplyTooLong, WritingBlocked } from './errors.ts'
import { after, SECOND } from './time.ts'

const noon = new Date('2026-11-22T12:00:00Z')

test('EX-46: twelve chosen, one answered meanwhile, two stopped by rules, one failed, eight sent', () => {
  const results: BulkResult[] = [...Array<BulkResult>(8).fill('done'), 'skipped', 'blocked', 'blocked', 'failed']

  expect(totalsOf(results.map((result) => ({ result, waitsForKey: false })))).toEqual({
    total: 12,
    done: 8,
    blocked: 2,
    failed: 1,
    skipped: 1,
    waiting: 0,
    waitingForKey: 0,
  })
})

test('what has no result yet is counted as waiting, and of it what waits for a key', () => {
  const [held, open, done] = [
    { result: null, waitsForKey: true },
    { result: null, waitsForKey: false },
    { result: 'done', waitsForKey: false },
  ] as const

  expect(totalsOf([held, open, done])).toMatchObject({ total: 3, waiting: 2, waitingForKey: 1, done: 1 })
})

class LaterRule extends Refusal {}

test.each([
  [new NotFound('interaction'), 'skipped', 'gone'],
  [new Conflict('changed', ''), 'skipped', 'changed'],
  [new Conflict('already_answered', ''), 'skipped', 'answered'],
  [new Conflict('reply_in_flight', ''), 'skipped', 'in_flight'],
  [new Conflict('not_open', ''), 'skipped', 'not_possible'],
  [new WritingBlocked('removed'), 'skipped', 'gone'],
  [new WritingBlocked('read_only_key'), 'failed', 'no_key'],
  [new NotConnected(), 'failed', 'no_key'],
  [new ReplyTooLong(5001, 5000), 'blocked', 'rules'],
  [new BadInput('text', ''), 'blocked', 'rules'],
  [new BadInput('key', ''), 'failed', 'internal'],
  [new LaterRule(), 'blocked', 'rules'],
])('%o leaves an item %s: %s', (refusal, result, reason) => {
  expect(outcomeOfRefusal(refusal)).toEqual({ result, reason })
})

test.each([
  ['queued', null],
  ['sending', null],
  ['retry_wait', null],
  ['unknown', null],
  ['accepted', 'done'],
  ['confirmed', 'done'],
  ['answered_elsewhere', 'skipped'],
  ['cancelled', 'skipped'],
  ['moderation_rejected', 'failed'],
  ['rejected', 'failed'],
  ['needs_attention', 'failed'],
  ['failed', 'failed'],
] as const)('a reply that is %s makes its item %s', (state, result) => {
  expect(outcomeOfReply({ state, lastError: null })?.result ?? null).toBe(result)
})

test('a reply that broke a rule made while it waited was blocked, not failed', () => {
  expect(outcomeOfReply({ state: 'failed', lastError: 'guardrail' })).toEqual({ result: 'blocked', reason: 'rules' })
  expect(outcomeOfReply({ state: 'failed', lastError: 'buyer_wrote' })).toEqual({
    result: 'skipped',
    reason: 'changed',
  })
})

test('a job is looked at each second while texts wait, more seldom while only replies are on their way, and no more at its end', () => {
  const waiting = { result: null, replyId: null, takenAt: null }
  const left = (seconds: number) => ({ result: null, replyId: 'reply', takenAt: after(noon, -seconds * SECOND) })
  const done = { result: 'done' as const, replyId: 'reply', takenAt: noon }

  expect(nextBulkLook([done, left(60), waiting], noon)).toEqual(after(noon, SECOND))
  expect(nextBulkLook([done, left(5)], noon)).toEqual(after(noon, SECOND))
  expect(nextBulkLook([left(60)], noon)).toEqual(after(noon, 10 * SECOND))
  expect(nextBulkLook([done], noon)).toBeNull()
})
