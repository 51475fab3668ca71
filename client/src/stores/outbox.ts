import { defineStore } from 'pinia'
import { uuidv7 } from 'uuidv7'
import { computed, shallowRef, watch } from 'vue'
import { cancelReply } from '#api/cancel-reply.ts'
import { onInteractionChanged } from '#api/changed.ts'
import { dismissReply } from '#api/dismiss-reply.ts'
import { findingOf } from '#api/reply-rules.ts'
import { retryReply } from '#api/retry-reply.ts'
import { type Block, editReply, findReply, rejectQuestion, sendReply, whyBlocked } from '#api/send-reply.ts'
import {
  hasLeft,
  isWritten,
  type NewReply,
  neverLeft,
  type OutboxFile,
  type OutboxItem,
  type OutboxKind,
  outboxItem,
  type Refused,
} from '#domain/outbox-item.ts'
import type { FoundInTextFragment, LiveInteractionFragment } from '#generated/graphql.ts'
import { forgetWrittenBy } from '#offline/database.ts'
import { forgetLooseFiles } from '#offline/files.ts'
import {
  changeReply,
  keepBeside,
  keepReply,
  letGo,
  onOutboxChange,
  returnToField,
  takeBackToField,
  unsent,
} from '#offline/outbox.ts'
import { type Attempt, type Sender, settleTakenBack, startSender, type TakenBack } from '#offline/sender.ts'
import { serverNow } from './clock.ts'
import { useConnection } from './connection.ts'
import { usePreferences } from './preferences.ts'
import { useReplyRules } from './reply-rules.ts'
import { useSession } from './session.ts'
import { uploadFiles } from './upload-files.ts'

const HOUR = 3_600_000

export type NewReplyText = Omit<NewReply, 'key' | 'userId'>

/** A reply the server holds back for some seconds, so that it can still be taken back. */
export type Undoable = SentReply & { title: string | null; until: number }

/** A reply that the server has. */
export type SentReply = {
  id: string
  key: string
  kind: OutboxKind
  interactionId: string
  text: string
  files: OutboxFile[]
}

/** What became of a reply after it left the field; told to whoever is on the screen. */
export type OutboxNews =
  | { kind: 'refused'; item: OutboxItem }
  | { kind: 'returned'; interactionId: string; isEdit: boolean }
  /** Somebody else answered while the server still held it back. */
  | { kind: 'overtaken'; interactionId: string }

