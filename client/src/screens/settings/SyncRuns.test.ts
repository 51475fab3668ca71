import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { SyncRunFieldsFragment } from '#generated/graphql.ts'
import SyncRuns from './SyncRuns.vue'

type Run = SyncRunFieldsFragment['edges'][number]['node']

beforeEach(() => setActivePinia(createPinia()))

test('a good look tells what it brought, and no zeros', () => {
  const text = shown(run({ fetched: 120, created: 3 }))

  expect(text).toContain('Без ошибок')
  expect(text).toContain('получено: 120, новых: 3')
  expect(text).not.toContain('известных')
})

test('a failed look says why in words and gives the number for the support of WB', () => {
  const failed = shown(run({ outcome: 'ERROR', problem: 'MARKETPLACE', requestId: '9d3c02cc698f8b04' }))

  expect(failed).toContain('Wildberries отвечает с ошибкой')
  expect(failed).toContain('9d3c02cc698f8b04')
  expect(failed).toContain('Скопировать номер')
})

test('without a number there is nothing to copy', () => {
  expect(shown(run({ outcome: 'ERROR', problem: 'NETWORK' }))).not.toContain('Скопировать')
})

test('a look that the budget cut short is no error', () => {
  const text = shown(run({ outcome: 'UNFINISHED', rateLimited: 1 }))

  expect(text).toContain('WB ограничил частоту запросов, продолжит следующее обновление')
  expect(text).not.toContain('ошибк')
})

test('before the first look the list says so', () => {
  expect(mount(SyncRuns, { props: { channel: 'CHAT', runs: [] } }).text()).toContain('Обновлений ещё не было')
})

const shown = (one: Run) => mount(SyncRuns, { props: { channel: 'REVIEW', runs: [one] } }).text()

function run(traits: Partial<Run>): Run {
  return {
    __typename: 'SyncRun',
    id: 'run',
    mode: 'BACKGROUND',
    outcome: 'SUCCESS',
    startedAt: '2026-02-11T12:00:00Z',
    durationMs: 900,
    problem: null,
    requestId: null,
    fetched: 0,
    created: 0,
    updated: 0,
    errors: 0,
    rateLimited: 0,
    ...traits,
  } as Run
}
