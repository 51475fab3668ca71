// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { client } from '#api/client.ts'
import type { ServerReplyFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import { useConnection } from '#stores/connection.ts'
import { useOutbox } from '#stores/outbox.ts'
import { useServerReplies } from '#stores/server-replies.ts'
import { useSession } from '#stores/session.ts'
import OutboxScreen from './OutboxScreen.vue'

let lost: ServerReplyFragment[] = []
let waiting: ServerReplyFragment[] = []

beforeEach(() => {
  setActivePinia(createPinia())
  lost = []
  waiting = []
  client.value = fakeClient() as unknown as typeof client.value
  const session = useSession()
  session.viewer = { user: { id: 'me', name: '', email: '' }, sellers: [{ id: 'shop' }] } as never
  session.state = 'signed_in'
})

afterEach(forgetWritten)

test('what failed and what waits on the server stands in its group, with its state in words', async () => {
  lost = [reply('FAILED', { text: 'Учтём про карман', failure: 'INVALID' })]
  waiting = [reply('RETRY_WAIT', { text: 'Сейчас пришлём', nextAt: inSeconds(40) }), reply('UNKNOWN')]
  const screen = await shown()

  expect(groupsOf(screen)).toEqual(['Не отправлены', 'Отправляются', 'Ожидают отправки'])
  expect(screen.text()).toContain('Учтём про карман')
  expect(screen.text()).toMatch(/Не отправлено.*WB не принял текст ответа/)
  expect(screen.text()).toContain('Нет связи с WB')
  expect(screen.text()).toContain('Проверяем отправку')
  expect(screen.text()).not.toContain('Все ответы отправлены')
})

test('what another answer overtook says who gave that one and when, and leads to both', async () => {
  const overtakenBy = {
    id: 'm',
    source: 'AGENTIQ',
    sentAt: inSeconds(0),
    reply: { author: { id: 'o', name: 'Ольга' } },
  }
  lost = [reply('ANSWERED_ELSEWHERE', { overtakenBy } as never)]
  const screen = await shown()

  expect(screen.get('li').text()).toMatch(/На это обращение уже ответили· написано: \d\d:\d\dОльга, \d\d:\d\d/)
  await screen
    .findAll('li button')
    .find((button) => button.text() === 'Посмотреть')
    ?.trigger('click')
  await flushPromises()
  expect(screen.vm.$router.currentRoute.value.path).toBe('/inbox/i')
})

test('nobody is said to have written a rejection that another answer overtook, or to have written what failed', async () => {
  const overtakenBy = { id: 'm', source: 'WB_CABINET', sentAt: inSeconds(0), reply: null }
  const rejection = { kind: 'REJECTION', text: 'Вопрос отклонён продавцом' } as const
  lost = [
    reply('ANSWERED_ELSEWHERE', { ...rejection, overtakenBy } as never),
    reply('FAILED', { ...rejection, failure: 'INVALID' }),
  ]
  const [overtaken, failed] = (await shown()).findAll('li').map((row) => row.text())

  expect(overtaken).toMatch(/Отклонить вопрос.*· попытка: \d\d:\d\dв кабинете WB/)
  expect(overtaken).not.toContain('написано')
  expect(failed).toMatch(/Отклонить вопрос.*Вопрос не отклонён.*WB не принял отклонение/)
})

test('who removes a rejection from the device is asked about that, not about a text', async () => {
  useConnection().online = false
  await useOutbox().send({ interactionId: 'i', channel: 'QUESTION', kind: 'rejection', text: 'Отклонить вопрос' })
  const screen = await shown()
  await screen
    .findAll('li button')
    .find((button) => button.text() === 'Удалить')
    ?.trigger('click')

  expect(screen.get('dialog').text()).toContain('Удалить отклонение?')
  expect(screen.get('dialog').text()).not.toMatch(/ответ|Текст/)
})

test('so does what the server refused because there was an answer already', async () => {
  client.value = { ...fakeClient(), mutation: () => ({ toPromise: async () => ({ data: refusal }) }) } as never
  const outbox = useOutbox()
  outbox.start()
  await outbox.send({ interactionId: 'i', channel: 'CHAT', text: 'Да, подойдёт', customerName: 'Мария' })
  await expect.poll(() => outbox.refused.length).toBe(1)
  const screen = await shown()

  expect(screen.get('li').text()).toMatch(/На это обращение уже ответили.*в кабинете WB, \d\d:\d\d/)
  expect(screen.findAll('li button').map((button) => button.text())).toEqual([
    'Посмотреть',
    'Отправить всё равно',
    'Удалить',
  ])
})

const refusal = { sendReply: { __typename: 'Conflict', reason: 'ALREADY_ANSWERED' } }

test('everything is sent only when the server has said so', async () => {
  expect((await shown()).text()).toContain('Все ответы отправлены')

  useConnection().online = false
  const offline = await shown()
  expect(offline.text()).not.toContain('Все ответы отправлены')
  expect(offline.text()).toContain('Показано то, что знает это устройство')
})

test('what this device knows is told with its state, and can be sent at once from the header', async () => {
  useConnection().online = false
  await useOutbox().send({ interactionId: 'i', channel: 'REVIEW', text: 'Спасибо', customerName: 'Мария' })
  const screen = await shown()

  expect(screen.find('header').text()).toContain('Отправить сейчас')
  expect(screen.text()).toMatch(/Ожидает отправки.*Отправим, когда появится связь/)
  expect(screen.findAll('li button').map((button) => button.text())).toEqual(['Изменить', 'Удалить'])

  useSession().state = 'expired'
  await flushPromises()
  expect(screen.text()).toContain('Ждёт входа')
})

test('what is sent in the place of a lost reply is not lost any more', async () => {
  lost = [reply('FAILED')]
  const server = useServerReplies()
  await server.refresh()
  expect(server.lost).toHaveLength(1)

  useConnection().online = false
  await useOutbox().replace('FAILED', { interactionId: 'i', channel: 'REVIEW', text: 'Спасибо' })
  expect(server.lost).toEqual([])
})

async function shown() {
  await useServerReplies().refresh()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: OutboxScreen }],
  })
  const screen = mount(OutboxScreen, { global: { plugins: [router] } })
  await flushPromises()
  return screen
}

