// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import MetaStrip from './MetaStrip.vue'

const MINUTE = 60_000

test('the reason beside the deadline says the same as the deadline', () => {
  expect(stripOf({ priorityReason: 'SLA_NEAR_BREACH', slaDueAt: inMinutes(20) })).toContain(
    'Срочно: срок скоро истечёт',
  )

  const late = stripOf({ priorityReason: 'SLA_NEAR_BREACH', slaDueAt: inMinutes(-20) })
  expect(late).toContain('Просрочено')
  expect(late).toContain('Срочно: срок вышел')
})

test('a topic that says nothing leaves the priority alone', () => {
  const strip = stripOf({ priority: 'NORMAL', priorityReason: 'INTENT', intent: 'OTHER' })

  expect(strip).toContain('Обычный')
  expect(strip).not.toContain('Обычный:')
})

test('a press on the priority says why: topic, tone, rule, deadline and the target of the rules', async () => {
  const strip = mountStrip({
    priorityReason: 'AGED_8H',
    intent: 'SIZING_FIT',
    sentiment: 'NEUTRAL',
    slaTargetMinutes: 240,
    slaDueAt: inMinutes(-23.5),
  })
  const why = strip.get('button')
  expect(why.attributes('aria-label')).toBe('Срочно: ждёт больше 8 часов. Почему такой приоритет')
  await why.trigger('click')

  const facts = strip.findAll('dialog dl > div').map((fact) => fact.findAll('dt, dd').map((part) => part.text()))
  expect(facts).toEqual([
    ['Тема', 'Размер и посадка'],
    ['Тональность', 'Нейтральная'],
    ['Приоритет', 'Срочно'],
    ['Почему', 'Ждёт больше 8 часов'],
    ['Срок ответа', 'Просрочено 23\u00a0мин · по правилам 4\u00a0ч'],
  ])
  const change = strip.findAll('dialog button').find((button) => button.text() === 'Изменить приоритет')
  await change?.trigger('click')
  expect(strip.emitted()).toHaveProperty('prioritise')
})

test('what nobody waits for has no priority to ask about', () => {
  expect(mountStrip({ needsResponse: false }).find('button').exists()).toBe(false)
})

test('a question is called rejected once WB has hidden it, not while the rejection is on its way', () => {
  const rejected = { needsResponse: false, slaDueAt: null, closeReason: 'REJECTED' as const }
  const onItsWay = (state: 'UNKNOWN' | 'ACCEPTED') =>
    stripOf({ ...rejected, displayStatus: 'PENDING', lastReply: { state } as LiveInteractionFragment['lastReply'] })

  expect(onItsWay('UNKNOWN')).not.toMatch(/отклонён|Отправлено/)
  expect(onItsWay('ACCEPTED')).toContain('Отправлено, ждём WB')
  expect(stripOf({ ...rejected, displayStatus: 'CLOSED' })).toContain('Вопрос отклонён')
})

test('of a rejection that failed it is said that the question is not rejected', () => {
  const failed = (kind: 'ANSWER' | 'REJECTION') =>
    stripOf({ displayStatus: 'FAILED', lastReply: { kind } as LiveInteractionFragment['lastReply'] })

  expect(failed('REJECTION')).toContain('Вопрос не отклонён')
  expect(failed('ANSWER')).toContain('Не отправлено')
})

const inMinutes = (n: number) => new Date(Date.now() + n * MINUTE).toISOString()

const stripOf = (facts: Partial<LiveInteractionFragment>) => mountStrip(facts).text()

function mountStrip(facts: Partial<LiveInteractionFragment>) {
  const interaction = {
    channel: 'QUESTION',
    needsResponse: true,
    priority: 'URGENT',
    intent: null,
    sentiment: null,
    slaTargetMinutes: null,
    escalationReason: null,
    closeReason: null,
    displayStatus: 'WAITING',
    slaDueAt: inMinutes(120),
    source: 'WB_API',
    lastReply: null,
    ...facts,
  } as LiveInteractionFragment
  return mount(MetaStrip, { props: { interaction }, global: { plugins: [createPinia()] } })
}
