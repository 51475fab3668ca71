import { mustStop } from '@agentiq/server/rules'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { cancelDraft, generateDraft, showDraft } from '#api/generate-draft.ts'
import { onInboxEvent } from '#api/live.ts'
import { draftPanelOf } from '#domain/draft-panel.ts'
import type { InteractionDetailFragment } from '#generated/graphql.ts'
import { useConnection } from '#stores/connection.ts'

/** What was turned down stays away until another draft is written. */
const turnedDown = shallowRef<ReadonlySet<string>>(new Set())

const LONG_MS = 8_000

/** The draft of the open item: asked for when there is none, told when it was seen. */
export function useDraftPanel(interaction: () => InteractionDetailFragment) {
  const connection = useConnection()
  const insertedId = ref<string | null>(null)
  /** It was asked for here, and the server has not said so yet. */
  const asking = ref(false)
  const hasFailed = ref(false)
  const takesLong = ref(false)
  let patience: ReturnType<typeof setTimeout> | undefined

  const draft = computed(() => interaction().draft ?? null)
  const isStopped = computed(() => {
    const reason = interaction().escalationReason
    return reason !== null && mustStop(reason.toLowerCase() as Parameters<typeof mustStop>[0])
  })
  const isAsked = computed(() => asking.value || interaction().draftAskedAt !== null)
  const panel = computed(() =>
    draftPanelOf({
      isStopped: isStopped.value,
      draft: draft.value,
      isAsked: isAsked.value,
      hasFailed: hasFailed.value,
      online: connection.online,
      insertedId: insertedId.value,
      turnedDown: turnedDown.value,
    }),
  )

  watch(
    () => draft.value === null && !isStopped.value && interaction().draftAskedAt === null && connection.online,
    (isMissing) => isMissing && !asking.value && !hasFailed.value && void ask(),
    { immediate: true },
  )
  watch(
    () => (panel.value === 'ready' && connection.online ? draft.value : null),
    (seen) => seen?.shownAt === null && void showDraft(seen.id),
    { immediate: true },
  )
  watch(isAsked, restartPatience, { immediate: true })
  const deaf = onInboxEvent(({ type, interaction: subject }) => {
    if (subject?.id === interaction().id && type === 'DRAFT_FAILED') hasFailed.value = true
  })
  onScopeDispose(() => {
    clearTimeout(patience)
    deaf()
  })

  function restartPatience() {
    clearTimeout(patience)
    takesLong.value = false
    if (isAsked.value) patience = setTimeout(() => (takesLong.value = true), LONG_MS)
  }

  async function ask({ force = false } = {}) {
    asking.value = true
    hasFailed.value = false
    const { kind } = await generateDraft(interaction().id, { force })
    hasFailed.value = kind === 'broken' || kind === 'unreachable'
    asking.value = false
  }

  async function cancel() {
    hasFailed.value = true
    await cancelDraft(interaction().id)
  }

  function turnDown() {
    if (draft.value) turnedDown.value = new Set([...turnedDown.value, draft.value.id])
  }

  return { panel, draft, takesLong, insertedId, ask, cancel, turnDown }
}
