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
  /** It changed an answer that stood: the only edit is spent. */
  | 'edit_spent'
  /** Called again although the call before may have been carried out. */
  | 'repeated'
  /** It has not come to an end. */
  | 'not_ended'
  /** It came to an end without a reason. */
  | 'no_reason'
  /** Whether it arrived was found out too late. */
  | 'unresolved'

export type Damage = { kind: DamageKind; text: string; item: string; said: string }

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
  const groups = [...groupBy(evidence.replies, ({ text }) => text)].map(([text, replies]) => ({ text, replies }))
  const spent = groups.flatMap(({ text, replies }) => editsSpent(facts, text, replies))
  return {
    damages: [
      ...evidence.intents.flatMap((intent) => keptPromise(facts, intent)),
      ...groups.flatMap(({ text, replies }) => [
        ...doubled(facts, text, replies),
        ...repeated(facts, text, replies),
        ...wronglyTold(facts, text, replies),
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

type Facts = {
  evidence: Evidence
  writesOf: (text: string) => Write[]
  shownOf: (item: string) => ShownItem | undefined
  byKey: Map<string, SaidReply>
}

function factsOf(evidence: Evidence): Facts {
  const writes = groupBy(evidence.writes, ({ text }) => text)
  const shown = new Map(evidence.shown.map((each) => [each.item, each]))
  return {
    evidence,
    writesOf: (text) => writes.get(text) ?? [],
    shownOf: (item) => shown.get(item),
    byKey: new Map(evidence.replies.map((reply) => [reply.key, reply])),
  }
}

/** What was taken is kept; what was refused leaves nothing behind. */
function keptPromise({ byKey, writesOf }: Facts, intent: Intent): Damage[] {
  const { key, item, text, replyIds, refusal, cancelled } = intent
  const damage = (kind: DamageKind, said: string): Damage[] => [{ kind, item, text, said }]
  if (new Set(replyIds).size > 1) return damage('doubled', 'one key, several replies')
  if (replyIds.length > 0 && !byKey.has(key)) return damage('vanished', 'taken, and not there')
  const state = byKey.get(key)?.state
  if (cancelled && state !== 'cancelled') return damage('denied', `taken back, and ${state}`)
  const isRefused = replyIds.length === 0 && refusal !== null
  if (isRefused && byKey.has(key)) return damage('denied', `refused with ${refusal}, and kept`)
  if (isRefused && appliedTo(writesOf(text)).length > 0) return damage('denied', `refused with ${refusal}, and sent`)
  return []
}

const appliedTo = (writes: Write[]) => writes.filter(({ isApplied }) => isApplied)

/** As many effects as there are replies with these words, and no more: by the calls, and by what stands in the chat. */
function doubled({ writesOf, shownOf }: Facts, text: string, replies: SaidReply[]): Damage[] {
  const { item, channel, state } = firstOf(replies)
  const seen = channel === 'chat' ? (shownOf(item)?.messages ?? []).filter((each) => each === text).length : 0
  const most = Math.max(appliedTo(writesOf(text)).length, seen)
  return most > replies.length ? [{ kind: 'doubled', item, text, said: `${state}, ${most} times with the buyer` }] : []
}

/**
 * A call whose fate is open must not be followed by another. Only for a review the program may, once, after five minutes and a
 * look (WB contract §13.2).
 */
function repeated({ writesOf }: Facts, text: string, replies: SaidReply[]): Damage[] {
  const { item, channel, state } = firstOf(replies)
  const open = writesOf(text).filter(mayHaveBeenDone)
  const [first, second] = open
  const isPermitted =
    channel === 'review' && open.length === replies.length + 1 && first && second && mayBeRepeated(first, second)
  if (open.length <= replies.length || isPermitted) return []
  const calls = open.map(({ status, isApplied }) => `${status}${isApplied ? ' applied' : ''}`).join(', ')
  return [{ kind: 'repeated', item, text, said: `${state}, called ${open.length} times: ${calls}` }]
}

/** Refusals and "too many requests" are certain; anything else may have been carried out, as far as the caller can know. */
function mayHaveBeenDone({ status, isApplied }: Write): boolean {
  return isApplied || status < 400 || status >= 500
}

/** The five minutes count from the call; the marketplace notes it when it has read it, at the latest when its caller gave up. */
function mayBeRepeated(first: Write, second: Write): boolean {
  return first.status !== 204 && second.at - first.at >= 5 * MINUTE - callTakes
}

const callTakes = 20 * SECOND

/** Of replies with the same words as many are with the buyer as are said to be. */
function wronglyTold(facts: Facts, text: string, replies: SaidReply[]): Damage[] {
  const { item } = firstOf(replies)
  const there = Math.min(appliedTo(facts.writesOf(text)).length, replies.length)
  const told = replies.filter(({ state }) => withTheBuyer.includes(state))
  const said = replies.map(({ state, failure }) => (failure ? `${state} (${failure})` : state)).join(', ')
  if (told.length > there) return [{ kind: 'lost', item, text, said }]
  if (told.some(({ state }) => state === 'confirmed') && !isSeen(facts, item, text))
    return [{ kind: 'lost', item, text, said: `${said}, and the buyer sees another answer` }]

  const others = replies.filter(({ state }) => didNotGetThrough.includes(state))
  const denied = others.filter((reply) => !mayBeHidden(facts, reply))
  return there > told.length && denied.length > 0 ? [{ kind: 'denied', item, text, said }] : []
}

/** The buyer sees these words, or a colleague has changed them since. */
function isSeen({ evidence, shownOf }: Facts, item: string, text: string): boolean {
  const shown = shownOf(item)
  if (!shown) return false
  if (shown.channel === 'chat') return shown.messages.includes(text)
  return shown.answer === text || evidence.colleagues.some((one) => one.item === item && one.text === shown.answer)
}

/**
 * The call had an effect, and still the reply is no longer to be seen: moderation keeps it, or a colleague's answer stands, or stood
 * until moderation refused it together with ours.
 */
function mayBeHidden({ evidence, shownOf }: Facts, { item, channel, state, text }: SaidReply): boolean {
  if (channel === 'chat') return false
  const answer = shownOf(item)?.answer ?? null
  if (state === 'needs_attention') return answer !== text
  const ofColleagues = evidence.colleagues.filter((one) => one.item === item)
  const isTheirs = ofColleagues.some((one) => answer === null || one.text === answer)
  return state === 'answered_elsewhere' && isTheirs
}

/** Given up because of another answer, where nobody else has answered. */
function answeredByNobody({ evidence }: Facts, { item, text, state }: SaidReply): Damage[] {
  if (state !== 'answered_elsewhere') return []
  const isAnswered =
    evidence.colleagues.some((one) => one.item === item) ||
    evidence.writes.some((write) => write.item === item && write.isApplied && write.text !== text)
  return isAnswered ? [] : [{ kind: 'lost', item, text, said: state }]
}

/** A text of ours that changed an answer which stood. */
function editsSpent(facts: Facts, text: string, replies: SaidReply[]): { isOvertaken: boolean; damage: Damage }[] {
  const { item, channel, state } = firstOf(replies)
  if (channel === 'chat' || !facts.shownOf(item)?.edits.includes(text)) return []
  const isOvertaken = facts.writesOf(text).some((write) => overtakes(facts.evidence, item, write))
  return [{ isOvertaken, damage: { kind: 'edit_spent', item, text, said: state } }]
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

function notEnded({ item, text, state, failure }: SaidReply): Damage[] {
  if (!ends.includes(state)) return [{ kind: 'not_ended', item, text, said: state }]
  return failure === null && !withoutReason.includes(state) ? [{ kind: 'no_reason', item, text, said: state }] : []
}

/** Three hours (WB contract §13.1); a last look that itself met trouble is made again within half an hour, and once more. */
export const windowMs = 3 * HOUR
const lateLookMs = HOUR

function unresolved({ item, text, channel, state, sentAt, endedAt }: SaidReply): Damage[] {
  if (channel === 'chat' || sentAt === null) return []
  const took = (endedAt ?? sentAt + DAY) - sentAt
  const isLate = took > windowMs + lateLookMs
  return isLate ? [{ kind: 'unresolved', item, text, said: `${state} after ${Math.round(took / MINUTE)} minutes` }] : []
}

function firstOf(replies: SaidReply[]): SaidReply {
  const [first] = replies
  if (!first) throw new Error('A group of replies is never empty.')
  return first
}