const groupsOf = (screen: Awaited<ReturnType<typeof shown>>) => screen.findAll('h2').map((title) => title.text())

const inSeconds = (n: number) => new Date(Date.now() + 1000 * n).toISOString()

function reply(state: ServerReplyFragment['state'], facts: Partial<ServerReplyFragment> = {}): ServerReplyFragment {
  return {
    ...{ id: state, key: state, text: 'Спасибо', files: [], lostFileCount: 0, kind: 'ANSWER', state, failure: null },
    ...{ cancellableUntil: null, nextAt: null, knownBy: null, attempts: 1, createdAt: inSeconds(0), sentAt: null },
    ...{ acceptedAt: null, moderatedAt: null, confirmedAt: null, failedAt: null, dismissedAt: null },
    interaction: {
      ...{ id: 'i', channel: 'REVIEW', status: 'OPEN', needsResponse: true, priority: 'LOW', slaDueAt: null },
      ...{ wbSyncState: 'NONE', replyBlocked: null, editBlocked: 'NO_ANSWER', customerName: 'Мария', product: null },
    },
    ...facts,
  } as ServerReplyFragment
}

function fakeClient() {
  const answer = { author: 'SELLER', source: 'WB_CABINET', sentAt: inSeconds(0), reply: null }
  const data = () => ({
    sellers: [{ id: 'shop', lostReplies: lost, waitingReplies: waiting }],
    interaction: { messages: [answer] },
  })
  return { query: () => ({ toPromise: async () => ({ data: data() }) }) }
}
