import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { ChatCandidateFragment, EscalationFieldsFragment } from '#generated/graphql.ts'
import ChatChoice from './ChatChoice.vue'
import ContinuedItems from './ContinuedItems.vue'
import EscalationNotice from './EscalationNotice.vue'

beforeEach(() => setActivePinia(createPinia()))

test('an item that waits for a chat says that only the buyer can write first, and offers to invite him', async () => {
  const notice = tell({ state: 'WAITING' })

  expect(notice.text()).toContain('Ждём чат покупателя')
  expect(notice.text()).toContain('Писать первым WB не разрешает')
  await press(notice, 'Вставить приглашение')
  await press(notice, 'Не ждать')

  expect(notice.emitted()).toMatchObject({ invite: [[]], withdraw: [[]] })
  expect(tell({ state: 'WAITING' }, false).text()).not.toContain('Вставить приглашение')
})

test('chats that may be the one are offered, and choosing stays with the operator', async () => {
  const notice = tell({ state: 'WAITING', candidates: [candidate] })

  await press(notice, 'Возможные чаты: 1')

  expect(notice.emitted()).toMatchObject({ choose: [[]] })
})

test('an item that goes on in a chat leads there, and can be untied', async () => {
  const notice = tell({ state: 'CONTINUED', chat: item('chat') })

  await press(notice, 'Перейти')
  await press(notice, 'Отвязать')

  expect(notice.text()).toContain('Продолжается в чате')
  expect(notice.emitted()).toMatchObject({ open: [['chat']], withdraw: [[]] })
})

test('waiting that is over says so, and can begin again', async () => {
  const notice = tell({ state: 'EXPIRED' })

  await press(notice, 'Ждать ещё')

  expect(notice.text()).toContain('Покупатель не написал в чат за 14 дней')
  expect(notice.emitted()).toMatchObject({ again: [[]] })
})

test('a chat shows what goes on in it; what may is a hint, to be confirmed', async () => {
  const items = mount(ContinuedItems, {
    props: {
      items: [
        { isCertain: true, interaction: item('sure') },
        { isCertain: false, interaction: item('guess') },
      ],
    },
  })
  const [sure, guess] = items.findAll('li')

  expect(sure?.text()).toContain('Продолжение отзыва')
  expect(guess?.text()).toContain('Возможно, продолжение отзыва')
  expect(guess?.text()).toContain('Только подсказка')
  await press(items, 'Это тот же покупатель')
  await press(items, 'Другой покупатель')
  await press(items, 'Отвязать')

  expect(items.emitted()).toMatchObject({ confirm: [['guess']], decline: [['guess']], withdraw: [['sure']] })
  expect(
    mount(ContinuedItems, { props: { items: [] } })
      .find('ul')
      .exists(),
  ).toBe(false)
})

test('candidates say why, however sure they are hints, and none of them may be the one', async () => {
  const choice = mount(ChatChoice, { props: { candidates: [candidate, { chat: item('late'), link: null }] } })

  expect(choice.text()).toContain('Только подсказка')
  expect(choice.text()).toContain('Надёжность: высокая · 95\u00a0% · Тот же товар, до 7 дней · Совпало имя')
  expect(choice.text()).toContain('Покупатель написал об этом товаре')
  await press(choice, 'Продолжить здесь')
  await press(choice, 'Ни один из них')

  expect(choice.emitted()).toMatchObject({ choose: [['chat']], none: [[]] })
})

function tell(escalation: Partial<EscalationFieldsFragment>, canWrite = true) {
  const waiting: EscalationFieldsFragment = { state: 'WAITING', waitsUntil: null, chat: null, candidates: [] }
  return mount(EscalationNotice, { props: { escalation: { ...waiting, ...escalation }, canWrite } })
}

async function press(wrapper: Pick<ReturnType<typeof mount>, 'findAll'>, label: string) {
  const button = wrapper.findAll('button').find((each) => each.text() === label)
  if (!button) throw new Error(`There is no button «${label}».`)
  await button.trigger('click')
}

const candidate: ChatCandidateFragment = {
  chat: item('chat'),
  link: { id: 'link', tier: 'HIGH', confidence: 0.95, signals: ['NM_ID_WITHIN_7D', 'NAME_MATCH'] },
}

function item(id: string) {
  return {
    id,
    channel: 'REVIEW' as const,
    occurredAt: '2026-03-04T09:00:00Z',
    displayStatus: 'WAITING' as const,
    answeringSince: null,
    rating: 2,
    preview: 'Порвался шов',
  }
}
