import { computed, ref, watch } from 'vue'
import type { TextOrigin } from '#domain/outbox-item.ts'
import { ru } from '#texts/ru.ts'
import { hideToast, showToast } from '#ui/toasts.ts'

/** The field of an answer, as far as somebody may put words into it. */
type Field = {
  written: () => string
  write: (text: string, from?: Partial<TextOrigin>) => void
  focus: () => void
}

/** A text for the field, whether it may have been said to somebody else, and which proposed text it is. */
export type Offer = { text: string; isDoubtful: boolean; draftId?: string }

/** Puts words into the field; where something stands there already it asks first. */
export function useFill(field: () => Field | null) {
  const offered = ref<Offer | null>(null)
  const asking = computed({ get: () => offered.value !== null, set: () => (offered.value = null) })

  function offer(what: Offer) {
    if (field()?.written().trim() === '') put(what, what.text)
    else offered.value = what
  }

  function replace() {
    if (offered.value) put(offered.value, offered.value.text)
  }

  function append() {
    if (offered.value) put(offered.value, `${field()?.written().trimEnd()}\n${offered.value.text}`)
  }

  function put({ isDoubtful, draftId }: Offer, text: string) {
    offered.value = null
    const place = field()
    if (!place) return
    const before = place.written()
    place.write(text, draftId === undefined ? {} : { draftId })
    place.focus()
    const toast = showToast({
      text: isDoubtful ? ru.context.fill.doubtful : ru.context.fill.done,
      action: { label: ru.frame.cancel, run: () => field()?.write(before) },
    })
    // Once they are sent or changed, or another item is open, there is nothing here to be taken back.
    const stop = watch(
      () => field()?.written(),
      (words) => {
        if (words === text) return
        stop()
        hideToast(toast)
      },
    )
  }

  return { asking, offer, replace, append }
}
