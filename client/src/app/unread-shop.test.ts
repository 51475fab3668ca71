// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { Client, fetchExchange } from '@urql/core'
import urql from '@urql/vue'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { client } from '#api/client.ts'
import type { LiveInteractionFragment, SellerFieldsFragment } from '#generated/graphql.ts'
import { forgetWritten } from '#offline/database.ts'
import AnalyticsScreen from '#screens/analytics/AnalyticsScreen.vue'
import HomeScreen from '#screens/home/HomeScreen.vue'
import InboxScreen from '#screens/inbox/InboxScreen.vue'
import SyncScreen from '#screens/sync/SyncScreen.vue'
import { useOutbox } from '#stores/outbox.ts'
import { useSession } from '#stores/session.ts'

// What the screens say of a shop of which nothing, or not everything, was read yet.

type ChannelSync = SellerFieldsFragment['sync']['channels'][number]

const finished =
  /Всё разобрано|Обращений пока нет|Срочных нет|Всё под контролем|Пока нет обработанных|пусто|Новых обращений нет/
let rows: LiveInteractionFragment[] = []

beforeEach(() => {
  setActivePinia(createPinia())
  rows = []
  client.value = new Client({ url: '/graphql', preferGetMethod: false, exchanges: [fetchExchange], fetch: answer })
})

afterEach(forgetWritten)

const waits: Partial<ChannelSync> = { status: 'WAITING', nextAt: inMinutes(12) }
const runs: Partial<ChannelSync> = { status: 'SYNCING', startedAt: inMinutes(-1) }
const read: Partial<ChannelSync> = { status: 'SUCCESS', lastSuccessAt: inMinutes(-1), ready: true }

test.each(['/inbox', '/inbox?f=urgent', '/inbox?f=waiting', '/inbox?f=processed', '/inbox?ch=review'])(
  'before the first reading %s waits and tells for when',
  async (address) => {
    const list = await shown(InboxScreen, address, waits)

    expect(list.text()).toContain('Ждём первые обращения…')
    expect(list.text()).toMatch(/Следующее обновление около \d\d:\d\d/)
    expect(list.text()).not.toMatch(finished)
  },
)

test('while the first reading goes on the list shows skeletons', async () => {
  const list = await shown(InboxScreen, '/inbox', runs)
  await new Promise((resolve) => setTimeout(resolve, 200))

  expect(list.find('.skeleton').exists()).toBe(true)
  expect(list.text()).not.toMatch(finished)
})

test('the home screen knows no zeros and calls nothing done before the first reading', async () => {
  const home = await shown(HomeScreen, '/home', waits)

  expect(home.text()).toContain('Ждём первые обращения…')
  expect(home.text()).not.toMatch(finished)
  expect(home.findAll('.tile .count').map((count) => count.text())).toEqual(['—', '—'])
})

test('analytics knows no zeros of a channel that was not read', async () => {
  const analytics = await shown(AnalyticsScreen, '/analytics', waits)

  expect(analytics.findAll('.number').map((figure) => figure.text())).toEqual(Array(9).fill('—'))
})

test('nobody is promised messages before there are any, and nobody is kept', async () => {
  const sync = await shown(SyncScreen, '/sync', waits)

  expect(sync.text()).not.toContain('Перейти к сообщениям')
  expect(sync.find('[aria-disabled="true"]').text()).toBe('Ждём первые обращения…')
  expect(sync.findAll('button').map((button) => button.text())).toContain('К сообщениям')
})

test('a shop that was read and has nothing is told so, with its zeros', async () => {
  expect((await shown(InboxScreen, '/inbox', read)).text()).toContain('Обращений пока нет')
  expect((await shown(InboxScreen, '/inbox?f=urgent', read)).text()).toContain('Срочных нет')

  const home = await shown(HomeScreen, '/home', read)
  expect(home.text()).toContain('Всё разобрано')
  expect(home.findAll('.tile .count').map((count) => count.text())).toEqual(['0', '0'])
  expect((await shown(AnalyticsScreen, '/analytics', read)).findAll('.number')[0]?.text()).toBe('0')
})

test('a row of the home screen tells that its answer waits on the device, and is not the first to be answered', async () => {
  rows = [review('a'), review('b')]
  const home = await shown(HomeScreen, '/home', read)
  expect(home.find('a[href="/inbox/a"].button').exists()).toBe(true)

  await useOutbox().send({ interactionId: 'a', channel: 'REVIEW', text: 'Спасибо' })
  await flushPromises()

  expect(home.find('a[href="/inbox/a"].row').text()).toContain('Ожидает отправки')
  expect(home.find('a[href="/inbox/b"].button').exists()).toBe(true)
})

async function shown(screen: Component, address: string, channels: Partial<ChannelSync>) {
  const session = useSession()
  session.viewer = { user: { id: 'me', name: 'Анна', email: '' }, sellers: [seller(channels)] } as never
  session.state = 'signed_in'
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
  })
  await router.push(address)
  const mounted = mount(screen, { global: { plugins: [router, [urql, client]] } })
  for (let turn = 0; turn < 5; turn += 1) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return mounted
}

async function answer(): Promise<Response> {
  const counts = { all: 0, reviews: 0, questions: 0, chats: 0, urgent: 0, needsResponse: 0, processed: 0 }
  const page = {
    totalCount: rows.length,
    edges: rows.map((node) => ({ node })),
    pageInfo: { hasNextPage: false, endCursor: null },
    counts,
  }
  const viewer = useSession().viewer
  const sellers = [{ id: 'shop', opsAlerts: [], lostReplies: [], waitingReplies: [] }]
  const data = { viewer, sellers, interactions: page, urgent: page, waiting: page, processed: page }
  return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
}

function seller(facts: Partial<ChannelSync>): SellerFieldsFragment {
  const names = ['REVIEW', 'QUESTION', 'CHAT'] as const
  return {
    id: 'shop',
    connection: {
      tokenType: 'BASE',
      state: 'ACCEPTED',
      expiresAt: null,
      channels: names.map((channel) => ({ channel, access: 'GRANTED', intervalSeconds: 3600 })),
    },
    sync: {
      status: 'IDLE',
      problem: null,
      lastSuccessAt: facts.lastSuccessAt ?? null,
      channels: names.map((channel) => ({
        channel,
        status: 'IDLE',
        problem: null,
        startedAt: null,
        heartbeatAt: null,
        lastSuccessAt: null,
        nextAt: null,
        closedUntil: null,
        loaded: 0,
        expected: null,
        backfill: null,
        ready: false,
        ...facts,
      })),
    },
  } as unknown as SellerFieldsFragment
}

function review(id: string): LiveInteractionFragment {
  return {
    id,
    channel: 'REVIEW',
    status: 'OPEN',
    displayStatus: 'WAITING',
    needsResponse: true,
    needsEscalation: false,
    isAutoResponse: false,
    priority: 'HIGH',
    source: 'WB_API',
    wbSyncState: 'NONE',
    lastReply: null,
    photoCount: 0,
    rating: 2,
    customerName: 'Мария',
    product: null,
    preview: 'Протекает крышка',
    previewIsOurs: false,
    slaDueAt: null,
    occurredAt: inMinutes(-60),
  } as unknown as LiveInteractionFragment
}

function inMinutes(n: number): string {
  return new Date(Date.now() + n * 60_000).toISOString()
}
