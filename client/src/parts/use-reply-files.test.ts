// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ref } from 'vue'
import type { OutboxFile } from '#domain/outbox-item.ts'
import { forgetWritten } from '#offline/database.ts'
import { useSession } from '#stores/session.ts'
import { useReplyFiles } from './use-reply-files.ts'

beforeEach(() => {
  setActivePinia(createPinia())
  useSession().viewer = { user: { id: 'me', name: '', email: '' }, sellers: [] } as never
})

afterEach(forgetWritten)

test('each file that is not taken has its line, and an empty one is called so', async () => {
  const { files, troubles, add } = chosen()

  await add([
    file('схема.pdf', '%PDF-1.7'),
    file('страница.png', '<html>'),
    file('фото.png', ''),
    file('план.doc', 'план'),
  ])

  expect(files.value.map(({ name }) => name)).toEqual(['схема.pdf'])
  expect(troubles.value).toEqual([
    'страница.png: WB принимает только JPEG, PNG и PDF',
    'фото.png: Файл пустой',
    'план.doc: WB принимает только JPEG, PNG и PDF',
  ])
})

test('the lines go when files are chosen again', async () => {
  const { troubles, add } = chosen()
  await add([file('фото.png', '')])

  await add([file('схема.pdf', '%PDF-1.7')])

  expect(troubles.value).toEqual([])
})

function chosen() {
  const files = ref<readonly OutboxFile[]>([])
  return { files, ...useReplyFiles(files, (now) => (files.value = now)) }
}

const file = (name: string, contents: string) => new File([contents], name)
