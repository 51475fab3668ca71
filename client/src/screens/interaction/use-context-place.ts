import { computed, nextTick, onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useIsTablet } from '#ui/media.ts'

/** The conversation keeps 480 pixels, the context takes 320; with less it is a drawer (ui 3.1). */
const ROOM_PX = 800

/** Where the context of an item stands: beside the conversation, in a drawer over it, or on a phone on a page of its own. */
export function useContextPlace(id: string, pane: Readonly<Ref<HTMLElement | null>>) {
  const route = useRoute()
  const router = useRouter()
  const isTablet = useIsTablet()
  const isPinned = usePinned(pane)
  const isDrawerOpen = ref(false)
  const hasPageAddress = computed(() => route.name === 'context')
  /** Not computed: whoever asks is also told that the address changed while there is no page. */
  const isPage = () => hasPageAddress.value && !isTablet.value

  const itemAddress = () => ({ path: `/inbox/${encodeURIComponent(id)}`, query: route.query })
  const pageAddress = () => ({ path: `/inbox/${encodeURIComponent(id)}/context`, query: route.query })

  // Where there is room, the address of the page leads to the item with its context in sight.
  watch(
    () => hasPageAddress.value && isTablet.value,
    async (isElsewhere) => {
      if (!isElsewhere) return
      await router.replace(itemAddress())
      isDrawerOpen.value = !isPinned.value
    },
    { immediate: true },
  )

  function open() {
    if (!isTablet.value) void router.push(pageAddress())
    else if (isPinned.value) lookBeside()
    else isDrawerOpen.value = true
  }

  function lookBeside() {
    const beside = pane.value?.querySelector('aside')
    beside?.scrollTo({ top: 0 })
    beside?.querySelector('h2')?.focus()
  }

  /** Gives the conversation back; resolves when something can be done in it. */
  async function close() {
    isDrawerOpen.value = false
    if (!isPage()) return
    const item = router.resolve(itemAddress()).fullPath
    if (window.history.state?.back === item) await goneBack()
    else await router.replace(item)
    await nextTick()
  }

  function goneBack(): Promise<void> {
    return new Promise((resolve) => {
      const stop = router.afterEach(() => {
        stop()
        resolve()
      })
      router.back()
    })
  }

  return { isPinned, isDrawerOpen, isPage, pageAddress, open, close }
}

export type ContextPlace = ReturnType<typeof useContextPlace>

/** Whether there is room for the context beside the conversation. */
function usePinned(pane: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const pinned = ref(false)
  const measure = new ResizeObserver(([size]) => {
    pinned.value = (size?.contentRect.width ?? 0) >= ROOM_PX
  })
  onMounted(() => {
    if (!pane.value) return
    pinned.value = pane.value.clientWidth >= ROOM_PX
    measure.observe(pane.value)
  })
  onBeforeUnmount(() => measure.disconnect())
  return pinned
}
