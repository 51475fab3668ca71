import { placeOnceRead } from '#domain/answering.ts'
import type { InteractionExtra } from '#domain/extra.ts'
import type { IncomingAnswer, IncomingItem } from '#domain/incoming.ts'
import type {
  CloseReason,
  Intent,
  IntentMethod,
  Priority,
  ReplySource,
  Status,
  WbSyncState,
} from '#domain/interaction.ts'
import { type Judgement, judge } from '#domain/judge.ts'
import { lookPlanned } from '#domain/next-change.ts'
import type { Signs } from '#domain/reading.ts'
import { hasLeft, isUntaken, sameText } from '#domain/reply.ts'
import { PRIORITY_RANK } from '#domain/sla.ts'
import { type OwnTarget, overridesIn } from '#domain/sla-targets.ts'
import { decideQuestionState, decideReviewState, type KnownState, type State } from '#domain/state.ts'
import { subjectOf } from '#domain/subject.ts'
import { after, between, DAY, MINUTE } from '#domain/time.ts'
import type { InteractionRow, StoredInteraction } from '#storage/interactions.ts'
import type { Before, UnfinishedReply } from '#storage/replies.ts'
import { fateIn } from '#storage/shown-replies.ts'
import { similarIn, toldIn } from '#storage/standing.ts'

/** What else a decision needs: the seller's window and figures, the moment, and our reply that is on its way, if there is one. */
type Circumstances = {
  windowMinutes: number
  targets: readonly OwnTarget[]
  now: Date
  reply: UnfinishedReply | null
}

/** A review or question as it is to be stored, from what the marketplace shows and what we knew. Pure. */
export function itemRow(
  item: IncomingItem,
  known: StoredInteraction | null,
  circumstances: Circumstances,
): InteractionRow {
  const { now, reply, targets } = circumstances
  const isKept = isBehindUs(item, known, now) || isUnderChange(item, known, circumstances)
  const state = known && isKept ? stateOf(known) : decidedState(item, known, circumstances)
  const occurredAt = item.occurredAt ?? knownTime(known)
  const names = {
    customerName: item.customerName ?? known?.customerName ?? null,
    productName: item.productName ?? known?.productName ?? null,
  }

  const row = {
    customerId: known?.customerId ?? null,
    customerIdKind: known?.customerIdKind ?? 'none',
    orderId: known?.orderId ?? null,
    nmId: item.nmId ?? known?.nmId ?? null,
    productArticle: item.productArticle ?? known?.productArticle ?? null,
    ...names,
    subject: subjectOf({ ...item, ...names }),
    text: item.text,
    buyerWords: null,
    rating: item.rating,
    ...state,
    ...judged(item, known, { state, occurredAt, targets, now }),
    intentAskedAt: known && known.text === item.text ? known.intentAskedAt : null,
    ...(known && isUnderChange(item, known, circumstances)
      ? replyFieldsOf(known)
      : replyFields(item.answer, known, reply)),
    ...timesOf(item, known, state, circumstances),
    editUsed: known?.editUsed ?? false,
    source: known?.source ?? 'wb_api',
    occurredAt: occurredAt ?? known?.occurredAt ?? now,
    extra: extraOf(item, known, occurredAt !== null),
  }
  return placeOnceRead(row, known, reply !== null && isUntaken(reply.state))
}

/** Someone's answer that buyers see or will see. A refused one is none. */
export function standingAnswer({ answer }: IncomingItem): IncomingAnswer | null {
  return answer && answer.state !== 'rejected' ? answer : null
}

/** Whether the answer shown is one that we sent. */
export function isOurs(
  answer: IncomingAnswer,
  known: StoredInteraction | null,
  reply: UnfinishedReply | null,
): boolean {
  if (reply && hasLeft(reply) && sameText(reply.text, answer.text)) return true
  const last = lastReplyGiven(known, reply)
  return last.lastReplySource !== 'wb_cabinet' && isLastReply(answer, last)
}

function isLastReply(answer: IncomingAnswer, { lastReplyText }: Pick<ReplyFields, 'lastReplyText'>): boolean {
  return lastReplyText != null && sameText(lastReplyText, answer.text)
}

/** Who answered last, and what, as far as it can be with the marketplace: a reply that has not left is not, whatever stands there in its words. */
function lastReplyGiven(known: StoredInteraction | null, reply: UnfinishedReply | null): ReplyFields {
  if (!known) return noReply
  if (!reply?.before || hasLeft(reply)) return replyFieldsOf(known)
  const { lastReplyAt, ...before } = replyFieldsOf(reply.before as Before)
  return { ...before, lastReplyAt: lastReplyAt === null ? null : new Date(lastReplyAt) }
}

function decidedState(item: IncomingItem, known: StoredInteraction | null, circumstances: Circumstances): State {
  const { now } = circumstances
  const before = known && knownState(item, known, circumstances)
  return item.channel === 'review' ? decideReviewState(item, before, now) : decideQuestionState(item, before, now)
}

