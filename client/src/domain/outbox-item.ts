import type { FileType, Finding } from '@agentiq/server/rules'
import type { GivenAnswer } from './given-answer.ts'
import type { Pressing } from './urgency.ts'

export type OutboxChannel = 'REVIEW' | 'QUESTION' | 'CHAT'

/** What a reply does: it answers, changes the answer the only time that is allowed, or hides a question. */
export type OutboxKind = 'answer' | 'edit' | 'rejection'

/** Whether somebody wrote it: a rejection has no words that could come back to the field. */
export const isWritten = ({ kind }: { kind?: OutboxKind }) => kind !== 'rejection'

/** Why the server would not take a reply; the facts its sentence needs. */
export type Refused = {
  type: string
  reason?: string | undefined
  length?: number | undefined
  limit?: number | undefined
  /** What breaks the rules, with its places in the text. */
  findings?: Finding[] | undefined
  /** The answer that stood there instead; absent in what an earlier version of the app has kept. */
  answer?: GivenAnswer | null | undefined
}

/** A file that goes with a reply. What is in it lies on the device beside this, until the server has the reply. */
export type OutboxFile = {
  /** Made when the file was chosen and never again: the same key on every upload. */
  key: string
  name: string
  type: FileType
  /** In bytes. */
  size: number
  /** The file as the server knows it; null until it was uploaded. */
  id: string | null
}

/** What a text was written with: a template, and a proposed text. Null where it was neither. */
export type TextOrigin = { templateId: string | null; draftId: string | null }

export const noOrigin: TextOrigin = { templateId: null, draftId: null }

/** A reply that the server does not have yet. It lives on the device until the server says "accepted". */
export type OutboxItem = {
  /** Made together with the reply and never again: the same key on every attempt. */
  key: string
  interactionId: string
  channel: OutboxChannel
  /** Absent in what an earlier version of the app has kept: an answer. */
  kind?: OutboxKind
  text: string
  /** Milliseconds; replies go out oldest first. */
  createdAt: number
  /** Who wrote it: nobody else's session sends it. */
  userId: string
  /** What the list of unsent replies says about it without a network. */
  customerName: string | null
  productName: string | null
  state: 'waiting' | 'sending' | 'refused'
  attempts: number
  /** Not before this moment; zero when nothing holds it. */
  notBefore: number
  /** Why it waits, when it is not simply the network. */
  hold: 'session' | 'fault' | null
  /** The operator took it back; its text is in the field, and the server may have the reply all the same. */
  takenBack: boolean
  /** The reply as the server knows it, if it has ever said so. */
  replyId: string | null
  /** The reply that came to nothing and in whose place this one goes. */
  replaces?: string | null
  /** When the chat was last written in, as she saw it: what the buyer wrote after that she has not read. */
  seenAt?: string | null
  /** The template it was written with. */
  templateId?: string | null
  /** The proposed text that was before the operator: the server compares her words with it (domain 11.7). */
  draftId?: string | null
  /** Files of a message, in the order in which they were chosen. */
  files?: OutboxFile[]
  refused: Refused | null
  /** How its item was counted when this was written; replies of an older app do not say. */
  counted?: Counted | null
}

/** What decides in which numbers an item is. */
export type Counted = Pick<Pressing, 'needsResponse' | 'priority' | 'slaDueAt'>

export const countedOf = ({ needsResponse, priority, slaDueAt }: Counted): Counted => ({
  needsResponse,
  priority,
  slaDueAt,
})

export type NewReply = Pick<OutboxItem, 'key' | 'interactionId' | 'channel' | 'text' | 'userId'> &
  Partial<
    Pick<
      OutboxItem,
      'customerName' | 'productName' | 'replaces' | 'seenAt' | 'templateId' | 'draftId' | 'kind' | 'counted' | 'files'
    >
  >

export function outboxItem(reply: NewReply, now: number): OutboxItem {
  return {
    customerName: null,
    productName: null,
    replaces: null,
    seenAt: null,
    ...noOrigin,
    kind: 'answer',
    counted: null,
    files: [],
    ...reply,
    createdAt: now,
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
    hold: null,
    takenBack: false,
    replyId: null,
    refused: null,
  }
}

/** The one that may go now: the oldest of its writer's, and never before an earlier reply to the same item. */
export function nextToSend(items: readonly OutboxItem[], userId: string | null, now: number): OutboxItem | undefined {
  const blocked = new Set<string>()

  for (const item of [...items].sort(byAge)) {
    if (item.state === 'refused' || item.userId !== userId) continue
    if (!blocked.has(item.interactionId) && item.notBefore <= now) return item
    blocked.add(item.interactionId)
  }

  return undefined
}

/** Whether the server has never been asked to send it: then nothing has to be taken back there. */
export const neverLeft = ({ state, attempts, replyId }: OutboxItem) =>
  state !== 'sending' && attempts === 0 && replyId === null

/** States of a reply whose words the buyer may see: they do not belong into the field any more. */
export const hasLeft = (state: string) => ['SENDING', 'UNKNOWN', 'ACCEPTED', 'CONFIRMED'].includes(state)

/** How long to leave the server alone after so many attempts, in milliseconds. */
export function pauseAfter(attempts: number): number {
  return Math.min(60_000, 2_500 * 2 ** Math.max(0, attempts - 1))
}

/** A text the operator can mend goes back to the field; one that cannot be sent any more stays a receipt. */
export function returnsToField(refused: Refused): boolean {
  return mendable.has(refused.type) || refused.reason === 'KEY_REUSED'
}

/** She is asked: her words may no longer fit what the buyer has written since. */
export const needsLook = (refused: Refused | null) => refused?.type === 'BuyerWroteMeanwhile'

const mendable: ReadonlySet<string> = new Set(['ReplyTooLong', 'BadInput', 'GuardrailBlocked', 'FilesRefused'])

export const byAge = (a: OutboxItem, b: OutboxItem) => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1)
