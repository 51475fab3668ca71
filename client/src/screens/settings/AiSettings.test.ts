// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useConnection } from '#stores/connection.ts'
import { type DraftSettings, useDraftSettings } from '#stores/draft-settings.ts'
import { useSession } from '#stores/session.ts'
import { ru } from '#texts/ru.ts'
import { hideToast, toasts } from '#ui/toasts.ts'
import AiSettings from './AiSettings.vue'

let asked: object[] = []
let answer: () => Promise<object>

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  answer = async () => ({ setDraftSettings: { __typename: 'NotFound' } })
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body).variables.input)
    return new Response(JSON.stringify({ data: await answer() }), { headers: { 'content-type': 'application/json' } })
  })
})

afterEach(() => {
  for (const { id } of [...toasts]) hideToast(id)
  vi.unstubAllGlobals()
})

test.each([
  ['a model writes', {}, 'Черновики пишет deepseek-chat (DeepSeek)'],
  ['models are switched off', { llmTrouble: 'DISABLED' }, 'Модель выключена'],
  ['there is no key', { llmTrouble: 'NO_CREDENTIALS' }, 'Модель не подключена: нет ключа DeepSeek'],
  [
    'the server was given no model of its own',
    { llmTrouble: 'UNKNOWN_PROVIDER', llmProvider: 'custom' },
    'на сервере не указан адрес своей модели',
  ],
  [
    'the server does not know the provider',
    { llmTrouble: 'UNKNOWN_PROVIDER', llmProvider: 'acme' },
    'поставщик «acme» этому серверу не знаком',
  ],
] as const)('when %s the screen says so', (_, change, words) => {
  expect(open(change).text()).toContain(words)
})

test('a switch that could not be kept goes back, and why is said', async () => {
  const screen = open()
  const [writing] = screen.findAll<HTMLInputElement>('[role="switch"]')

  await writing?.setValue(false)
  expect(writing?.element.checked).toBe(false)
  await flushPromises()

  expect(asked).toEqual([{ sellerId: 'seller', llmEnabled: false }])
  expect(writing?.element.checked).toBe(true)
  expect(toasts.at(-1)?.tone).toBe('error')
})

test('that a model tells what questions are about is off until it is switched on, and does nothing while models are off', async () => {
  const screen = open()
  const reading = screen.findAll<HTMLInputElement>('[role="switch"]').at(-1)
  expect(reading?.element.checked).toBe(false)

  await reading?.setValue(true)
  await flushPromises()

  expect(asked).toEqual([{ sellerId: 'seller', llmReadsQuestions: true }])
  expect(open({ llmEnabled: false }).text()).toContain('Сейчас не действует: модель выключена')
})

test.each(['NO_CREDENTIALS', 'UNKNOWN_PROVIDER'] as const)(
  'where no model can be used (%s) its switches promise nothing that only a model does, and can be pressed',
  async (llmTrouble) => {
    const screen = open({ llmTrouble })
    const { ahead, questions } = ru.aiSettings

    expect(screen.text()).toContain('Модель не подключена: заранее появятся готовые тексты')
    expect(screen.text()).toContain('Сейчас не действует: модель не подключена')
    for (const { helper } of [ahead, questions]) expect(screen.text()).not.toContain(helper)

    const reading = screen.findAll<HTMLInputElement>('[role="switch"]').at(-1)
    await reading?.setValue(true)
    expect(asked).toEqual([{ sellerId: 'seller', llmReadsQuestions: true }])
  },
)

test.each([
  ['who is no owner', () => ({ role: 'OPERATOR' }), 'Изменить может владелец кабинета'],
  [
    'who has no network',
    () => {
      useConnection().online = false
      return {}
    },
    'Изменить можно при наличии связи',
  ],
])('%s reads everything, changes nothing, and is told why', async (_, given, why) => {
  const screen = open({}, given())
  const [writing] = screen.findAll<HTMLInputElement>('[role="switch"]')
  expect(writing?.attributes('aria-disabled')).toBe('true')

  writing?.element.click()
  screen.find<HTMLInputElement>('input[value="FORMAL"]').element.click()
  await flushPromises()

  expect(writing?.element.checked).toBe(true)
  expect(screen.find<HTMLInputElement>('input[value="FORMAL"]').element.checked).toBe(false)
  expect(asked).toEqual([])
  expect(toasts.map(({ text }) => text)).toContain(why)
})

function open(change: Partial<DraftSettings> = {}, seller: object = {}) {
  useSession().viewer = { user: { id: 'me' }, sellers: [{ id: 'seller', role: 'OWNER', ...seller }] } as never
  const store = useDraftSettings()
  store.settings = {
    tone: 'FRIENDLY',
    preparesAhead: true,
    llmEnabled: true,
    llmReadsQuestions: false,
    llmProvider: 'deepseek',
    llmModel: 'deepseek-chat',
    keyMask: null,
    llmTrouble: null,
    llmProviders: ['deepseek', 'openai'],
    ...change,
  }
  store.state = 'ready'
  return mount(AiSettings, { global: { stubs: { RouterLink: RouterLinkStub } }, attachTo: document.body })
}
