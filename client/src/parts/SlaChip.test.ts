import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, onUpdated } from 'vue'

const start = new Date('2026-03-04T09:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ now: start })
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

test('a deadline counts down by itself: the list is not drawn again, nor a chip whose words stay', async () => {
  // The clock begins to tick when it is first read.
  const { default: SlaChip } = await import('./SlaChip.vue')
  const drawn = { list: 0, soon: 0, later: 0 }
  const chip = (name: 'soon' | 'later', minutes: number) =>
    h(SlaChip, {
      needsResponse: true,
      slaDueAt: new Date(start.getTime() + minutes * 60_000).toISOString(),
      onVnodeUpdated: () => {
        drawn[name] += 1
      },
    })
  const List = defineComponent({
    setup() {
      onUpdated(() => {
        drawn.list += 1
      })
      return () => h('ul', [chip('soon', 30), chip('later', 300)])
    },
  })
  const list = mount(List)
  expect(list.text()).toContain('Осталось 30')

  vi.advanceTimersByTime(90_000)
  await nextTick()

  expect(list.text()).toContain('Осталось 28')
  expect(drawn).toEqual({ list: 0, soon: 1, later: 0 })
})
