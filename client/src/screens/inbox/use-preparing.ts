import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { client } from '#api/client.ts'
import { generateDraft } from '#api/generate-draft.ts'
import { type InboxEvent, onInboxEvent, onInboxGap } from '#api/live.ts'
import { InteractionDocument } from '#generated/graphql.ts'
import { useDraftSettings } from '#stores/draft-settings.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

type Fate = 'waiting' | 'ready' | 'needsPerson' | 'notOpen' | 'failed'

/** As many are asked for at the same time. */
const AT_ONCE = 5

/** What an event says of a draft that was asked for. */
const fateIn: Partial<Record<InboxEvent['type'], Fate>> = {
  DRAFT_GENERATED: 'ready',
  DRAFT_CACHE_HIT: 'ready',
  DRAFT_FAILED: 'failed',
  DRAFT_CANCELLED: 'notOpen',
}

/** Drafts for many items at once (ui 7.8): asked for one by one, and told when the last one has come. */
export function usePreparing() {
  const t = ru.triage.select.preparing
  const settings = useDraftSettings()
  const fates = shallowRef<ReadonlyMap<string, Fate>>(new Map())

  const count = (fate: Fate) => [...fates.value.values()].filter((one) => one === fate).length
  /** How far it is; null when nothing is under way. */
  const progress = computed(() => {
    const waiting = count('waiting')
    return waiting === 0 ? null : { done: fates.value.size - waiting, total: fates.value.size }
  })

  onBeforeUnmount(
    onInboxEvent(({ type, interaction }) => {
      const fate = fateIn[type]
      if (fate && interaction) settle(interaction.id, fate)
    }),
  )
  // What happened meanwhile is told to nobody.
  onBeforeUnmount(onInboxGap(() => void look()))

  async function prepare(ids: readonly string[]): Promise<void> {
    if (progress.value) return
    settings.want(ids)
    fates.value = new Map(ids.map((id) => [id, 'waiting'] as const))
    const left = [...ids]
    const askNext = async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) await ask(id)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, askNext))
  }

  async function ask(id: string): Promise<void> {
    const outcome = await generateDraft(id, { force: false })
    if (outcome.kind === 'accepted') return
    const isConflict = outcome.kind === 'refused' && outcome.refusal.__typename === 'Conflict'
    const conflict = isConflict && 'conflict' in outcome.refusal ? outcome.refusal.conflict : null
    settle(id, conflict === 'NEEDS_HUMAN' ? 'needsPerson' : conflict === 'NOT_OPEN' ? 'notOpen' : 'failed')
  }

  async function look(): Promise<void> {
    for (const [id, fate] of fates.value) {
      if (fate !== 'waiting') continue
      const { data } = await client.value
        .query(InteractionDocument, { id }, { requestPolicy: 'network-only' })
        .toPromise()
      if (data?.interaction?.draftAskedAt === null) settle(id, data.interaction.draft ? 'ready' : 'failed')
    }
  }

  function settle(id: string, fate: Fate) {
    if (fates.value.get(id) !== 'waiting') return
    fates.value = new Map([...fates.value, [id, fate]])
    if (progress.value === null) tell()
  }

  function tell() {
    const parts = [
      t.ready(count('ready')),
      count('needsPerson') > 0 && t.needsPerson(count('needsPerson')),
      count('notOpen') > 0 && t.notOpen(count('notOpen')),
      count('failed') > 0 && t.failed(count('failed')),
    ]
    showToast({ text: parts.filter(Boolean).join(' · ') })
  }

  return { progress, prepare }
}
