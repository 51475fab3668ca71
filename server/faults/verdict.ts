import type { ReplyKind } from '#domain/reply.ts'
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time.ts'
import type { Evidence, Intent, SaidReply, ShownItem, Write } from './evidence.ts'
import { groupBy } from './groups.ts'

/** What must not happen to a reply. */
export type DamageKind =
  /** The buyer got it twice, or one key became two replies. */
  | 'doubled'
  /** Said to be with the buyer, and it is not. */
  | 'lost'
  /** Said not to have got through, and it is with the buyer. */
  | 'denied'
  /** Taken from the operator, and nobody knows of it any more. */
  | 'vanished'
  /** It changed an answer that stood, and no operator wanted that: the only edit is spent. */
  | 'edit_spent'
  /** Called again although the call before may have been carried out. */
  | 'repeated'
  /** It has not come to an end. */
  | 'not_ended'
  /** It came to an end without a reason. */
  | 'no_reason'
  /** Whether it arrived was found out too late. */
  | 'unresolved'

/** `of` tells whether it was to answer, to edit an answer or to reject a question. */
export type Damage = { kind: DamageKind; of: ReplyKind; text: string; item: string; said: string }

export type Verdict = {
  damages: Damage[]
  /**
   * Answers of ours that overtook a colleague's between the look at the item and the call: the marketplace has no call that
   * answers only where there is no answer, so nobody can do better (WB contract §13).
   */
  overtaken: number
}

/** Holds what the product says against what the marketplace has. */
export function verdictOf(evidence: Evidence): Verdict {
  const facts = factsOf(evidence)
  const groups = [...facts.groups.values()]
  const spent = evidence.shown.flatMap((item) => editsSpent(facts, item))
  return {
    damages: [
      ...evidence.intents.flatMap((intent) => keptPromise(facts, intent)),
      ...replacedTwice(evidence),
      ...groups.flatMap((replies) => [
        ...doubled(facts, replies),
        ...repeated(facts, replies),
        ...wronglyTold(facts, replies),
      ]),
      ...evidence.replies.flatMap((reply) => answeredByNobody(facts, reply)),
      ...spent.filter(({ isOvertaken }) => !isOvertaken).map(({ damage }) => damage),
      ...evidence.replies.flatMap((reply) => [...notEnded(reply), ...unresolved(reply)]),
    ],
    overtaken: spent.filter(({ isOvertaken }) => isOvertaken).length,
  }
}

/** States in which a reply may stay (domain §11.3). */
const ends = [
  'confirmed',
  'rejected',
  'failed',
  'moderation_rejected',
  'answered_elsewhere',
  'needs_attention',
  'cancelled',
]
const withoutReason = ['confirmed', 'needs_attention', 'cancelled']
const withTheBuyer = ['confirmed', 'accepted', 'rejected']
const didNotGetThrough = ['failed', 'moderation_rejected', 'cancelled', 'answered_elsewhere', 'needs_attention']

/** Words that were sent: to what, and to answer, to edit or to reject. */
type Said = Pick<SaidReply, 'kind' | 'item' | 'text'>

type Facts = {
  evidence: Evidence
  /** Replies with the same words. */
  groups: Map<string, SaidReply[]>
  writesOf: (said: Said) => Write[]
  shownOf: (item: string) => ShownItem | undefined
  byKey: Map<string, SaidReply>
  /** Whether an operator sent these words to change the answer of the item, and did not take them back. */
  isWantedEdit: (item: string, text: string) => boolean
}

function factsOf(evidence: Evidence): Facts {
  const { intents, replies, shown } = evidence
  const writes = groupBy(evidence.writes, ({ text }) => text)
  const items = new Map(shown.map((each) => [each.item, each]))
  const edits = intents.filter(({ kind, replyIds, cancelled }) => kind === 'edit' && replyIds.length > 0 && !cancelled)
  return {
    evidence,
    groups: groupBy(replies, wordsOf),
    writesOf: ({ kind, item, text }) =>
      (writes.get(text) ?? []).filter((write) => kind !== 'rejection' || write.item === item),
    shownOf: (item) => items.get(item),
    byKey: new Map(replies.map((reply) => [reply.key, reply])),
    isWantedEdit: (item, text) => edits.some((edit) => edit.item === item && edit.text === text),
  }
}

/** Nothing is said of two items in the same words, but all questions are rejected in the same. */
function wordsOf({ kind, item, text }: Said): string {
  return kind === 'rejection' ? `${text} ${item}` : text
}

function damageTo({ kind: of, item, text }: Said, kind: DamageKind, said: string): Damage[] {
  return [{ kind, of, item, text, said }]
}