function knownState(item: IncomingItem, known: StoredInteraction, circumstances: Circumstances): KnownState {
  const { windowMinutes, reply } = circumstances
  const { lastReplyText: text, lastReplyAt: at, lastReplySource } = known
  // The columns hold the domain's words; nobody else writes them.
  const source = lastReplySource as ReplySource | null
  // What a rejection that has not left changed here is no news from the marketplace.
  const isUnsent = reply?.kind === 'rejection' && !hasLeft(reply)
  return {
    ...wordsOf(isUnsent ? { ...known, ...(reply.before as Pick<Before, 'wbSyncState'> | null) } : known),
    lastReply: text !== null && at && source ? { text, at, source, windowMinutes } : null,
    hasReplyUnderway: reply !== null && reply.kind === 'answer' && isUntaken(reply.state),
    hasRejectionLeft: reply !== null && reply.kind === 'rejection' && hasLeft(reply),
    isRefusalOld: item.answer !== null && isOldRefusal(item.answer, item, known, circumstances),
    hasChanged: hasChanged(item, known),
  }
}

/** A reply that has not left can be refused by nobody. Of one that has, its words and what stood there before it tell. */
function isOldRefusal(
  answer: IncomingAnswer,
  item: IncomingItem,
  known: StoredInteraction,
  { reply, now }: Circumstances,
): boolean {
  if (!reply) return !isLastReply(answer, known)
  return !hasLeft(reply) || fateIn(reply, item, now) !== 'rejected'
}

/** The buyer's words or the rating are others, or there is an answer that we had not seen on the site. */
function hasChanged({ text, rating, answer }: IncomingItem, known: StoredInteraction): boolean {
  return text !== known.text || rating !== known.rating || (answer !== null && isNewAnswer(answer, known))
}

function isNewAnswer(answer: IncomingAnswer, known: StoredInteraction): boolean {
  return !isLastReply(answer, known) || (answer.state === 'shown' && known.wbSyncState !== 'confirmed')
}

/**
 * Lists lag behind by seconds and disagree with readings by id (WB contract §6.2): right after our answer was confirmed, a list
 * without it tells nothing. Our clock and WB's are compared no finer than five minutes.
 */
function isBehindUs(item: IncomingItem, known: StoredInteraction | null, now: Date): known is StoredInteraction {
  if (item.answer || known?.status !== 'responded' || known.wbSyncState !== 'confirmed') return false
  if (!known.lastReplyAt || known.lastReplySource === 'wb_cabinet') return false
  return between(known.lastReplyAt, now) <= 5 * MINUTE
}

/** While an edit or a rejection of ours is on its way, the marketplace still shows what was there before. */
function isUnderChange(
  item: IncomingItem,
  known: StoredInteraction | null,
  { reply, now }: Pick<Circumstances, 'reply' | 'now'>,
): boolean {
  if (!known || !reply || reply.kind === 'answer' || known.wbSyncState !== 'pending') return false
  const fate = fateIn(reply, item, now)
  return fate === 'nothing' || fate === 'moderated'
}

function stateOf(known: StoredInteraction): State {
  return { ...wordsOf(known), needsResponse: known.needsResponse }
}

function wordsOf({ status, closeReason, wbSyncState }: StoredInteraction) {
  // The columns hold the domain's words; nobody else writes them.
  return {
    status: status as Status,
    closeReason: closeReason as CloseReason | null,
    wbSyncState: wbSyncState as WbSyncState,
  }
}

function judged(
  { channel, text, rating }: IncomingItem,
  known: StoredInteraction | null,
  {
    state,
    occurredAt,
    targets,
    now,
  }: { state: State; occurredAt: Date | null; targets: readonly OwnTarget[]; now: Date },
) {
  const overrides = overridesIn(targets, channel)
  const said = saidByOthers(known)
  // What a model has said, it has said of other words.
  const isOld = said.knownIntent?.method === 'llm' && known?.text !== text
  const knownIntent = isOld ? null : said.knownIntent
  const common = { ...state, occurredAt, firstSeenAt: known?.createdAt ?? now, overrides, ...said, knownIntent }
  const signs = channel === 'review' ? { ...common, channel, text, rating } : { ...common, channel, text }
  return judgedColumns(signs, known, now)
}

/** What is stored of a judgement that reading the marketplace is the reason of. */
export function judgedColumns(
  signs: Signs,
  known: StoredInteraction | null,
  now: Date,
): Omit<Judgement, 'slaAnchor'> & { priorityRank: number } {
  const { slaAnchor: _, nextChangeAt: next, ...judgement } = judge(signs, now)
  const nextChangeAt = signs.status === 'open' ? lookPlanned(next, known, now) : null
  return { ...judgement, nextChangeAt, priorityRank: PRIORITY_RANK[judgement.priority] }
}

