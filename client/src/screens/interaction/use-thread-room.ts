import { onBeforeUnmount, type Ref, ref, watch } from 'vue'
import { type CardHeights, isTight, roomForText } from '#domain/thread-room.ts'

/** How high the field is, and what stands under it. */
export type TextHeights = { field: number; findings: number }

type Parts = {
  card: Readonly<Ref<HTMLElement | null>>
  /** The place of the conversation, which takes what the others leave. */
  thread: Readonly<Ref<HTMLElement | null>>
  /** What the proposed text would take, open, and the element that tells when that changes. */
  draft: () => { needs: () => number; least: () => number; content: HTMLElement | null } | null
  /** Where the answer is written, what that would take with a line over the field, and what the text and its findings take of it. */
  writing: () => { needs: () => number; text: () => TextHeights; element: HTMLElement | null } | null
}

/**
 * Whether the conversation would get too little room with everything open around it (ui 3.3), known before anything is drawn. While
 * somebody types, the growing text moves nothing but the conversation: it counts from the next change of something else. And the text
 * grows no further than leaves the conversation its share, which the styles are told in `--text-room` and `--findings-height`.
 */
export function useThreadRoom({ card, thread, draft, writing }: Parts): Readonly<Ref<boolean>> {
  const tight = ref(false)
  const observer = new ResizeObserver(measure)
  watch(
    [card, thread, () => draft()?.content ?? null, () => writing()?.element ?? null],
    (elements) => {
      observer.disconnect()
      for (const element of elements) if (element) observer.observe(element)
    },
    { flush: 'post', immediate: true },
  )
  onBeforeUnmount(() => observer.disconnect())

  function measure(changes: readonly ResizeObserverEntry[]) {
    if (!card.value || !thread.value) return
    const { top, height } = card.value.getBoundingClientRect()
    const above = thread.value.getBoundingClientRect().top - top + card.value.scrollTop
    const place = { visible: visibleHeight(), card: height, above }
    boundText(card.value, place)
    const byTyping = [thread.value, writing()?.element]
    if (isTyping() && changes.every(({ target }) => byTyping.some((one) => one === target))) return
    tight.value = isTight({ ...place, draft: draft()?.needs() ?? 0, writing: writing()?.needs() ?? 0 })
  }

  function boundText({ style }: HTMLElement, place: Pick<CardHeights, 'visible' | 'card' | 'above'>) {
    const { field, findings } = writing()?.text() ?? { field: 0, findings: 0 }
    const around = (writing()?.element?.getBoundingClientRect().height ?? 0) - field - findings
    style.setProperty('--text-room', `${roomForText({ ...place, draft: draft()?.least() ?? 0, writing: around })}px`)
    style.setProperty('--findings-height', `${findings}px`)
  }

  const isTyping = () => writing()?.element?.contains(document.activeElement) ?? false

  return tight
}

/** iOS lays its keyboard over the page; whoever zooms in sees less of it, and it is as high as before. */
function visibleHeight(): number {
  const { innerHeight, visualViewport } = window
  return visualViewport ? Math.min(innerHeight, visualViewport.height * visualViewport.scale) : innerHeight
}
