import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { useTemplateRef } from 'vue'
import { useSwipe } from './swipe.ts'

test.each([
  ['left', { x: 200, y: 300 }, { x: 120, y: 310 }],
  ['right', { x: 100, y: 300 }, { x: 172, y: 300 }],
] as const)('a finger that moves far enough to the %s has swiped there', async (direction, from, to) => {
  const { swiped, drags } = open()

  await drags(from, to)

  expect(swiped.mock.calls).toEqual([[direction]])
})

test.each([
  ['not far enough', { x: 100, y: 300 }, { x: 171, y: 300 }, 'touch'],
  ['rather down than sideways', { x: 100, y: 300 }, { x: 200, y: 400 }, 'touch'],
  ['from the edge, which is the step back of the system', { x: 20, y: 300 }, { x: 200, y: 300 }, 'touch'],
  ['with a mouse, which selects text', { x: 100, y: 300 }, { x: 200, y: 300 }, 'mouse'],
] as const)('what moves %s is no swipe', async (_, from, to, pointerType) => {
  const { swiped, drags } = open()

  await drags(from, to, pointerType)

  expect(swiped).not.toHaveBeenCalled()
})

test('how far the finger is can be seen while it moves, and no longer', async () => {
  const { element, drags, finger } = open()

  await element.trigger('pointerdown', finger({ x: 100, y: 300 }))
  await element.trigger('pointermove', finger({ x: 140, y: 300 }))
  expect(element.text()).toBe('40')
  await drags({ x: 100, y: 300 }, { x: 200, y: 300 })

  expect(element.text()).toBe('0')
})

function open() {
  const swiped = vi.fn()
  const element = mount({
    setup: () => ({ moved: useSwipe(useTemplateRef<HTMLElement>('said'), swiped) }),
    template: '<p ref="said">{{ moved }}</p>',
  })
  const finger = ({ x, y }: { x: number; y: number }, pointerType = 'touch') => ({
    pointerType,
    isPrimary: true,
    clientX: x,
    clientY: y,
  })
  async function drags(from: { x: number; y: number }, to: { x: number; y: number }, pointerType = 'touch') {
    await element.trigger('pointerdown', finger(from, pointerType))
    await element.trigger('pointermove', finger(to, pointerType))
    await element.trigger('pointerup', finger(to, pointerType))
  }
  return { element, swiped, drags, finger }
}
