import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import { hasReadyDraft } from '#domain/draft-panel.ts'
import { noOrigin, type Refused, type TextOrigin } from '#domain/outbox-item.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useReviewQueue } from '#stores/review-queue.ts'
import { useSession } from '#stores/session.ts'

/** The text of one item of the queue: what was approved or typed, else the draft that is ready (ui 7.8). */
export function useQueueText(item: LiveInteractionFragment, draftOf: () => LiveInteractionFragment['draft']) {
  const drafts = useDrafts()
  const queue = useReviewQueue()
  /** Whose words they are. */
  const writer = useSession().viewer?.user.id ?? ''

  const text = ref('')
  const caret = ref(0)
  const origin = shallowRef<TextOrigin>(noOrigin)
  /** Why the text is back: what the server found in it, this device may not know to find. */
  const refused = shallowRef<Refused | null>(null)
  /** The draft as it was put in: the next one takes its place only if she has asked for it and has not changed a word. */
  const putIn = ref('')
  const isAwaited = ref(false)
  const isRead = ref(false)

  /** Words that she may be reading are not exchanged under her eyes. */
  const mayBeReplaced = computed(() => text.value === '' || (isAwaited.value && text.value === putIn.value))
  const ready = computed(() => {
    const draft = draftOf()
    return draft && hasReadyDraft({ draft }) ? draft : null
  })

  onMounted(async () => {
    const typed = await drafts.find(item.id)
    const decision = queue.decisions.get(item.id)
    if (text.value !== '') return
    if (decision?.kind === 'approved') {
      put(decision.text, { templateId: decision.templateId, draftId: decision.draftId ?? null })
    } else if (typed) {
      put(typed.text, { templateId: typed.templateId ?? null, draftId: typed.draftId ?? null })
      refused.value = typed.refused
    }
    isRead.value = true
  })
  watch(
    () => (isRead.value ? ready.value?.id : undefined),
    (id) => id !== undefined && mayBeReplaced.value && putDraft(),
  )

  function put(words: string, from: TextOrigin) {
    text.value = words
    caret.value = words.length
    origin.value = from
  }

  /** Nothing of it is kept as typed: the draft is on the device already. */
  function putDraft() {
    if (!ready.value) return
    isAwaited.value = false
    putIn.value = ready.value.text
    put(ready.value.text, { templateId: null, draftId: ready.value.id })
  }

  function type(typed: string, at: number, from: Partial<TextOrigin> = {}) {
    text.value = typed
    caret.value = at
    origin.value = typed.trim() === '' ? noOrigin : { ...origin.value, ...from }
    const written = { text: text.value, caret: caret.value, refused: refused.value, ...origin.value }
    void drafts.keep({ interactionId: item.id, ...written }, writer)
  }

  /** Another draft was asked for. */
  function awaitDraft() {
    isAwaited.value = true
  }

  return { text, caret, origin, refused, ready, type, putDraft, awaitDraft }
}