/** What was taken is kept; what was refused leaves nothing behind. */
function keptPromise({ byKey, groups, writesOf }: Facts, intent: Intent): Damage[] {
  const { key, replyIds, refusal, cancelled } = intent
  if (new Set(replyIds).size > 1) return damageTo(intent, 'doubled', 'one key, several replies')
  if (replyIds.length > 0 && !byKey.has(key)) return damageTo(intent, 'vanished', 'taken, and not there')
  const state = byKey.get(key)?.state
  if (cancelled && state !== 'cancelled') return damageTo(intent, 'denied', `taken back, and ${state}`)
  if (replyIds.length > 0 || refusal === null) return []
  if (byKey.has(key)) return damageTo(intent, 'denied', `refused with ${refusal}, and kept`)
  const taken = groups.get(wordsOf(intent))?.length ?? 0
  const isSent = appliedTo(writesOf(intent)).length > taken
  return isSent ? damageTo(intent, 'denied', `refused with ${refusal}, and sent`) : []
}

/** A lost reply is sent again once, from however many devices. */
function replacedTwice({ intents }: Evidence): Damage[] {
  const again = intents.filter(({ replaces, replyIds }) => replaces !== null && replyIds.length > 0)
  return [...groupBy(again, ({ replaces }) => String(replaces)).values()].flatMap(([one, ...others]) =>
    one && others.length > 0 ? damageTo(one, 'doubled', 'one lost reply, sent again as several') : [],
  )
}

const appliedTo = (writes: Write[]) => writes.filter(({ isApplied }) => isApplied)

/** As many effects as there are replies with these words, and no more: by the calls, and by what stands in the chat. */
function doubled({ writesOf, shownOf }: Facts, replies: SaidReply[]): Damage[] {
  const reply = firstOf(replies)
  const { item, channel, state, text } = reply
  const seen = channel === 'chat' ? (shownOf(item)?.messages ?? []).filter((each) => each === text).length : 0
  const most = Math.max(appliedTo(writesOf(reply)).length, seen)
  return most > replies.length ? damageTo(reply, 'doubled', `${state}, ${most} times with the buyer`) : []
}

/**
 * A call whose fate is open must not be followed by another. Only the answer to a review the program may give again, once, after
 * five minutes and a look (WB contract §13.2).
 */
function repeated({ writesOf }: Facts, replies: SaidReply[]): Damage[] {
  const reply = firstOf(replies)
  const open = writesOf(reply).filter(mayHaveBeenDone)
  const [first, second] = open
  const isAnswerToReview = reply.channel === 'review' && reply.kind === 'answer'
  const isPermitted =
    isAnswerToReview && open.length === replies.length + 1 && first && second && mayBeRepeated(replies, first, second)
  if (open.length <= replies.length || isPermitted) return []
  const calls = open.map(({ status, isApplied }) => `${status}${isApplied ? ' applied' : ''}`).join(', ')
  return damageTo(reply, 'repeated', `${reply.state}, called ${open.length} times: ${calls}`)
}

/** Refusals and "too many requests" are certain; anything else may have been carried out, as far as the caller can know. */
function mayHaveBeenDone({ status, isApplied }: Write): boolean {
  return isApplied || status < 400 || status >= 500
}

/**
 * The five minutes count from the call; the marketplace notes it when it has read it, at the latest when its caller gave up. After a
 * 204 there is no repetition, unless its caller died before it heard of it.
 */
function mayBeRepeated(replies: SaidReply[], first: Write, second: Write): boolean {
  const isHeard = first.status === 204 && !wasUnknown(replies, first, second)
  return !isHeard && second.at - first.at >= 5 * MINUTE - callTakes
}

/** Between two calls the product noted that it does not know what became of the first. */
function wasUnknown(replies: SaidReply[], first: Write, second: Write): boolean {
  const notes = replies.flatMap(({ events }) => events.filter(({ type }) => type === 'reply_unknown'))
  return notes.some(({ at }) => at >= first.at - callTakes && at <= second.at)
}

const callTakes = 20 * SECOND

/** Of replies with the same words as many are with the buyer as are said to be. */
function wronglyTold(facts: Facts, replies: SaidReply[]): Damage[] {
  const reply = firstOf(replies)
  const there = Math.min(appliedTo(facts.writesOf(reply)).length, replies.length)
  const told = replies.filter(({ state }) => withTheBuyer.includes(state))
  const said = replies.map(({ state, failure }) => (failure ? `${state} (${failure})` : state)).join(', ')
  if (told.length > there) return damageTo(reply, 'lost', said)
  if (told.some(({ state }) => state === 'confirmed') && !isSeen(facts, reply))
    return damageTo(
      reply,
      'lost',
      `${said}, and the buyer sees ${reply.kind === 'rejection' ? 'it' : 'another answer'}`,
    )

  const others = replies.filter(({ state }) => didNotGetThrough.includes(state))
  const denied = others.filter((other) => !mayBeHidden(facts, other))
  return there > told.length && denied.length > 0 ? damageTo(reply, 'denied', said) : []
}

/** The buyer sees these words, or what has become of them since; and does not see a rejected question. */
function isSeen({ evidence, shownOf, isWantedEdit }: Facts, { kind, item, text }: Said): boolean {
  const shown = shownOf(item)
  if (!shown) return false
  const { channel, messages, isHidden, answer } = shown
  if (channel === 'chat') return messages.includes(text)
  if (kind === 'rejection') return isHidden
  if (answer === null) return false
  const isEdited = kind === 'answer' && isWantedEdit(item, answer)
  return answer === text || isEdited || evidence.colleagues.some((one) => one.item === item && one.text === answer)
}

