import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { readBulk } from '#api/bulk.ts'
import { onInteractionChanged } from '#api/changed.ts'
import { countsOf, type Decision } from '#domain/review-queue.ts'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { remember, remembered } from '#offline/remembered.ts'
import { type Begun, useBulk } from './bulk.ts'
import { useDrafts } from './drafts.ts'
import { useReplyRules } from './reply-rules.ts'
import { useSession } from './session.ts'

type Item = LiveInteractionFragment
type Kept = { items: Item[]; at: number; decisions: [string, Decision][] }

const KEPT = 'account.reviewQueue'

/** Chosen items whose texts are approved one by one and then sent together. Survives a reload (ui 7.8). */
export const useReviewQueue = defineStore('reviewQueue', () => {
  const bulk = useBulk()
  const drafts = useDrafts()
  const session = useSession()
  const rules = useReplyRules()
  const kept = remembered<Kept>(KEPT)
  const items = shallowRef<readonly Item[]>(kept?.items ?? [])
  const decisions = shallowRef<ReadonlyMap<string, Decision>>(new Map(kept?.decisions))
  /** Which one is in front; behind the last one there is the summary. */
  const at = shallowRef(kept?.at ?? 0)

  const current = computed(() => items.value[at.value] ?? null)
  const rest = computed(() => items.value.slice(at.value))
  const counts = computed(() => countsOf(decisions.value.values()))
  /** What has been approved so far: it leaves together with what is approved next. */
  const approved = computed(() =>
    [...decisions.value].flatMap(([interactionId, decision]) =>
      decision.kind === 'approved' ? [{ interactionId, text: decision.text }] : [],
    ),
  )

  watch([items, decisions, at], () =>
    remember(KEPT, { items: items.value, at: at.value, decisions: [...decisions.value] }),
  )

  function start() {
    session.onLeaving(async () => take([]))
    bulk.onFinished((job) => {
      if (job.action !== 'SEND') return
      void clearSent(job.id)
      // What did not leave after all is no longer in the way of the same words elsewhere.
      if (job.totals.sent < job.totals.total) void rules.refresh()
    })
    onInteractionChanged(takeDraft)
  }

  /** A draft that comes while the item waits here. Nothing else of it changes: it is answered as it was when it was chosen. */
  function takeDraft({ id, draft }: Pick<Item, 'id' | 'draft'>) {
    const known = items.value.find((item) => item.id === id)
    if (!known || alike(known.draft, draft)) return
    items.value = items.value.map((item) => (item.id === id ? { ...item, draft } : item))
  }

  function take(chosen: readonly Item[]) {
    items.value = chosen
    decisions.value = new Map()
    at.value = 0
  }

  function decide(id: string, decision: Decision) {
    decisions.value = new Map([...decisions.value, [id, decision]])
  }

  /** Goes to the next one, or back to one that was decided already. */
  function go(step: 1 | -1) {
    at.value = Math.min(items.value.length, Math.max(0, at.value + step))
  }

  function goToEnd() {
    at.value = items.value.length
  }

  /** Everything approved begins to leave when the time to take it back is over. */
  async function send(): Promise<Begun> {
    const leaving = items.value.flatMap(({ id, version }) => {
      const decision = decisions.value.get(id)
      if (decision?.kind !== 'approved') return []
      const { text, templateId, draftId = null } = decision
      return [{ interactionId: id, version, text, templateId, draftId }]
    })
    const outcome = await bulk.begin({ action: 'SEND', items: leaving })
    if (outcome.kind === 'accepted' || outcome.kind === 'kept') {
      for (const { interactionId, text } of approved.value) rules.noteSent(text, interactionId)
      take([])
    }
    return outcome
  }

  /** A text stays a draft until it is sure that it was sent. */
  async function clearSent(jobId: string): Promise<void> {
    const job = await readBulk(jobId)
    for (const { interaction, text, result } of job?.items ?? []) {
      const draft = await drafts.find(interaction.id)
      if (result === 'DONE' && draft?.text.trim() === text) {
        await drafts.keep({ interactionId: interaction.id, text: '', caret: 0, refused: null })
      }
    }
  }

  return { items, decisions, at, current, rest, counts, approved, start, take, decide, go, goToEnd, send }
})

const alike = (one: Item['draft'] | undefined, other: Item['draft']) =>
  one?.id === other?.id && one?.outdatedBy === other?.outdatedBy
