import { mustStop } from './escalation-effect.ts'
import type {
  Channel,
  EscalationReason,
  Intent,
  Priority,
  PriorityReason,
  QuestionIntent,
  ReviewIntent,
} from './interaction.ts'
import { PRIORITY_RANK } from './sla.ts'
import { between, HOUR, MINUTE } from './time.ts'

/** How urgent, and which rule said so. */
export type Standing = { priority: Priority; reason: PriorityReason }

/** What everything starts from: the standing and the minutes until the answer is due. */
export type Base = Standing & { minutes: number }

/** A seller's own figures; what is not given keeps ours. */
export type Overrides = { [Name in Intent]?: { priority?: Priority; minutes?: number } }

/** What an intent starts from in a channel, unless the seller says otherwise. */
export type Target = { channel: Channel; intent: Intent; priority: Priority; minutes: number }

export type ReviewFacts = {
  rating: number | null
  intent: ReviewIntent
  hiddenComplaint: boolean
  escalationReason: EscalationReason | null
}

export function reviewBase(review: ReviewFacts, overrides: Overrides = {}): Base {
  const base = reviewRules.find(({ when }) => when(review))?.base ?? unrated
  return base.reason === 'intent' ? overridden(base, overrides[review.intent]) : base
}

const spoiling: ReviewIntent[] = ['defect_not_working', 'wrong_item']

/** The first row that fits decides, so the order is part of the rule. */
const reviewRules: readonly { when: (review: ReviewFacts) => boolean; base: Base; intents?: ReviewIntent[] }[] = [
  {
    when: ({ escalationReason }) => mustStop(escalationReason),
    base: { priority: 'urgent', minutes: 30, reason: 'escalation' },
  },
  {
    when: (review) => isAtMost(2)(review) && spoiling.includes(review.intent),
    base: { priority: 'urgent', minutes: 60, reason: 'intent' },
    intents: spoiling,
  },
  { when: isAtMost(2), base: { priority: 'high', minutes: 60, reason: 'rating_negative' } },
  { when: isAtMost(3), base: { priority: 'normal', minutes: 240, reason: 'rating_neutral' } },
  {
    when: ({ hiddenComplaint }) => hiddenComplaint,
    base: { priority: 'normal', minutes: 480, reason: 'hidden_complaint' },
  },
  { when: isAtMost(5), base: { priority: 'low', minutes: 1440, reason: 'rating_positive' } },
]

const unrated: Base = { priority: 'normal', minutes: 240, reason: 'no_rating' }

function isAtMost(limit: number) {
  return ({ rating }: ReviewFacts) => rating !== null && rating <= limit
}

const questionTargets: Readonly<Record<QuestionIntent, { priority: Priority; minutes: number }>> = {
  compliance_safety: { priority: 'urgent', minutes: 60 },
  post_purchase_issue: { priority: 'urgent', minutes: 60 },
  availability_delivery: { priority: 'high', minutes: 120 },
  sizing_fit: { priority: 'high', minutes: 240 },
  spec_compatibility: { priority: 'normal', minutes: 480 },
  general_question: { priority: 'normal', minutes: 480 },
}

/** Questions have no row for escalation of their own: it is as urgent as the gravest of them. */
export function questionBase(
  { intent, escalationReason }: { intent: QuestionIntent; escalationReason: EscalationReason | null },
  overrides: Overrides = {},
): Base {
  const base = overridden({ ...questionTargets[intent], reason: 'intent' }, overrides[intent])
  if (!mustStop(escalationReason)) return base
  return { priority: 'urgent', minutes: Math.min(base.minutes, 60), reason: 'escalation' }
}

type ChatTarget = { priority: Priority; minutes: number; goalMinutes: number }

