import type { IncomingAnswer, IncomingItem } from '#domain/incoming.ts'
import type { Connector, Receipt, ReplyTarget } from '#sources/connector.ts'
import { OutcomeUnknown } from '#sources/errors.ts'
import type { Lane } from '#sources/rate-budget.ts'
import type { WbClient } from './client.ts'
import { expectedQuestion } from './expected-shapes.ts'
import { findItem } from './find-item.ts'
import { backfillPages } from './list-backfill.ts'
import { listAnswerOf, productIn } from './list-items.ts'
import { type List, type ListAnswer, type ListDeps, type ListQuestion, latestPlausible } from './list-page.ts'
import { listPages } from './list-pages.ts'
import { countOf, type Fields, fieldsOf, flagOf, idOf, instantOf, sizeOf, textOf, within } from './payload.ts'
import { answerDetails } from './reviews.ts'
import { unwrapped } from './wrapper.ts'

/** Questions of WB (WB contract §7). They share the budget of the reviews. */
export function openQuestions({ client, clock }: ListDeps, { isPoor }: { isPoor: boolean }): Connector {
  const list: List = {
    take: isPoor ? 1000 : 100,
    pastTake: isPoor ? 5000 : 1000,
    mostSkip: (take) => 10_000 - take,
    latest: () => latestPlausible(clock.now()),
    read: (question, lane) => readQuestions(client, question, lane),
    countAnswered: async () => (isPoor ? null : await countAnswered(client)),
  }
  return {
    channel: 'question',
    pages: (cursor) => listPages(list, cursor),
    backfill: (cursor) => backfillPages(list, cursor),
    reply: (target, text) => patchQuestion(client, target, { text, state: 'wbRu' }),
    edit: (target, text) => patchQuestion(client, target, { text, state: 'wbRu' }),
    reject: (target, text) => patchQuestion(client, target, { text, state: 'none' }),
    lookFor: async ({ externalId }, lane) => findItem(() => client.read({ ...byId(externalId), lane }), toQuestion),
    replySign: async () => null,
  }
}

const group = { host: 'feedbacks', group: 'feedbacks' } as const

const byId = (id: string) => ({ ...group, path: '/api/v1/question', query: { id } })

async function readQuestions(client: WbClient, question: ListQuestion, lane: Lane): Promise<ListAnswer> {
  const data = unwrapped(await client.read({ ...group, lane, path: '/api/v1/questions', query: question }), 'data')
  return listAnswerOf(data, 'questions', { toItem: toQuestion, shape: expectedQuestion })
}

async function countAnswered(client: WbClient): Promise<number | null> {
  const query = { isAnswered: true }
  return countOf(fieldsOf(await client.read({ ...group, path: '/api/v1/questions/count', query }))?.data)
}

/** The same call answers, edits and rejects: repeating it blindly would spend the only edit (§7.5). */
async function patchQuestion(
  client: WbClient,
  { externalId, leaving }: ReplyTarget,
  { text, state }: { text: string; state: 'wbRu' | 'none' },
): Promise<Receipt> {
  const path = '/api/v1/questions'
  const body = { id: externalId, answer: { text }, state }
  const { status, body: answer, requestId } = await client.write({ ...group, method: 'PATCH', path, body, leaving })
  const isTaken = status === 204 || fieldsOf(answer)?.error === false
  if (!isTaken) throw new OutcomeUnknown(`WB answered ${status} to ${path}, but not that it took the answer`, requestId)
  return { requestId, sentAt: null, replySign: null }
}

/** A question in our words; null for one without an id. */
export function toQuestion(question: Fields): IncomingItem | null {
  const externalId = textOf(question.id)
  if (!externalId) return null

  const product = within(question, 'productDetails')
  const rejected = question.state === 'none'
  const answer = rejected ? null : toAnswer(question)
  return {
    channel: 'question',
    externalId,
    occurredAt: instantOf(question.createdDate),
    text: textOf(question.text),
    rating: null,
    cons: null,
    hasMedia: false,
    customerName: textOf(question.userName),
    ...productIn(product),
    answer,
    processed: question.state === 'wbRu' || rejected,
    rejected,
    extra: {
      brand: textOf(product.brandName),
      size: sizeOf(product.size),
      supplierName: textOf(product.supplierName),
      imtId: idOf(product.imtId),
      wasViewed: flagOf(question.wasViewed) ?? false,
      isWarned: flagOf(question.isWarned) ?? false,
      wbState: textOf(question.state),
      rejectionText: rejected ? textOf(within(question, 'answer').text) : null,
      ...answerDetails(answer),
    },
  }
}

// Answers to questions show no moderation: until it is over there is simply none (§7.5).
function toAnswer(question: Fields): IncomingAnswer | null {
  const answer = fieldsOf(question.answer)
  const text = textOf(answer?.text)
  if (!text) return null
  return { text, state: 'shown', editable: flagOf(answer?.editable), at: instantOf(answer?.createDate) }
}
