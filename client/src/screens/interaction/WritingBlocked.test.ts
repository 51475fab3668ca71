// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { ReplyBlock } from '#generated/graphql.ts'
import WritingBlocked from './WritingBlocked.vue'

test.each([
  ['NO_KEY', 'Сначала подключите Wildberries', 'Подключить', '/connect'],
  ['KEY_REJECTED', 'Wildberries не принимает ключ', 'Обновить ключ', '/settings/connections?renew'],
  ['NO_FEEDBACKS_ACCESS', 'Нет доступа к отзывам и вопросам', 'Обновить ключ', '/settings/connections?renew'],
  ['NO_CHAT_ACCESS', 'Нет доступа к чатам', 'Обновить ключ', '/settings/connections?renew'],
  ['READ_ONLY_KEY', 'Ключ WB только для чтения', 'Обновить ключ', '/settings/connections?renew'],
] as const)('%s says what is wrong and leads to the remedy', (reason, words, label, to) => {
  const notice = noticeOf(reason)
  const way = notice.findComponent(RouterLinkStub)

  expect(notice.text()).toContain(words)
  expect([way.text(), way.props('to')]).toEqual([label, to])
})

test('what no key can mend offers none', () => {
  expect(noticeOf('REMOVED').findComponent(RouterLinkStub).exists()).toBe(false)
})

const noticeOf = (reason: ReplyBlock) =>
  mount(WritingBlocked, { props: { reason, text: '' }, global: { stubs: { RouterLink: RouterLinkStub } } })
