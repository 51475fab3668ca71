import { expect, test } from 'vitest'
import { draftPanelOf } from './draft-panel.ts'

const draft = { id: 'd', isOutdated: false, fallbackReason: null }
const nothing = {
  isStopped: false,
  draft: null,
  isAsked: false,
  hasFailed: false,
  online: true,
  insertedId: null,
  turnedDown: new Set<string>(),
}

test.each([
  ['nothing is known', {}, 'hidden'],
  ['a person must answer, whatever else is there', { isStopped: true, draft, isAsked: true }, 'stopped'],
  ['it was asked for', { isAsked: true }, 'preparing'],
  ['another one was asked for', { isAsked: true, draft }, 'preparing'],
  ['it is there', { draft }, 'ready'],
  ['it is there without a network', { draft, online: false }, 'ready'],
  ['the buyer has written again', { draft: { ...draft, isOutdated: true } }, 'outdated'],
  ['it stands in the field', { draft, insertedId: 'd' }, 'inserted'],
  ['another one stands in the field', { draft, insertedId: 'e' }, 'ready'],
  ['it was turned down', { draft, turnedDown: new Set(['d']) }, 'hidden'],
  ['models are switched off', { draft: { ...draft, fallbackReason: 'DISABLED' } }, 'hidden'],
  ['none came', { hasFailed: true }, 'failed'],
  ['there is none and no network', { online: false }, 'offline'],
] as const)('when %s', (_, facts, panel) => {
  expect(draftPanelOf({ ...nothing, ...facts })).toBe(panel)
})
