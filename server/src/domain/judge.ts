import type { EscalationReason, Intent, IntentMethod, Priority, PriorityReason, Sentiment } from './interaction.ts'
import { type Deadline, nextChangeAt, type SlaNews, toldOf } from './next-change.ts'
import { raisedByAge, raisedByDeadline } from './priority.ts'
import { anchorOf, type Reading, readingOf, type Signs } from './reading.ts'
import { deadlineFor, slaStateOf } from './sla.ts'
import { between } from './time.ts'

export type Judgement = {
  intent: Intent
  intentMethod: IntentMethod
  sentiment: Sentiment
  priority: Priority
  /** Null for what is closed: nobody has answered, and nobody has to. */
  priorityReason: PriorityReason | null
  slaTargetMinutes: number | null
  slaDueAt: Date | null
  /** `first_seen`: the marketplace gave no time, so the clock runs from our first sight. */
  slaAnchor: 'occurred' | 'first_seen'
  needsEscalation: boolean
  escalationReason: EscalationReason | null
} & Watch

type Urgency = Pick<Judgement, 'priority' | 'priorityReason' | 'slaTargetMinutes' | 'slaDueAt'>

/** What of a judgement only the clock is watched for. */
type Watch = {
  /** Since when the buyer waits; of what is answered since when he waited. */
  slaSince: Date | null
  slaTold: SlaNews | null
  /** When judging anew would tell something else, although nothing came in; null: never. */
  nextChangeAt: Date | null
}

/** What an interaction is about, how urgent it is and by when. Always from the beginning, so judging twice is safe. */
export function judge(signs: Signs, now: Date): Judgement {
  const reading = readingOf(signs, now)
  const { intent, intentMethod, sentiment, escalationReason } = reading
  const isOwed = signs.status === 'open'

  return {
    intent,
    intentMethod,
    sentiment,
    ...(isOwed ? { ...owed(signs, reading, now), ...watched(signs, reading, now) } : settled(signs)),
    slaAnchor: anchorOf(signs) || signs.occurredAt ? 'occurred' : 'first_seen',
    needsEscalation: escalationReason !== null,
    escalationReason,
  }
}

/** A judgement made because its time had come, and what the clock has brought that is to be told now, once. */
export function judgeAgain(signs: Signs, now: Date): { judgement: Judgement; news: SlaNews | null } {
  const judgement = judge(signs, now)
  const news = newsOf(judgement, signs, now)
  if (!news) return { judgement, news }
  const told = { since: judgement.slaSince, dueAt: judgement.slaDueAt, news }
  return { judgement: judge({ ...signs, told }, now), news }
}

function newsOf({ slaDueAt, slaTold }: Judgement, { status }: Signs, now: Date): SlaNews | null {
  const state = slaStateOf({ needsResponse: status === 'open', slaDueAt }, now)
  if (state === 'overdue') return slaTold === 'overdue' ? null : 'overdue'
  return state === 'due_soon' && slaTold === null ? 'due_soon' : null
}

/** The order is part of the rule: base, what the channel raises, age, nearness of the deadline; the operator last. */
function owed(signs: Signs, reading: Reading, now: Date): Urgency {
  const { since, at: slaDueAt, minutes } = deadlineOf(signs, reading)
  const { base, standing, risesWithAge } = reading

  const aged = risesWithAge ? raisedByAge(standing, base.priority, between(since, now)) : standing
  const { priority, reason } = raisedByDeadline(aged, { at: slaDueAt, minutes }, now)

  return {
    priority: signs.manualPriority ?? priority,
    priorityReason: signs.manualPriority ? 'manual' : reason,
    slaTargetMinutes: minutes,
    slaDueAt,
  }
}

function watched(signs: Signs, reading: Reading, now: Date): Watch {
  const deadline = deadlineOf(signs, reading)
  const told = toldOf(deadline, signs.told ?? null, now)
  const { escalationReason } = reading
  const similarUntil = signs.similarUntil ?? null
  const standingAt = (instant: Date) => {
    const { priority, priorityReason: reason } = owed(signs, reading, instant)
    return { priority, reason }
  }
  return {
    slaSince: deadline.since,
    slaTold: told,
    nextChangeAt: nextChangeAt({ deadline, told, escalationReason, similarUntil, standingAt }, now),
  }
}

function deadlineOf(signs: Signs, { base: { minutes } }: Reading): Deadline {
  const since = anchorOf(signs) ?? signs.firstSeenAt
  return { since, at: deadlineFor(since, minutes), minutes }
}

function settled({ status, wbSyncState, told }: Signs): Urgency & Watch {
  const reason = wbSyncState === 'pending' ? 'reply_pending' : 'answered'
  return {
    priority: 'low',
    priorityReason: status === 'responded' ? reason : null,
    slaTargetMinutes: null,
    slaDueAt: null,
    // Should the answer come to nothing, the same waiting goes on, and nothing of it is told twice.
    slaSince: told?.since ?? null,
    slaTold: told?.news ?? null,
    nextChangeAt: null,
  }
}
