import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { nextTick, useTemplateRef } from 'vue'
import { measureToastRoom, useToastRoom } from './toast-room.ts'

enableAutoUnmount(afterEach)
afterEach(() => void vi.restoreAllMocks())

test('toasts stand above the highest of what is at the bottom of the screen', async () => {
  await bar({ above: 56 })
  await bar({ above: 120 })

  measureToastRoom()

  expect(room()).toEqual({ bars: '120px', toasts: '120px' })
})

test('what lies over the page stands above its bars, and toasts above both', async () => {
  await bar({ above: 56 })
  await bar({ above: 130, place: 'over' })

  measureToastRoom()

  expect(room()).toEqual({ bars: '56px', toasts: '130px' })
})

test('a bar that is gone, or not drawn, takes no room', async () => {
  const low = await bar({ above: 56 })
  await bar({ above: 300, height: 0 })
  measureToastRoom()
  expect(room().toasts).toBe('56px')

  low.unmount()
  await nextTick()

  expect(room().toasts).toBe('0px')
})

async function bar({
  above,
  height = 56,
  place = 'page',
}: {
  above: number
  height?: number
  place?: 'page' | 'over'
}) {
  const wrapper = mount({
    setup() {
      const element = useTemplateRef<HTMLElement>('element')
      useToastRoom(() => element.value, place)
    },
    template: '<div ref="element" />',
  })
  const rect = { top: window.innerHeight - above, height } as DOMRect
  vi.spyOn(wrapper.element, 'getBoundingClientRect').mockReturnValue(rect)
  await nextTick()
  return wrapper
}

function room() {
  const { style } = document.documentElement
  return { bars: style.getPropertyValue('--bar-room'), toasts: style.getPropertyValue('--toast-room') }
}