/** Replies the server does not have yet, as every screen shows them. The device's storage is the truth. */
export const useOutbox = defineStore('outbox', () => {
  const session = useSession()
  const connection = useConnection()
  const replyRules = useReplyRules()
  const { preferences } = usePreferences()
  const items = shallowRef<readonly OutboxItem[]>([])
  // Shallow: what the device keeps must be no proxy.
  const undoable = shallowRef<Undoable | null>(null)
  const listeners = new Set<(news: OutboxNews) => void>()
  /** Failed replies in whose place another one was sent. */
  const replaced = new Set<string>()
  /** Keys of replies that this page handed to the server. */
  const handedOver = new Set<string>()
  let sender: Sender | null = null

  const hers = computed(() => items.value.filter(({ userId }) => userId === session.viewer?.user.id))
  // What was taken back is in the field; that it is being cancelled on the server is nobody's concern.
  const mine = computed(() => hers.value.filter((item) => !item.takenBack))
  /** What kind of reply was taken back while the server may still hold it, by item. */
  const takenBack = computed(
    () =>
      new Map(
        hers.value
          .filter((item) => item.takenBack)
          .map(({ interactionId, kind = 'answer' }) => [interactionId, kind] as const),
      ),
  )
  const waiting = computed(() => mine.value.filter(({ state }) => state !== 'refused'))
  /** Where the reply to an item stands, by item. */
  const states = computed(() => new Map(mine.value.map(({ interactionId, state }) => [interactionId, state] as const)))
  const refused = computed(() => mine.value.filter(({ state }) => state === 'refused'))

  function start() {
    onOutboxChange(read)
    watch(() => session.viewer?.user.id, read)
    session.onLeaving(async ({ userId, how }) => {
      if (how === 'signed_out') await forgetWrittenBy(userId)
      items.value = []
      undoable.value = null
    })
    connection.onBackOnline(wake)
    // What waited for her to sign in leaves as soon as she has.
    watch(
      () => session.state,
      (state) => state === 'signed_in' && wake(),
    )
    onInteractionChanged(noteOvertaken)
    sender = startSender({
      send: attempt,
      takeBack: takeBackOnServer,
      userId: () => (session.state === 'signed_in' ? session.writerId() : null),
      now: Date.now,
      refused: (item) => tell({ kind: 'refused', item }),
      returned: tellReturned,
    })
    void read()
    // What is younger may be chosen in another tab just now.
    void forgetLooseFiles(Date.now() - HOUR)
    wake()
  }

  async function read() {
    items.value = await unsent()
  }

  const wake = () => void sender?.wake()

  /** Keeps the reply on the device. When this resolves, its field may be emptied. Null: another tab has just sent what is in the field. */
  async function send(reply: NewReplyText, from: { isFromField?: boolean } = {}): Promise<OutboxItem | null> {
    const item = newItem(reply)
    if (!(await keepReply(item, from))) return null
    await isKept(item)
    return item
  }

  const newItem = (reply: NewReplyText) =>
    outboxItem({ ...reply, key: uuidv7(), userId: session.viewer?.user.id ?? '' }, Date.now())

  /** Sends what was written before, whatever is typed in the field now. */
  async function sendBeside(reply: NewReplyText, instead: string | null = null): Promise<void> {
    const item = newItem(reply)
    await keepBeside(item, instead)
    await isKept(item)
  }

  async function isKept(item: OutboxItem) {
    if (isWritten(item)) replyRules.noteSent(item.text, item.interactionId)
    await read()
    wake()
  }

  /** Files that the server has forgotten are uploaded anew, as long as this device has them. */
  async function attempt(item: OutboxItem): Promise<Attempt> {
    const first = await attemptOnce(item)
    const isForgotten =
      first.kind === 'refused' && first.refused.type === 'FilesRefused' && first.refused.reason === 'GONE'
    if (!isForgotten) return first
    return await attemptOnce({ ...item, files: (item.files ?? []).map((file) => ({ ...file, id: null })) })
  }

  async function attemptOnce(written: OutboxItem): Promise<Attempt> {
    const uploaded = await uploadFiles(written)
    if (uploaded.kind === 'refused')
      return { kind: 'refused', refused: { type: 'FilesRefused', reason: uploaded.reason } }
    if (uploaded.kind === 'broken') return session.state === 'signed_in' ? uploaded : { kind: 'signedOut' }
    if (uploaded.kind === 'unreachable') return uploaded

    const item = { ...written, files: uploaded.files }
    const outcome = await handOver(item)
    switch (outcome.kind) {
      case 'accepted': {
        const { reply } = outcome.answer
        handedOver.add(item.key)
        offerUndo(item, reply.id, reply.cancellableUntil)
        return { kind: 'accepted', replyId: reply.id }
      }
      case 'refused':
        // The server judges by rules that this device does not have yet.
        if (outcome.refusal.__typename === 'GuardrailBlocked') void replyRules.refresh()
        return {
          kind: 'refused',
          refused: refusalOf(outcome.refusal, await whyBlocked(item.interactionId, item.userId)),
        }
      case 'unreachable':
        return { kind: 'unreachable' }
      case 'broken':
        return session.state === 'signed_in' ? { kind: 'broken' } : { kind: 'signedOut' }
    }
  }

  async function handOver(item: OutboxItem) {
    const {
      kind = 'answer',
      interactionId,
      text,
      key,
      replaces = null,
      templateId = null,
      draftId = null,
      seenAt = null,
    } = item
    const undoSeconds = preferences.undoSeconds === 'usual' ? null : preferences.undoSeconds
    switch (kind) {
      case 'answer': {
        const attachmentIds = (item.files ?? []).flatMap(({ id }) => id ?? [])
        return await sendReply({
          interactionId,
          text,
          key,
          replaces,
          templateId,
          draftId,
          seenAt,
          undoSeconds,
          attachmentIds,
        })
      }
      case 'edit':
        return await editReply({ interactionId, text, key, replaces, undoSeconds })
      case 'rejection':
        return await rejectQuestion({ interactionId, key, replaces, undoSeconds })
    }
  }

  function offerUndo(item: OutboxItem, replyId: string, until: string | null) {
    if (until === null) return

    const { key, kind = 'answer', interactionId, text, files = [], customerName, productName } = item
    const title = customerName ?? productName
    undoable.value = { id: replyId, key, kind, interactionId, text, files, title, until: Date.parse(until) }
    setTimeout(() => withdrawUndo(replyId), Math.max(0, Date.parse(until) - serverNow().getTime()))
  }

  function noteOvertaken({ id, lastReply }: Pick<LiveInteractionFragment, 'id' | 'lastReply'>) {
    if (lastReply?.state !== 'ANSWERED_ELSEWHERE' || !handedOver.delete(lastReply.key)) return

    withdrawUndo(lastReply.id)
    tell({ kind: 'overtaken', interactionId: id })
  }

  function withdrawUndo(replyId: string) {
    if (undoable.value?.id === replyId) undoable.value = null
  }

  /** The last reply, wherever the operator is by now. */
  async function undo(): Promise<TakenBack> {
    return undoable.value ? cancel(undoable.value) : 'tooLate'
  }

  /** Before the server has it: back to the field at once, and off the server if it got there after all. */
  async function takeBack(item: OutboxItem): Promise<void> {
    const current = (await unsent()).find(({ key }) => key === item.key)
    if (!current) return
    if (neverLeft(current)) return toField(current)

    await takeBackToField(current, Date.now())
    tellReturned(item)
    wake()
  }

  /** Takes back a reply the server still holds. Its text is in the field before the server is asked. */
  async function cancel({ id, key, kind, interactionId, text, files }: SentReply): Promise<TakenBack> {
    const userId = session.viewer?.user.id ?? ''
    const made = outboxItem({ key, kind, interactionId, channel: 'CHAT', text, files, userId }, Date.now())
    const item = { ...made, replyId: id, takenBack: true }
    await takeBackToField(item, Date.now())
    tellReturned(item)
    withdrawUndo(id)

    const outcome = await settleTakenBack({ takeBack: takeBackOnServer, now: Date.now, returned: tellReturned }, item)
    if (outcome === 'unknown') wake()
    return outcome
  }

  async function takeBackOnServer({ key, interactionId, replyId }: OutboxItem): Promise<TakenBack> {
    const known = replyId === null ? await findReply(interactionId, key) : { id: replyId, state: 'QUEUED' }
    if (known === 'unreachable') return 'unknown'
    if (known === null || known.state === 'CANCELLED') return 'cancelled'
    if (hasLeft(known.state)) return 'tooLate'

    const outcome = await cancelReply(known.id)
    if (outcome.kind === 'accepted') return 'cancelled'
    return outcome.kind === 'refused' ? 'tooLate' : 'unknown'
  }

  /** A text that the server has, to be mended and sent as a new reply. */
  async function textToField(reply: Pick<SentReply, 'interactionId' | 'text' | 'files' | 'kind'>): Promise<void> {
    const userId = session.viewer?.user.id ?? ''
    await toField(outboxItem({ key: '', channel: 'CHAT', userId, ...reply }, Date.now()))
  }

  async function toField(item: OutboxItem) {
    await returnToField(item, Date.now())
    tellReturned(item)
  }

  /** Once more, as a new reply: the old key has had its answer. */
  async function sendAgain(item: OutboxItem): Promise<void> {
    await replacing(item.key, () => sendBeside(item, item.key))
  }

  /** She has been told that the buyer wrote meanwhile, or that somebody else answered, and her words fit all the same. */
  const sendAsIs = (item: OutboxItem) => sendAgain({ ...item, seenAt: null })

  /** Has the next try of a reply made at once that the server has. */
  const retryNow = (replyId: string) => retryReply(replyId)

  /** Sends a reply in the place of one that failed: once, however often the button is pressed. */
  async function replace(failedId: string, reply: NewReplyText): Promise<void> {
    await replacing(failedId, () => sendBeside({ ...reply, replaces: failedId }))
  }

  /** Sends files that a message has lost: once, however often the button is pressed. */
  async function sendLostFiles(replyId: string, reply: NewReplyText): Promise<void> {
    await replacing(`files of ${replyId}`, () => sendBeside(reply))
  }

  async function replacing(failed: string, work: () => Promise<unknown>): Promise<void> {
    if (replaced.has(failed)) return
    replaced.add(failed)
    try {
      await work()
    } catch (error) {
      replaced.delete(failed)
      throw error
    }
  }

  /** Nobody has to decide any more about a reply of the server that came to nothing. */
  const putAside = (replyId: string) => dismissReply(replyId)

  async function remove(item: OutboxItem): Promise<void> {
    await letGo(item.key)
  }

  /** No reason to sit out the pauses. */
  async function sendNow(): Promise<void> {
    for (const item of waiting.value) {
      if (item.notBefore > 0) await changeReply(item.key, { notBefore: 0 })
    }
    wake()
  }

  function tellReturned({ interactionId, kind }: Pick<OutboxItem, 'interactionId' | 'kind'>) {
    tell({ kind: 'returned', interactionId, isEdit: kind === 'edit' })
  }

  function tell(news: OutboxNews) {
    if (news.kind === 'returned') replyRules.forgetSent(news.interactionId)
    for (const listener of listeners) listener(news)
  }

  function onNews(listener: (news: OutboxNews) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  const of = (interactionId: string) => mine.value.filter((item) => item.interactionId === interactionId)

  return {
    items: mine,
    waiting,
    refused,
    states,
    takenBack,
    undoable,
    start,
    send,
    takeBack,
    cancel,
    undo,
    toField,
    textToField,
    sendAgain,
    sendAsIs,
    retryNow,
    replace,
    sendLostFiles,
    sendNow,
    putAside,
    remove,
    onNews,
    of,
  }
})

type Refusal = {
  __typename: string
  reason?: string
  filesRefusal?: string
  length?: number
  limit?: number
  violations?: FoundInTextFragment[]
  warnings?: FoundInTextFragment[]
}

function refusalOf(refusal: Refusal, blocked: Block): Refused {
  const { __typename: type, reason, filesRefusal, length, limit, violations = [], warnings = [] } = refusal
  if (type === 'GuardrailBlocked') return { type, findings: [...violations, ...warnings].map(findingOf) }

  const reasons: Record<string, string | null | undefined> = {
    WritingBlocked: blocked.reply,
    EditBlocked: blocked.edit,
    FilesRefused: filesRefusal,
  }
  const answer = reason === 'ALREADY_ANSWERED' ? { answer: blocked.answer } : {}
  return { type, reason: (type in reasons ? reasons[type] : reason) ?? undefined, length, limit, ...answer }
}
