import { onBeforeUnmount, type Ref, ref, watch } from 'vue'
import { isTight } from '#domain/thread-room.ts'

type Parts = {
  card: Readonly<Ref<HTMLElement | null>>
  /** The place of the conversation, which takes what the others leave. */
  thread: Readonly<Ref<HTMLElement | null>>
  /** What the proposed text would take, open, and the element that tells when that changes. */
  draft: () => { needs: () => number; content: HTMLElement | null } | null
  /** Where the answer is written, and what that would take with a line over the field. */
  writing: () => { needs: () => number; element: HTMLElement | null } | null
}

/**
 * Whether the conversation would get too little room with everything open around it (ui 3.3), known before anything is drawn. While
 * somebody types, the growing text moves nothing but the conversation: it counts from the next change of something else.
 */
export function useThreadRoom({ card, thread, draft, writing }: Parts): Readonly<Ref<boolean>> {
  const tight = ref(false)
  const observer = new ResizeObserver(measure)
  watch(
    [card, thread, () => draft()?.content ?? null],
    (elements) => {
      observer.disconnect()
      for (const element of elements) if (element) observer.observe(element)
    },
    { flush: 'post', immediate: true },
  )
  onBeforeUnmount(() => observer.disconnect())

  function measure(changes: readonly ResizeObserverEntry[]) {
    if (isTyping() && changes.every(({ target }) => target === thread.value)) return
    if (!card.value || !thread.value) return
    const { top, height } = card.value.getBoundingClientRect()
    const above = thread.value.getBoundingClientRect().top - top
    const facts = {
      visible: visibleHeight(),
      card: height,
      above,
      draft: draft()?.needs() ?? 0,
      writing: writing()?.needs() ?? 0,
    }
    tight.value = isTight(facts)
  }

  const isTyping = () => writing()?.element?.contains(document.activeElement) ?? false

  return tight
}

/** iOS lays its keyboard over the page; whoever zooms in sees less of it, and it is as high as before. */
function visibleHeight(): number {
  const { innerHeight, visualViewport } = window
  return visualViewport ? Math.min(innerHeight, visualViewport.height * visualViewport.scale) : innerHeight
}