/**
 * The call had an effect, and still the reply is no longer to be seen: moderation keeps an answer, or a colleague's stands, perhaps
 * edited since, or stood until moderation refused it together with ours. Edits are not refused in a run, and no question comes back.
 */
function mayBeHidden(
  { evidence, shownOf, isWantedEdit }: Facts,
  { kind, item, channel, state, text }: SaidReply,
): boolean {
  if (channel === 'chat' || kind === 'rejection') return false
  const answer = shownOf(item)?.answer ?? null
  if (state === 'needs_attention') return kind === 'answer' && answer !== text
  const ofColleagues = evidence.colleagues.filter((one) => one.item === item)
  const isReplaced = kind === 'answer' && (answer === null || isWantedEdit(item, answer))
  const isTheirs = ofColleagues.some((one) => isReplaced || one.text === answer)
  return state === 'answered_elsewhere' && isTheirs
}

/** Given up because of another answer, where nobody else has given one; of an edit, where nobody else has changed the answer. */
function answeredByNobody({ evidence, shownOf }: Facts, reply: SaidReply): Damage[] {
  const { kind, item, text, state } = reply
  if (state !== 'answered_elsewhere') return []
  if (kind === 'edit')
    return shownOf(item)?.edits.some((edit) => edit !== text)
      ? []
      : damageTo(reply, 'lost', `${state}, and nobody has edited`)

  const isAnswered =
    evidence.colleagues.some((one) => one.item === item) ||
    // In a chat people of ours answer one after the other: only who answers by other means is yielded to.
    (reply.channel !== 'chat' &&
      evidence.writes.some((write) => write.item === item && write.isApplied && write.text !== text))
  return isAnswered ? [] : damageTo(reply, 'lost', state)
}

/** Changes of an answer that stood which no colleague made and no operator wanted: nobody sent the words, or sent them to answer. */
function editsSpent(facts: Facts, { item, edits }: ShownItem): { isOvertaken: boolean; damage: Damage }[] {
  const { evidence, isWantedEdit, writesOf } = facts
  const isTheirs = (text: string) => evidence.colleagues.some((one) => one.item === item && one.text === text)
  const unwanted = edits.filter((text) => !isTheirs(text) && !isWantedEdit(item, text))
  return unwanted.flatMap((text) => {
    const sent = evidence.replies.filter((reply) => reply.item === item && reply.text === text)
    const said = { kind: sent[0]?.kind ?? 'edit', item, text }
    const isOvertaken = said.kind === 'answer' && writesOf(said).some((write) => overtakes(evidence, item, write))
    const states = sent.map(({ state }) => state).join(', ') || 'sent by nobody'
    return damageTo(said, 'edit_spent', states).map((damage) => ({ isOvertaken, damage }))
  })
}

/** The last look before the call showed no answer; the colleague answered after it, within the time for which a look stands. */
function overtakes({ looks, colleagues, scale }: Evidence, item: string, write: Write): boolean {
  const look = looks.filter((one) => one.item === item && one.status === 200 && one.order < write.order).at(-1)
  if (!write.isApplied || !look || write.at - look.at > lookStandsFor + mayTake * scale) return false
  return colleagues.some((one) => one.item === item && one.at >= look.at - slip && one.at <= write.at + slip)
}

/** The product's own rule: a look of ten seconds ago still stands when the call is decided on (domain §11.5). */
const lookStandsFor = 10 * SECOND
/**
 * What the machine may take besides, by its own clock: the answer to the look and the call, each as long as the product waits for one
 * at most (`WB_TIMEOUT_SECONDS` of `run.ts`). The told time runs so much faster meanwhile; no rule of the product is any wider by it.
 */
const mayTake = 2 * (2 * SECOND)
/** A colleague's answer is noted by the one who told the marketplace of it, a little before or after. */
const slip = 30_000

function notEnded(reply: SaidReply): Damage[] {
  const { state, failure } = reply
  if (!ends.includes(state)) return damageTo(reply, 'not_ended', state)
  return failure === null && !withoutReason.includes(state) ? damageTo(reply, 'no_reason', state) : []
}

/** Three hours (WB contract §13.1); a last look that itself met trouble is made again within half an hour, and once more. */
export const windowMs = 3 * HOUR
const lateLookMs = HOUR

function unresolved(reply: SaidReply): Damage[] {
  const { channel, state, sentAt, endedAt } = reply
  if (channel === 'chat' || sentAt === null) return []
  const took = (endedAt ?? sentAt + DAY) - sentAt
  const isLate = took > windowMs + lateLookMs
  return isLate ? damageTo(reply, 'unresolved', `${state} after ${Math.round(took / MINUTE)} minutes`) : []
}

function firstOf(replies: SaidReply[]): SaidReply {
  const [first] = replies
  if (!first) throw new Error('A group of replies is never empty.')
  return first
}
