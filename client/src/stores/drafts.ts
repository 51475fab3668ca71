import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { onInteractionChanged } from '#api/changed.ts'
import { hasLeft } from '#domain/outbox-item.ts'
import { type Draft, keepDraft, listDrafts, readDraft } from '#offline/drafts.ts'
import { keepFile } from '#offline/files.ts'
import { type DraftNews, onDraftElsewhere } from '#offline/other-tabs.ts'
import { onOutboxChange, withdraw } from '#offline/outbox.ts'
import { useSession } from './session.ts'

type Replied = { id: string; lastReply: { key: string; state: string } | null }

/** What is typed and not sent, item by item: the field restores it, a row mentions it. */
export const useDrafts = defineStore('drafts', () => {
  const session = useSession()
  const texts = shallowRef<ReadonlyMap<string, string>>(new Map())
  /** Which reply a text was taken back from, while the server may still send it; by item. */
  const takenBack = shallowRef<ReadonlyMap<string, string>>(new Map())

  const userId = () => session.viewer?.user.id ?? ''

  async function start() {
    // A reply that goes empties the field, one that comes back fills it.
    onOutboxChange(read)
    onDraftElsewhere(() => void read())
    watch(userId, read)
    onInteractionChanged((interaction) => void settle(interaction))
    session.onLeaving(async () => {
      texts.value = takenBack.value = new Map()
    })
    await read()
  }

  async function read() {
    const mine = await listDrafts(userId())
    texts.value = new Map(mine.map((draft) => [draft.interactionId, wordsOf(draft)]))
    takenBack.value = new Map(
      mine.flatMap(({ interactionId, takenBack: from }) => (from ? [[interactionId, from.key] as const] : [])),
    )
  }

  /** What was taken back too late has been sent: then its text is no draft. */
  async function settle({ id, lastReply }: Replied): Promise<void> {
    if (lastReply && takenBack.value.get(id) === lastReply.key && hasLeft(lastReply.state)) {
      await withdraw({ key: lastReply.key, userId: userId(), interactionId: id })
    }
  }

  async function find(interactionId: string, writer = userId()): Promise<Draft | null> {
    return (await readDraft(writer, interactionId)) ?? null
  }

  /** Calls back when the draft of this item changed in another tab. */
  function onElsewhere(interactionId: string, listener: (news: DraftNews) => void): () => void {
    return onDraftElsewhere(
      (news) => news.userId === userId() && news.interactionId === interactionId && listener(news),
    )
  }

  /** What was typed is its writer's, also when somebody else has signed in here since. */
  async function keep(draft: Omit<Draft, 'userId' | 'updatedAt' | 'takenBack'>, writer = userId()): Promise<void> {
    await keepDraft({ ...draft, userId: writer, updatedAt: Date.now() })
    if (writer !== userId()) return
    if (takenBack.value.has(draft.interactionId)) {
      takenBack.value = new Map([...takenBack.value].filter(([id]) => id !== draft.interactionId))
    }
    const next = new Map(texts.value)
    if (isNothing(draft)) next.delete(draft.interactionId)
    else next.set(draft.interactionId, wordsOf(draft))
    texts.value = next
  }

  /** What is in a file that was chosen here. */
  async function keepChosen(key: string, bytes: ArrayBuffer): Promise<void> {
    await keepFile(key, bytes, Date.now())
  }

  return { texts, takenBack, start, find, onElsewhere, keep, keepFile: keepChosen, settle }
})

type Written = Pick<Draft, 'text' | 'files'>

const isNothing = ({ text, files = [] }: Written) => text.trim() === '' && files.length === 0

/** What a row says of a draft: its words, or the names of its files. */
const wordsOf = ({ text, files = [] }: Written) =>
  text.trim() === '' ? files.map(({ name }) => name).join(', ') : text
