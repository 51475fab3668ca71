// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue'
import type { Answered } from '#stores/reply-rules.ts'
import { useFindings } from './use-findings.ts'

test("a text is judged by the buyer's words as soon as they are here, and by what they turn out to mean", async () => {
  const { item, look, categories } = writing('Оформите возврат через личный кабинет WB')
  look()
  expect(categories()).toEqual([])

  item.value = { ...item.value, text: 'Хороший товар' }
  await nextTick()
  expect(categories()).toEqual(['unsolicited_return'])

  item.value = { ...item.value, intent: 'DEFECT_NOT_WORKING' }
  await nextTick()
  expect(categories()).toEqual([])
})

test('news of the item do not take away what was said of an empty field', async () => {
  const { item, checkToSend, categories } = writing('')
  expect(checkToSend()).toEqual({ mayGo: false, isEmpty: true })

  item.value = { ...item.value }
  await nextTick()

  expect(categories()).toEqual(['empty'])
})

/** Somebody writes to a review of which only the row of the list is known yet. */
function writing(words: string) {
  setActivePinia(createPinia())
  const item = shallowRef<Answered>({ id: 'review', channel: 'REVIEW', intent: null })
  let used: ReturnType<typeof useFindings> | undefined
  mount(
    defineComponent({
      setup() {
        used = useFindings(ref(words), ref(null), () => item.value)
        return () => h('i')
      },
    }),
  )
  if (!used) throw new Error('It was not mounted')

  const { findings, look, checkToSend } = used
  return { item, look, checkToSend, categories: () => findings.value.map(({ category }) => category) }
}
