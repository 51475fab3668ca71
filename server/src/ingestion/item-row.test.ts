import { expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import type { StoredInteraction } from '#storage/interactions.ts'
import type { UnfinishedReply } from '#storage/replies.ts'
import { itemRow } from './item-row.ts'

const asked = new Date('2026-03-04T09:00:00Z')
const question: IncomingItem = {
  channel: 'question',
  externalId: 'wb-1',
  text: 'На 48 идёт?',
  rating: null,
  cons: null,
  hasMedia: false,
  processed: false,
  rejected: false,
  nmId: '100',
  productArticle: null,
  productName: null,
  customerName: null,
  occurredAt: asked,
  answer: null,
  extra: {},
}
const circumstances = { windowMinutes: 180, targets: [], now: asked, reply: null }

test('what a model has said of a question stays when it is read again, and goes when it says something else', () => {
  const known = readByModel()

  expect(itemRow(question, known, circumstances)).toMatchObject({
    intent: 'sizing_fit',
    intentMethod: 'llm',
    intentAskedAt: asked,
    slaTargetMinutes: 240,
  })
  expect(itemRow({ ...question, text: 'А пахнет чем?' }, known, circumstances)).toMatchObject({
    intent: 'general_question',
    intentMethod: 'rule_based',
    intentAskedAt: null,
    slaTargetMinutes: 480,
  })
})

test('what an operator has said stays whatever the question says', () => {
  const known = { ...readByModel(), intentMethod: 'manual' }

  expect(itemRow({ ...question, text: 'А пахнет чем?' }, known, circumstances)).toMatchObject({
    intent: 'sizing_fit',
    intentMethod: 'manual',
  })
})

test('a colleague’s answer in the very words of a reply that has not left is the colleague’s', () => {
  const text = 'Да, идёт'
  const answer = { text, state: 'shown' as const, at: new Date('2026-03-04T09:05:00Z'), editable: null }
  const ours = { lastReplyText: text, lastReplyAt: asked, lastReplySource: 'agentiq' }
  const known = { ...readByModel(), ...ours, status: 'responded', needsResponse: false, wbSyncState: 'pending' }
  const before = { lastReplyText: null, lastReplyAt: null, lastReplySource: null, isAutoResponse: false }
  const waiting = { kind: 'answer', state: 'queued', text, sentAt: null, preImage: {}, before }
  const row = (sentAt: Date | null) =>
    itemRow({ ...question, answer }, known, {
      ...circumstances,
      reply: { ...waiting, sentAt } as unknown as UnfinishedReply,
    })

  expect(row(null)).toMatchObject({ lastReplySource: 'wb_cabinet', lastReplyAt: answer.at })
  expect(row(asked)).toMatchObject({ lastReplySource: 'agentiq', lastReplyAt: asked })
})

function readByModel(): StoredInteraction {
  const identity = {
    id: 'i-1',
    sellerId: 's-1',
    marketplace: 'wb',
    channel: 'question',
    externalId: 'wb-1',
    version: 1,
  }
  const row = itemRow(question, null, circumstances)
  return {
    ...{ ...identity, ...row, createdAt: asked, updatedAt: asked },
    ...{ intent: 'sizing_fit', intentMethod: 'llm', intentAskedAt: asked },
  }
}
