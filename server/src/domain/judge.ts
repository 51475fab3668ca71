import type { EscalationReason, Intent, IntentMethod, Priority, PriorityReason, Sentiment } from './interaction.ts'
import { raisedByAge, raisedByDeadline } from './priority.ts'
import { anchorOf, type Reading, readingOf, type Signs } from './reading.ts'
import { deadlineFor } from './sla.ts'
import { between } from './time.ts'

type Judgement = {
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
}

type Urgency = Pick<Judgement, 'priority' | 'priorityReason' | 'slaTargetMinutes' | 'slaDueAt'>

/** What an interaction is about, how urgent it is and by when. Always from the beginning, so judging twice is safe. */
export function judge(signs: Signs, now: Date): Judgement {
  const reading = readingOf(signs, now)
  const { intent, intentMethod, sentiment, escalationReason } = reading

  return {
    intent,
    intentMethod,
    sentiment,
    ...(signs.status === 'open' ? owed(signs, reading, now) : settled(signs)),
    slaAnchor: anchorOf(signs) || signs.occurredAt ? 'occurred' : 'first_seen',
    needsEscalation: escalationReason !== null,
    escalationReason,
  }
}

/** The order is part of the rule: base, what the channel raises, age, nearness of the deadline; the operator last. */
function owed(signs: Signs, { base, standing, risesWithAge }: Reading, now: Date): Urgency {
  const since = anchorOf(signs) ?? signs.firstSeenAt
  const slaDueAt = deadlineFor(since, base.minutes)

  const aged = risesWithAge ? raisedByAge(standing, base.priority, between(since, now)) : standing
  const { priority, reason } = raisedByDeadline(aged, { at: slaDueAt, minutes: base.minutes }, now)

  return {
    priority: signs.manualPriority ?? priority,
    priorityReason: signs.manualPriority ? 'manual' : reason,
    slaTargetMinutes: base.minutes,
    slaDueAt,
  }
}

function settled({ status, wbSyncState }: Signs): Urgency {
  const reason = wbSyncState === 'pending' ? 'reply_pending' : 'answered'
  return {
    priority: 'low',
    priorityReason: status === 'responded' ? reason : null,
    slaTargetMinutes: null,
    slaDueAt: null,
  }
}
