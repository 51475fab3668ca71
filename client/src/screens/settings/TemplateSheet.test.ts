import 'fake-indexeddb/auto'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useSession } from '#stores/session.ts'
import TemplateSheet from './TemplateSheet.vue'

let sheet: VueWrapper | undefined
let refusal: object

beforeEach(() => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me' }, sellers: [{ id: 'seller' }] } as never
  vi.stubGlobal('fetch', async () => {
    const data = { createTemplate: refusal }
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } })
  })
})

afterEach(() => {
  sheet?.unmount()
  vi.unstubAllGlobals()
})

test.each([
  ['a title', { __typename: 'BadInput', field: 'title' }, 'Название — от 1 до 80 знаков'],
  ['a shortcut', { __typename: 'BadInput', field: 'shortcut' }, 'Команда — одно слово из букв и цифр'],
  [
    'a shortcut of another template',
    { __typename: 'Conflict', conflict: 'SHORTCUT_TAKEN' },
    'Такая команда уже есть у другого шаблона',
  ],
  ['a text', { __typename: 'BadInput', field: 'text' }, 'Проверьте текст: он не пуст и в нём нет других переменных'],
])('%s that is not taken: it is said beside its field, and the focus is there', async (_, no, words) => {
  const { save } = await open(no)

  await save()

  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true'))
  const described = document.activeElement?.getAttribute('aria-describedby')?.split(' ')[0] ?? ''
  expect(document.getElementById(described)?.textContent?.trim()).toBe(words)
})

test('what is wrong with the whole gets the focus itself, and is over when something is changed', async () => {
  const { save } = await open({ __typename: 'BadInput', field: 'sellerId' })

  await save()
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Шаблонов уже 200. Удалите лишние'))
  await sheet?.get('textarea').setValue('Спасибо!')

  expect(sheet?.find('[role="alert"]').exists()).toBe(false)
})

async function open(no: object) {
  refusal = no
  const wrapper = mount(TemplateSheet, { props: { template: null, open: false }, attachTo: document.body })
  sheet = wrapper
  await wrapper.setProps({ open: true })
  return { save: async () => await wrapper.get('form').trigger('submit') }
}
