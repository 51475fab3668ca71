import { expect, test } from 'vitest'
import type { IncomingItem } from '#domain/incoming.ts'
import type { StoredInteraction } from '#storage/interactions.ts'
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
