// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import SelectableRow from './SelectableRow.vue'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a long press of a finger begins the selection, and the release after it opens nothing', async () => {
  const { row, opened } = rowThat({})

  await row.trigger('pointerdown', { pointerType: 'touch', clientX: 5, clientY: 5 })
  vi.advanceTimersByTime(449)
  expect(row.emitted('hold')).toBeUndefined()
  vi.advanceTimersByTime(1)
  expect(row.emitted('hold')).toHaveLength(1)

  await row.trigger('pointerup')
  await row.find('a').trigger('click')
  expect(opened).not.toHaveBeenCalled()
  expect(row.emitted('toggle')).toBeUndefined()
})

test('a finger that scrolls chooses nothing', async () => {
  const { row } = rowThat({})

  await row.trigger('pointerdown', { pointerType: 'touch', clientX: 5, clientY: 5 })
  await row.trigger('pointermove', { clientX: 5, clientY: 40 })
  vi.advanceTimersByTime(1_000)

  expect(row.emitted('hold')).toBeUndefined()
})

test('a short press opens the item; while items are chosen it chooses instead', async () => {
  const plain = rowThat({})
  await plain.row.find('a').trigger('click')
  expect(plain.opened).toHaveBeenCalledOnce()

  const { row, opened } = rowThat({ selecting: true })
  await row.find('a').trigger('click', { shiftKey: true })
  expect(opened).not.toHaveBeenCalled()
  expect(row.emitted('toggle')).toEqual([[true]])
})

test('the box names its item and shows what is chosen, also when there was no room for it', async () => {
  const { row } = rowThat({ selecting: true })
  const box = row.find('input')
  expect(box.attributes('aria-label')).toBe('Выбрать: Марина')

  await box.setValue(true)

  expect(row.emitted('toggle')).toHaveLength(1)
  await vi.waitFor(() => expect(box.element.checked).toBe(false))
})

function rowThat(props: { selecting?: boolean; chosen?: boolean }) {
  const opened = vi.fn((event: Event) => event.preventDefault())
  const row = mount(SelectableRow, {
    props: { name: 'Марина', selecting: false, chosen: false, ...props },
    slots: { default: '<a href="/inbox/1">Марина</a>' },
    attachTo: document.body,
  })
  row.find('a').element.addEventListener('click', opened)
  return { row, opened }
}