/** What an operator or the model has said, which the rules do not overrule, and what was found out and told behind ingestion. */
export function saidByOthers(known: StoredInteraction | null) {
  // The columns hold the domain's words; nobody else writes them.
  const intent = known?.intent as Intent | null | undefined
  const method = known?.intentMethod as IntentMethod | null | undefined
  const isManual = known?.priorityReason === 'manual' && known.needsResponse
  return {
    knownIntent: intent && method ? { intent, method } : null,
    manualPriority: isManual ? (known.priority as Priority) : null,
    told: known && toldIn(known),
    ...(known && { similarProblems: similarIn(known) }),
  }
}

type ReplyFields = Pick<InteractionRow, 'lastReplyText' | 'lastReplyAt' | 'lastReplySource' | 'isAutoResponse'>

const noReply: ReplyFields = { lastReplyText: null, lastReplyAt: null, lastReplySource: null, isAutoResponse: false }

/** Who answered last, and what. What we know of our own replies stays; an answer that was deleted elsewhere goes. */
function replyFields(
  answer: IncomingAnswer | null,
  known: StoredInteraction | null,
  reply: UnfinishedReply | null,
): ReplyFields {
  if (!answer) return known && known.lastReplySource !== 'wb_cabinet' ? replyFieldsOf(known) : noReply
  if (answer.state === 'rejected') return known ? replyFieldsOf(known) : noReply
  const last = lastReplyGiven(known, reply)
  if (isLastReply(answer, last))
    return {
      ...last,
      lastReplyAt: last.lastReplyAt ?? answer.at,
      lastReplySource: last.lastReplySource ?? 'wb_cabinet',
    }

  const ours = reply && isOurs(answer, known, reply) ? reply : null
  return {
    lastReplyText: answer.text,
    lastReplyAt: ours?.sentAt ?? answer.at,
    lastReplySource: ours ? 'agentiq' : 'wb_cabinet',
    isAutoResponse: false,
  }
}

function replyFieldsOf<At>({
  lastReplyText,
  lastReplyAt,
  lastReplySource,
  isAutoResponse,
}: Omit<ReplyFields, 'lastReplyAt'> & { lastReplyAt: At }) {
  return { lastReplyText, lastReplyAt, lastReplySource, isAutoResponse }
}

function timesOf(
  item: IncomingItem,
  known: StoredInteraction | null,
  { status }: State,
  { reply, now }: Circumstances,
): Pick<InteractionRow, 'firstResponseAt' | 'closedAt' | 'answerEditableUntil'> {
  if (known && isUnderChange(item, known, { reply, now })) return timesIn(known)
  const answer = standingAnswer(item)
  const sentAt =
    answer && isOurs(answer, known, reply) ? (reply?.sentAt ?? known?.lastReplyAt ?? answer.at) : (answer?.at ?? null)
  return {
    firstResponseAt: known?.firstResponseAt ?? sentAt,
    closedAt: status === 'closed' ? (known?.closedAt ?? now) : null,
    answerEditableUntil: editableUntil(answer, known, sentAt ?? now),
  }
}

function timesIn({ firstResponseAt, closedAt, answerEditableUntil }: StoredInteraction) {
  return { firstResponseAt, closedAt, answerEditableUntil }
}

/**
 * Sixty days after sending, as long as the marketplace would take an edit (domain §11.6). Where it does not tell when an answer was
 * sent they count from when we first saw it: whether it may still be edited the marketplace says in any case.
 */
function editableUntil(answer: IncomingAnswer | null, known: StoredInteraction | null, sentAt: Date): Date | null {
  if (!answer || answer.editable === false) return null
  if (known?.answerEditableUntil) return known.answerEditableUntil
  return answer.editable ? after(sentAt, 60 * DAY) : null
}

/** The buyer's time, unless it only ever was the moment when we first saw the item. */
function knownTime(known: StoredInteraction | null): Date | null {
  return known && !extraIn(known).occurredAtUnknown ? known.occurredAt : null
}

function extraOf(
  { extra }: IncomingItem,
  known: StoredInteraction | null,
  isTimeKnown: boolean,
): InteractionRow['extra'] {
  const {
    missingSince: _since,
    removedAt: _removed,
    occurredAtUnknown: _unknown,
    ...former
  } = known ? extraIn(known) : {}
  const merged: InteractionExtra = { ...former, ...extra, ...(isTimeKnown ? {} : { occurredAtUnknown: true }) }
  // Plain data of our own, made of what JSON can hold.
  return merged as InteractionRow['extra']
}

/** What the marketplace told beside the columns. */
export function extraIn({ extra }: Pick<StoredInteraction, 'extra'>): InteractionExtra {
  // Written by us alone, always as this type.
  return (extra ?? {}) as InteractionExtra
}
