import { mustStop } from '@agentiq/server/rules'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { cancelDraft, generateDraft, showDraft } from '#api/generate-draft.ts'
import { onInboxEvent } from '#api/live.ts'
import { comesUnasked, type DraftPanel, draftPanelOf, mayVary } from '#domain/draft-panel.ts'
import type { InteractionDetailFragment } from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useDraftSettings } from './draft-settings.ts'
import { noteShown } from './shown-drafts.ts'

/** What was turned down stays away until another draft is written. */
const turnedDown = shallowRef<ReadonlySet<string>>(new Set())

const LONG_MS = 8_000

/** Where the words of the draft are on the screen. */
const beforeHer: ReadonlySet<DraftPanel> = new Set(['ready', 'outdated', 'inserted'])

export type Drafted = Pick<InteractionDetailFragment, 'id' | 'draft' | 'escalationReason'> &
  Partial<Pick<InteractionDetailFragment, 'draftAskedAt'>>

/**
 * The draft of the open item: asked for when there is none, told when it was seen. `holds`: what she reads stays before her when another
 * one comes; not where its words only stand in the field.
 */
export function useDraftPanel(interaction: () => Drafted, { holds = true } = {}) {
  const connection = useConnection()
  const settings = useDraftSettings()
  const insertedId = ref<string | null>(null)
  /** It was asked for here, and the server has not said so yet. */
  const asking = ref(false)
  const isPressed = ref(false)
  const hasFailed = ref(false)
  /** She did not want to wait for one any longer. */
  const isGivenUp = ref(false)
  /** It was before her when the buyer wrote again, and another one came that nobody here has pressed for: she takes it when she likes. */
  const held = shallowRef<Drafted['draft']>(null)
  /** She pressed for another one, and the one that was there is all there is. */
  const noOther = ref(false)
  const takesLong = ref(false)
  /** Drafts, or null for none, in whose place another one was asked for without anybody pressing anything: once is enough. */
  const askedInPlaceOf = new Set<string | null>()
  /** In whose place she wants another one. */
  let awaitsOther: string | null = null
  let patience: ReturnType<typeof setTimeout> | undefined

  const latest = computed(() => interaction().draft ?? null)
  const draft = computed(() => held.value ?? latest.value)
  const isAsked = computed(() => asking.value || (interaction().draftAskedAt ?? null) !== null)
  const facts = computed(() => ({
    isStopped: mustStop(escalationOf(interaction())),
    draft: draft.value,
    isOff: settings.isOff,
    isHidden: settings.isHidden(interaction().id),
    isAsked: isAsked.value,
    isPressed: isPressed.value,
    hasFailed: hasFailed.value,
    isGivenUp: isGivenUp.value,
    online: connection.online,
    insertedId: insertedId.value,
    turnedDown: turnedDown.value,
  }))
  const panel = computed(() => draftPanelOf(facts.value))
  /** Whether it makes sense to ask for another one. */
  const varies = computed(() => mayVary(draft.value, (settings.settings?.llmTrouble ?? null) === null))

  // Before anything is drawn: what stands before her does not even flicker.
  watch(latest, (now, before) => (held.value = now && before ? keptBefore(now, before) : null), { flush: 'sync' })
  watch(
    () => settings.state !== 'loading' && comesUnasked(facts.value),
    (isMissing) => {
      const known = draft.value?.id ?? null
      if (!isMissing || askedInPlaceOf.has(known)) return
      askedInPlaceOf.add(known)
      void request()
    },
    { immediate: true },
  )
  watch(
    () => (beforeHer.has(panel.value) ? draft.value : null),
    (seen) => seen && noteShown(interaction().id, seen.id),
    { immediate: true },
  )
  watch(
    () => (panel.value === 'ready' && connection.online ? draft.value : null),
    (seen) => seen?.shownAt === null && void showDraft(seen.id),
    { immediate: true },
  )
  // Not since it was asked for: while one is shown, nobody waits, though another is on its way.
  watch(() => panel.value === 'preparing', restartPatience, { immediate: true })
  watch(isAsked, (asked) => {
    if (!asked) isPressed.value = false
  })
  const deaf = onInboxEvent(({ type, interaction: subject }) => {
    if (subject?.id !== interaction().id || type !== 'DRAFT_FAILED' || isGivenUp.value) return
    hasFailed.value = true
    noOther.value = awaitsOther !== null && awaitsOther === draft.value?.id
  })
  onScopeDispose(() => {
    clearTimeout(patience)
    deaf()
  })

  function restartPatience(isWaitedFor: boolean) {
    clearTimeout(patience)
    takesLong.value = false
    if (isWaitedFor) patience = setTimeout(() => (takesLong.value = true), LONG_MS)
  }

  /** What she goes on reading in the place of the latest one; null for nothing. */
  function keptBefore(now: { id: string }, before: Drafted['draft'] & object): Drafted['draft'] {
    if (held.value || now.id === before.id) return held.value
    if (!holds) return null
    const wasRead = draftPanelOf({ ...facts.value, draft: before }) === 'outdated'
    return wasRead && awaitsOther !== before.id ? before : null
  }

  /** Pressed for: what is there gives way, at once if another one is there already. */
  async function ask({ force = false } = {}) {
    const isThere = held.value !== null && latest.value?.isOutdated === false
    held.value = null
    if (isThere) return
    isPressed.value = true
    awaitsOther = draft.value?.id ?? null
    await request({ force })
  }

  async function request({ force = false } = {}) {
    asking.value = true
    hasFailed.value = false
    isGivenUp.value = false
    noOther.value = false
    const { kind } = await generateDraft(interaction().id, { force })
    hasFailed.value = !isGivenUp.value && (kind === 'broken' || kind === 'unreachable')
    asking.value = false
  }

  /** Somebody wants one although none is shown: the one that was turned down does not count. */
  async function prepare() {
    settings.want([interaction().id])
    await ask({ force: draft.value !== null && turnedDown.value.has(draft.value.id) })
  }

  /** That none came is no failure then: the one that was there is back, and one can be asked for again. */
  async function cancel() {
    isGivenUp.value = true
    awaitsOther = null
    await cancelDraft(interaction().id)
  }

  function turnDown() {
    const ids = [draft.value, latest.value].flatMap((one) => one?.id ?? [])
    turnedDown.value = new Set([...turnedDown.value, ...ids])
    held.value = null
  }

  return { panel, draft, takesLong, insertedId, varies, noOther, ask, prepare, cancel, turnDown }
}

/** The server's words are the domain's, in capitals. */
function escalationOf({ escalationReason }: Drafted) {
  return (escalationReason?.toLowerCase() ?? null) as Parameters<typeof mustStop>[0]
}
