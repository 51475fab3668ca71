import type { Clock } from '#clock.ts'
import { isStarved } from '#domain/cadence.ts'
import { type CheckedCall, type ContractReport, type Finding, reportOf } from '#domain/contract.ts'
import { after, DAY } from '#domain/time.ts'
import { budgetOf, type OpenConnection } from '#sources/all.ts'
import { NotExecuted, OutcomeUnknown, type SourceError } from '#sources/errors.ts'
import type { Aside, RateBuckets } from '#sources/rate-budget.ts'
import { createWbClient, type WbClient, type WbDeps, type WbRequest } from './client.ts'
import { expectedChats, expectedCount, expectedEvents, expectedQuestions, expectedReviews } from './expected-shapes.ts'
import { failureOf, type RawAnswer, requestIdOf } from './failure.ts'
import { fieldsOf, listOf } from './payload.ts'
import { type Expected, misfitsOf } from './shape.ts'

type Deps = { config: WbDeps['config']; clock: Clock; buckets: RateBuckets; aside?: Aside | undefined }
type Question = WbRequest & { name: string; shape: Expected; items: (body: unknown) => unknown }

/**
 * Asks WB a handful of harmless things and holds the answers against what we expect. Inside the shop's budget, behind everybody
 * else; never `/ping`, which WB closes to programs that use it as a check (WB contract §8.2).
 */
export async function checkContract(
  { config, clock, buckets, aside }: Deps,
  key: OpenConnection,
): Promise<ContractReport> {
  const client = createWbClient({ config, clock, budget: budgetOf({ config, clock, buckets }, key), aside }, key)
  const isPoor = isStarved(key.tokenType, config)
  const calls: CheckedCall[] = []
  for (const question of questionsFor(key, isPoor, clock.now())) calls.push(await checkOne(client, question))
  return reportOf(calls)
}

/** A poor key has so few requests that one look must do. */
function questionsFor({ opensFeedbacks, opensChats }: OpenConnection, isPoor: boolean, now: Date): Question[] {
  if (isPoor) return opensFeedbacks ? [reviews(true)] : []
  return [
    ...(opensFeedbacks ? [unanswered, reviews(false), reviews(true), questions(false), questions(true)] : []),
    ...(opensChats ? [chats, events(now)] : []),
  ]
}

const ofFeedbacks = { host: 'feedbacks', group: 'feedbacks', lane: 'backfill' } as const
const list = { take: 20, skip: 0, order: 'dateDesc' } as const

const unanswered: Question = {
  ...ofFeedbacks,
  name: 'GET /api/v1/feedbacks/count-unanswered',
  path: '/api/v1/feedbacks/count-unanswered',
  shape: expectedCount,
  items: (body) => [body],
}

const reviews = (isAnswered: boolean): Question => ({
  ...ofFeedbacks,
  name: `GET /api/v1/feedbacks?isAnswered=${isAnswered}`,
  path: '/api/v1/feedbacks',
  query: { isAnswered, ...list },
  shape: expectedReviews,
  items: (body) => fieldsOf(fieldsOf(body)?.data)?.feedbacks,
})

const questions = (isAnswered: boolean): Question => ({
  ...ofFeedbacks,
  name: `GET /api/v1/questions?isAnswered=${isAnswered}`,
  path: '/api/v1/questions',
  query: { isAnswered, ...list },
  shape: expectedQuestions,
  items: (body) => fieldsOf(fieldsOf(body)?.data)?.questions,
})

const chats: Question = {
  host: 'chat',
  group: 'chats',
  lane: 'backfill',
  name: 'GET /api/v1/seller/chats',
  path: '/api/v1/seller/chats',
  shape: expectedChats,
  items: (body) => fieldsOf(body)?.result,
}

/** The events of the last week: what is younger looks as WB writes today. */
const events = (now: Date): Question => ({
  host: 'chat',
  group: 'events',
  lane: 'backfill',
  name: 'GET /api/v1/seller/events',
  path: '/api/v1/seller/events',
  query: { next: after(now, -7 * DAY).getTime() },
  shape: expectedEvents,
  items: (body) => fieldsOf(fieldsOf(body)?.result)?.events,
})

async function checkOne(client: WbClient, question: Question): Promise<CheckedCall> {
  try {
    return judged(question, await client.look(question))
  } catch (error) {
    if (error instanceof NotExecuted && error.reason === 'rate_limit')
      return unchecked(question, 'skipped', toldBy(error))
    if (error instanceof NotExecuted || error instanceof OutcomeUnknown)
      return unchecked(question, 'unreachable', toldBy(error))
    throw error
  }
}

function judged(question: Question, answer: RawAnswer): CheckedCall {
  const { status, body } = answer
  const said = withNumber(`WB answered ${status}`, requestIdOf(answer))
  if (status === 429) return unchecked(question, 'skipped', said)
  if (status === 408 || status >= 500) return unchecked(question, 'unreachable', said)
  if (status === 401 || status === 402 || status === 403) return unchecked(question, 'refused', said)
  if (status !== 200) return broken(question, `is ${status} instead of 200`)
  if (body === undefined) return broken(question, 'is no JSON')
  if (failureOf(answer, { retryAt: null, isOpened: true }))
    return broken(question, 'is 200 and says that it is an error')

  const findings = misfitsOf(body, question.shape).map((misfit) => ({ ...misfit, call: question.name }))
  return { ...checked(question, findings), items: listOf(question.items(body)).length }
}

const toldBy = ({ message, requestId }: SourceError) => withNumber(message, requestId)

function withNumber(what: string, requestId: string | null): string {
  return requestId === null ? what : `${what} (request ${requestId})`
}

function unchecked({ name }: Question, outcome: 'skipped' | 'refused' | 'unreachable', detail: string): CheckedCall {
  return { call: name, outcome, detail, items: 0, findings: [] }
}

function checked({ name }: Question, findings: Finding[]): CheckedCall {
  return { call: name, outcome: 'checked', detail: null, items: 0, findings }
}

function broken(question: Question, what: string): CheckedCall {
  return checked(question, [
    { severity: 'breaking', call: question.name, path: '', what: `the answer ${what}`, count: 1 },
  ])
}
