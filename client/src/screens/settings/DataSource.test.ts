import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { DiagnosticsQuery } from '#generated/graphql.ts'
import DataSource from './DataSource.vue'

type Props = {
  check: DiagnosticsQuery['sellers'][number]['contractCheck']
  surprises: DiagnosticsQuery['sellers'][number]['contractSurprises']
}

beforeEach(() => setActivePinia(createPinia()))

test('before the first night nothing is claimed of the answers', () => {
  const text = shown({ check: null, surprises: [] })

  expect(text).toContain('Проверка ответов WB проходит ночью, её ещё не было')
  expect(text).not.toContain('Проверено')
})

test('what broke is named; what is merely new is not among it', () => {
  const findings = [
    { severity: 'BREAKING' as const, call: 'feedbacks', path: 'data.feedbacks', what: 'is missing' },
    { severity: 'NEW' as const, call: 'feedbacks', path: 'data.mood', what: 'is not known' },
  ]
  const text = shown({ check: { at: '2026-02-11T03:00:00Z', state: 'BREAKING', findings }, surprises: [] })

  expect(text).toContain('WB изменил ответы: часть данных не читается')
  expect(text).toContain('feedbacks data.feedbacks')
  expect(text).not.toContain('data.mood')
})

test('an unknown field is told with how often it was met', () => {
  const surprise = { kind: 'FIELD' as const, name: 'mood', count: 1234, lastSeenAt: '2026-02-11T03:00:00Z' }
  const text = shown({ check: null, surprises: [{ ...surprise, channel: 'REVIEW' }] })

  expect(text.replaceAll('\u00a0', ' ')).toContain('встречалось раз: 1 234')
  expect(text).toContain('Незнакомое поле · Отзывы')
})

const shown = (props: Props) => mount(DataSource, { props }).text()