/** Only `minutes` makes a deadline; `goalMinutes` is what reports compare the first answer with. */
const chatTargets: Readonly<Record<ReviewIntent, ChatTarget>> = {
  defect_not_working: { priority: 'urgent', minutes: 30, goalMinutes: 15 },
  wrong_item: { priority: 'urgent', minutes: 30, goalMinutes: 15 },
  delivery_delay: { priority: 'high', minutes: 60, goalMinutes: 30 },
  cancel_request: { priority: 'high', minutes: 60, goalMinutes: 30 },
  pre_purchase: { priority: 'high', minutes: 60, goalMinutes: 5 },
  sizing_fit: { priority: 'high', minutes: 60, goalMinutes: 5 },
  availability: { priority: 'high', minutes: 60, goalMinutes: 5 },
  compatibility: { priority: 'high', minutes: 60, goalMinutes: 5 },
  refund_exchange: { priority: 'normal', minutes: 240, goalMinutes: 60 },
  delivery_status: { priority: 'normal', minutes: 240, goalMinutes: 60 },
  quality_complaint: { priority: 'normal', minutes: 240, goalMinutes: 60 },
  other: { priority: 'normal', minutes: 240, goalMinutes: 60 },
  usage_howto: { priority: 'low', minutes: 1440, goalMinutes: 240 },
  product_spec: { priority: 'low', minutes: 1440, goalMinutes: 240 },
  thanks: { priority: 'low', minutes: 1440, goalMinutes: 240 },
}

export function chatBase(
  { intent, escalationReason }: { intent: ReviewIntent; escalationReason: EscalationReason | null },
  overrides: Overrides = {},
): Base {
  if (mustStop(escalationReason))
    return { priority: 'urgent', minutes: escalationReason === 'legal' ? 15 : 30, reason: 'escalation' }

  const { priority, minutes } = chatTargets[intent]
  return overridden({ priority, minutes, reason: 'intent' }, overrides[intent])
}

/** Every figure that a seller may set. Of reviews only what is wrong with the thing decides; the rest their stars do. */
export const usualTargets: readonly Target[] = [
  ...reviewRules.flatMap(({ intents = [], base: { priority, minutes } }) =>
    intents.map((intent) => ({ channel: 'review' as const, intent, priority, minutes })),
  ),
  ...Object.entries(questionTargets).map(([intent, target]) => targetOf('question', intent, target)),
  ...Object.entries(chatTargets).map(([intent, target]) => targetOf('chat', intent, target)),
]

// The tables' own keys are exactly the intents.
function targetOf(
  channel: Channel,
  intent: string,
  { priority, minutes }: Pick<Target, 'priority' | 'minutes'>,
): Target {
  return { channel, intent: intent as Intent, priority, minutes }
}

function overridden(base: Base, own: Overrides[Intent]): Base {
  return { ...base, ...own }
}

const oneStepUp: Readonly<Record<Priority, Priority>> = { low: 'low', normal: 'high', high: 'urgent', urgent: 'urgent' }

/** A buyer who writes again and again moves up a step, one who shouts another one; small talk stays where it is. */
export function raisedByInsistence(standing: Standing, signs: { again: boolean; shouts: boolean }): Standing {
  const steps = [signs.again, signs.shouts].filter(Boolean)
  return steps.reduce((raised: Standing) => raisedTo(oneStepUp[raised.priority], 'buyer_insists', raised), standing)
}

/** How urgent a model finds an item. */
export type ModelUrgency = 'low' | 'normal' | 'high' | 'critical'

/** The model's own reading of a chat; it only ever raises. */
export function raisedByModel(standing: Standing, urgency: ModelUrgency | null): Standing {
  if (urgency === 'critical') return raisedTo('urgent', 'model', standing)
  return urgency === 'high' ? raisedTo('high', 'model', standing) : standing
}

/** For questions, and for reviews that complain. `basePriority` is the one before anything was raised. */
export function raisedByAge(standing: Standing, basePriority: Priority, age: number): Standing {
  if (age >= 24 * HOUR) return raisedTo('urgent', 'aged_24h', standing)
  return age >= 8 * HOUR && basePriority === 'high' ? raisedTo('urgent', 'aged_8h', standing) : standing
}

/** How long before its deadline an answer is nearly late: half an hour, or half of the time if that is less. */
export function nearBreachMs(targetMinutes: number): number {
  return Math.min(30, targetMinutes / 2) * MINUTE
}

/** When the deadline is near; it may be past already. */
export function raisedByDeadline(standing: Standing, deadline: { at: Date; minutes: number }, now: Date): Standing {
  const isNear = between(now, deadline.at) <= nearBreachMs(deadline.minutes)
  if (!isNear) return standing
  return raisedTo(standing.priority === 'low' ? 'normal' : 'urgent', 'sla_near_breach', standing)
}

/** The reason changes only together with the priority. */
function raisedTo(priority: Priority, reason: PriorityReason, standing: Standing): Standing {
  return PRIORITY_RANK[priority] > PRIORITY_RANK[standing.priority] ? { priority, reason } : standing
}
