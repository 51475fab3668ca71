import { expect, test } from 'vitest'
import { comesUnasked, draftPanelOf, mayVary } from './draft-panel.ts'

const draft = { id: 'd', isOutdated: false, outdatedBy: null }
const former = { ...draft, outdatedBy: 'TERMS_CHANGED' }
const nothing = {
  isStopped: false,
  draft: null,
  isOff: false,
  isHidden: false,
  isAsked: false,
  isPressed: false,
  hasFailed: false,
  isGivenUp: false,
  online: true,
  insertedId: null,
  turnedDown: new Set<string>(),
}

test.each([
  ['nothing is known', {}, 'hidden'],
  ['a person must answer, whatever else is there', { isStopped: true, draft, isAsked: true }, 'stopped'],
  ['it was asked for', { isAsked: true }, 'preparing'],
  ['she has pressed for another one', { isAsked: true, isPressed: true, draft }, 'preparing'],
  ['another one was asked for by itself', { isAsked: true, draft }, 'ready'],
  ['it is there', { draft }, 'ready'],
  ['it is there without a network', { draft, online: false }, 'ready'],
  ['the buyer has written again', { draft: { ...draft, isOutdated: true, outdatedBy: 'BUYER_WROTE' } }, 'outdated'],
  ['it is there, and another would be written now', { draft: former }, 'ready'],
  ['it stands in the field', { draft, insertedId: 'd' }, 'inserted'],
  ['another one stands in the field', { draft, insertedId: 'e' }, 'ready'],
  ['it was turned down', { draft, turnedDown: new Set(['d']) }, 'hidden'],
  ['models are switched off', { isOff: true, isHidden: true, draft }, 'hidden'],
  ['models are switched off and somebody else waits for one', { isOff: true, isHidden: true, isAsked: true }, 'hidden'],
  ['models are switched off, and she asked for one all the same', { isOff: true, draft }, 'ready'],
  ['none came', { hasFailed: true }, 'failed'],
  ['it was called off', { isGivenUp: true }, 'hidden'],
  ['another one was called off', { isGivenUp: true, draft }, 'ready'],
  ['there is none and no network', { online: false }, 'offline'],
] as const)('when %s', (_, facts, panel) => {
  expect(draftPanelOf({ ...nothing, ...facts })).toBe(panel)
})

test.each([
  ['there is none', {}, true],
  ['it was written on other terms', { draft: former }, true],
  ['the card of the product came later', { draft: { ...draft, outdatedBy: 'CARD_CHANGED' } }, true],
  ['it stood in for a model in trouble', { draft: { ...draft, outdatedBy: 'STOOD_IN' } }, true],
  ['the buyer has written again', { draft: { ...draft, isOutdated: true, outdatedBy: 'BUYER_WROTE' } }, false],
  ['one of other terms stands in the field', { draft: former, insertedId: 'd' }, false],
  ['one of other terms was turned down', { draft: former, turnedDown: new Set(['d']) }, false],
  ['there is one', { draft }, false],
  ['models are switched off', { isOff: true }, false],
  ['a person must answer', { isStopped: true }, false],
  ['it is on its way', { isAsked: true }, false],
  ['none came', { hasFailed: true }, false],
  ['it was called off', { isGivenUp: true }, false],
  ['there is no network', { online: false }, false],
] as const)('whether a draft is asked for by itself when %s', (_, facts, isAsked) => {
  expect(comesUnasked({ ...nothing, ...facts })).toBe(isAsked)
})

test.each([
  ['a model wrote', { origin: 'MODEL', fallbackReason: null }, true, true],
  ['praise has many answers, without a model too', { origin: 'TEMPLATE', fallbackReason: null }, false, true],
  ['a model was in trouble', { origin: 'FALLBACK', fallbackReason: 'TIMEOUT' }, true, true],
  ['there is no model', { origin: 'FALLBACK', fallbackReason: 'NO_CREDENTIALS' }, false, false],
  ['the buyer has said nothing', { origin: 'FALLBACK', fallbackReason: 'NO_WORDS' }, true, false],
])('whether another text may come when %s', (_, of, hasModel, may) => {
  expect(mayVary(of, hasModel)).toBe(may)
})
