import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { countedOf, noOrigin, type OutboxFile, type Refused, type TextOrigin } from '#domain/outbox-item.ts'
import { typedSince } from '#domain/reply-text.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import type { DraftNews } from '#offline/other-tabs.ts'
import { useDrafts } from '#stores/drafts.ts'
import { useOutbox } from '#stores/outbox.ts'
import { useSession } from '#stores/session.ts'
import { forgetShown, shownDraftOf } from '#stores/shown-drafts.ts'

/** What is written: an answer, or the only edit of the one that stands there. */
export type Writing = { kind: 'answer' } | { kind: 'edit'; former: string }

/** The text being written for one item: on the device with every change, off it only when the outbox has it. */
export function useReply(interactionId: string, writing: () => Writing = () => ({ kind: 'answer' })) {
  const drafts = useDrafts()
  const outbox = useOutbox()
  const session = useSession()
  /** Whose words they are. Whoever signs in here later gets a field of her own. */
  const writer = writerIn(session)

  const text = ref('')
  /** Where the caret belongs after a text was put into the field. */
  const caret = ref(0)
  /** Why the text is back. */
  const refused = shallowRef<Refused | null>(null)
  const busy = ref(false)
  /** What another tab made of the draft while something else is typed here. */
  const elsewhere = ref<string | null>(null)
  /** Files that go with the text. */
  const files = shallowRef<readonly OutboxFile[]>([])
  /** What was put in last, for as long as there is a text. */
  const origin = shallowRef<TextOrigin>(noOrigin)

  let keeping: Promise<void> | undefined
  let changed = false
  /** Somebody has typed here since a text was last put into the field: what was kept before is older, however late the device finds it. */
  let touched = false

  const restored = restore().then(() => undefined)
  onBeforeUnmount(
    outbox.onNews((news) => {
      if (news.kind === 'returned' && news.interactionId === interactionId) void restore({ isReturned: true })
    }),
  )
  onBeforeUnmount(drafts.onElsewhere(interactionId, (news) => void follow(news)))

  async function restore({ isReturned = false } = {}) {
    await keeping
    const draft = await drafts.find(interactionId, writer)
    if (changed || (touched && !isReturned)) return

    touched = false
    elsewhere.value = null
    text.value = draft?.text ?? formerText()
    caret.value = draft?.caret ?? 0
    refused.value = draft?.refused ?? null
    origin.value = { templateId: draft?.templateId ?? null, draftId: draft?.draftId ?? null }
    files.value = draft?.files ?? []
  }

  function formerText(): string {
    const what = writing()
    return what.kind === 'edit' ? what.former : ''
  }

  function type(typed: string, at: number, from: Partial<TextOrigin> = {}) {
    text.value = typed
    origin.value = typed.trim() === '' ? noOrigin : { ...origin.value, ...from }
    caret.value = at
    changed = touched = true
    // What is typed while a reply leaves is sorted from it first.
    if (!busy.value) keeping ??= keep()
  }

  function putFiles(chosen: readonly OutboxFile[]) {
    files.value = chosen
    changed = touched = true
    if (!busy.value) keeping ??= keep()
  }

  /** The draft changed in another tab. What was typed here stays, unless it is just what was sent there. */
  async function follow({ sent }: DraftNews) {
    if (sent !== null && sent === text.value.trim()) changed = touched = false
    if (!touched) return await restore()

    const draft = await drafts.find(interactionId, writer)
    if (!draft && text.value.trim() !== '') {
      changed = true
      if (!busy.value) keeping ??= keep()
    }
    if (draft && draft.text !== text.value) elsewhere.value = draft.text
  }

  /** Changes places with the text of the other tab, so that neither is lost. */
  function takeOther() {
    const other = elsewhere.value ?? ''
    elsewhere.value = text.value.trim() === '' ? null : text.value
    type(other, other.length)
  }

  /** One writing at a time; what was typed meanwhile follows at once. */
  async function keep() {
    while (changed) {
      changed = false
      const draft = {
        interactionId,
        text: text.value,
        kind: writing().kind,
        caret: caret.value,
        refused: refused.value,
        ...origin.value,
        files: [...files.value],
      }
      await drafts.keep(draft, writer)
    }
    keeping = undefined
  }

  /** `sent`: the reply is on the device and on its way; `busy`: it is just being kept there. */
  async function send(interaction: LiveInteractionFragment): Promise<'sent' | 'busy' | 'notKept'> {
    if (busy.value) return 'busy'

    busy.value = true
    const pressed = text.value
    const from = origin.value
    const chosen = files.value
    try {
      await restored
      await keeping
      if (!touched && ((await drafts.find(interactionId, writer))?.text ?? formerText()) !== pressed) {
        // Another tab was faster, and its news is on the way.
        await restore()
        return 'busy'
      }
      const reply = {
        interactionId,
        channel: interaction.channel,
        kind: writing().kind,
        text: pressed.trim(),
        templateId: from.templateId,
        draftId: from.draftId ?? shownDraftOf(interactionId),
        files: [...chosen],
        seenAt: interaction.channel === 'CHAT' ? interaction.occurredAt : null,
        customerName: interaction.customerName,
        productName: interaction.product?.name ?? null,
        counted: countedOf(interaction),
      }
      if (writer !== writerIn(session) || !(await outbox.send(reply, { isFromField: true }))) return 'busy'
    } catch (error) {
      // The device refuses to keep it; the field is the only place where the text is safe.
      console.error(error)
      busy.value = false
      if (changed) keeping ??= keep()
      return 'notKept'
    } finally {
      busy.value = false
    }

    refused.value = elsewhere.value = null
    const since = typedSince(pressed, text.value)
    text.value = ''
    origin.value = noOrigin
    forgetShown(interactionId)
    files.value = files.value.filter((file) => !chosen.includes(file))
    changed = touched = files.value.length > 0
    if (changed) keeping ??= keep()
    if (since !== '') type(since, since.length)
    return 'sent'
  }

  return { text, files, caret, refused, elsewhere, type, putFiles, takeOther, send }
}

const writerIn = ({ viewer }: ReturnType<typeof useSession>) => viewer?.user.id ?? ''
