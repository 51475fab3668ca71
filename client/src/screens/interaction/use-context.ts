import { onScopeDispose, ref, shallowRef } from 'vue'
import { client } from '#api/client.ts'
import { askFreshly } from '#api/freshly.ts'
import { judgeLink } from '#api/judge-link.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import { storyWindowDays } from '#domain/story.ts'
import {
  InteractionContextDocument,
  type InteractionContextQuery,
  InteractionDocument,
  type LinkVerdict,
  type ProbableLinkFragment,
} from '#generated/graphql.ts'
import { useConnection } from '#stores/connection.ts'

export type Context = NonNullable<InteractionContextQuery['interaction']>

export type Beside =
  | { kind: 'loading' }
  | {
      kind: 'ready'
      context: Context
      links: readonly ProbableLinkFragment[]
      /** Hidden before somebody looked here, by whomever. */
      away: readonly ProbableLinkFragment[]
    }
  | { kind: 'failed' }

const BURST_MS = 300

/** What stands beside the conversation of an item, for as long as somebody looks at it. */
export function useContext(id: string) {
  const connection = useConnection()
  const wanted = { id, windowDays: storyWindowDays }
  const beside = shallowRef<Beside>({ kind: 'loading' })
  /** Said to be of another buyer, here and just now. */
  const hidden = ref(new Set<string>())
  /** On their way back, and the server has not said so yet. */
  const returning = new Set<string>()
  let planned: ReturnType<typeof setTimeout> | undefined

  const { unsubscribe } = client.value
    .query(InteractionContextDocument, wanted, { requestPolicy: 'cache-and-network' })
    .subscribe(({ data, stale }) => {
      if (data?.interaction) take(data.interaction)
      else if (!stale && beside.value.kind === 'loading') beside.value = { kind: 'failed' }
    })
  const deaf = [
    onInboxEvent(({ type, interaction }) => {
      if (type === 'LINKED' || (interaction && isShown(interaction.id))) plan()
    }),
    onInboxGap(read),
    connection.onBackOnline(read),
  ]
  onScopeDispose(() => {
    unsubscribe()
    clearTimeout(planned)
    for (const stop of deaf) stop()
  })

  function take(context: Context) {
    const all = [...context.links, ...context.hiddenLinks]
    // What is certain is told by the story.
    const probable = all.filter((link) => link.type === 'PROBABILISTIC' && !isWrong(link)).toSorted(surestFirst)
    const away = all.filter((link) => isWrong(link) && !hidden.value.has(link.id))
    beside.value = { kind: 'ready', context, links: withHidden(probable), away }
  }

  function isWrong({ id: linkId, verdict }: ProbableLinkFragment): boolean {
    return verdict === 'INCORRECT' && !returning.has(linkId)
  }

  /** The server tells no more of what is hidden; it keeps its place as long as somebody looks, so that nothing slides under a finger. */
  function withHidden(fresh: readonly ProbableLinkFragment[]): readonly ProbableLinkFragment[] {
    const shown = beside.value.kind === 'ready' ? beside.value.links : []
    const links = fresh.filter(({ id: linkId }) => !hidden.value.has(linkId))
    shown.forEach((link, place) => {
      if (hidden.value.has(link.id)) links.splice(place, 0, link)
    })
    return links
  }

  /** What is told of an item beside this one is told here too: its answer may be taken over. */
  function isShown(itemId: string): boolean {
    if (itemId === id) return true
    if (beside.value.kind !== 'ready') return false
    const { timeline, links, productContext } = beside.value.context
    return [...timeline.steps, ...links, ...(productContext?.recent ?? [])].some(
      ({ interaction }) => interaction.id === itemId,
    )
  }

  function plan() {
    planned ??= setTimeout(read, BURST_MS)
  }

  function read() {
    clearTimeout(planned)
    planned = undefined
    void ask()
  }

  async function ask() {
    return await askFreshly(InteractionContextDocument, wanted)
  }

  /** Reads it and the item itself anew, while what is known stays in sight. False when that failed. */
  async function refresh() {
    const answers = await Promise.all([ask(), askFreshly(InteractionDocument, { id })])
    return answers.every(({ error }) => !error)
  }

  function retry() {
    beside.value = { kind: 'loading' }
    void ask()
  }

  /** The link is hidden, or comes back, before the server has answered; when it cannot be told, all is as it was. */
  async function judge(linkId: string, verdict: LinkVerdict) {
    const wasHidden = hidden.value.has(linkId)
    hide(linkId, verdict === 'INCORRECT')
    const outcome = await judgeLink(linkId, verdict)
    if (outcome.kind === 'accepted') await ask()
    else hide(linkId, wasHidden)
    return outcome
  }

  /** A link that was hidden before is back among the others at once; when it cannot be told, it is hidden still. */
  async function bringBack(linkId: string) {
    returning.add(linkId)
    lookAgain()
    const outcome = await judgeLink(linkId, 'NONE')
    if (outcome.kind === 'accepted') await ask()
    returning.delete(linkId)
    lookAgain()
    return outcome
  }

  function lookAgain() {
    if (beside.value.kind === 'ready') take(beside.value.context)
  }

  function hide(linkId: string, isHidden: boolean) {
    if (isHidden) hidden.value.add(linkId)
    else hidden.value.delete(linkId)
  }

  return { beside, hidden, retry, refresh, judge, bringBack }
}

const surestFirst = (one: ProbableLinkFragment, other: ProbableLinkFragment) => other.confidence - one.confidence
