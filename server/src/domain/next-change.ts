import { patienceOfBuyersMs } from './escalation.ts'
import type { EscalationReason } from './interaction.ts'
import { nearBreachMs, type Standing } from './priority.ts'
import { after, DAY, HOUR, MINUTE } from './time.ts'

/** News of a deadline that the clock brings. */
export type SlaNews = 'due_soon' | 'overdue'

/**
 * The news that the journal has told, of which waiting, and of which deadline where that is known: a buyer who writes again after an
 * answer waits anew, and a seller's figures move a deadline.
 */
export type Told = { since: Date | null; dueAt: Date | null; news: SlaNews | null }

/** Since when the buyer waits, and by when the answer is due: so many minutes later. */
export type Deadline = { since: Date; at: Date; minutes: number }

/**
 * What was told of this deadline. Overdue at first sight is no news of the clock: that the item came in is told by itself. Of one that was
 * moved nothing is told yet, unless it was overdue and still is; whether it was there before, only the journal knows.
 */
export function toldOf({ since, at }: Deadline, told: Told | null, now: Date): SlaNews | null {
  const isOver = now > at
  if (told?.since?.getTime() !== since.getTime()) return isOver ? 'overdue' : null
  if (told.news === 'overdue') return isOver ? 'overdue' : null
  const isMoved = told.dueAt !== null && told.dueAt.getTime() !== at.getTime()
  return isMoved ? null : told.news
}

type Course = {
  deadline: Deadline
  told: SlaNews | null
  escalationReason: EscalationReason | null
  /** When those who have trouble with the product are few again. */
  similarUntil: Date | null
  /** What the clock makes of the priority at an instant. */
  standingAt(instant: Date): Pick<Standing, 'priority'> & { reason: string | null }
}

/**
 * When the clock alone changes something next: the priority or its reason, the marker of those who wait too long or of those who are
 * many, or news of the deadline. News that nobody was told of yet are due since their instant, which may be past.
 */
export function nextChangeAt(
  { deadline, told, escalationReason, similarUntil, standingAt }: Course,
  now: Date,
): Date | null {
  const today = standingAt(now)
  const raised = raisesOf(deadline).find((instant) => {
    const then = standingAt(instant)
    return instant > now && (then.priority !== today.priority || then.reason !== today.reason)
  })
  const flagged = mayBeFlagged(escalationReason) ? after(deadline.since, patienceOfBuyersMs + 1) : null
  const unmarked = escalationReason === 'mass_defect' ? similarUntil : null
  const marks = [flagged, unmarked].filter((instant) => instant !== null && instant > now)
  return earliest([raised, ...marks, untoldNews(deadline, told)])
}

type Known = { needsResponse: boolean; nextChangeAt: Date | null; escalationReason: string | null }

/**
 * When a waiting item is looked at next that was judged because the marketplace was read, which cannot know all that a look is planned
 * for: it puts none off. Whoever waits again and is marked as one of many is looked at now.
 */
export function lookPlanned(next: Date | null, known: Known | null, now: Date): Date | null {
  if (known?.needsResponse) return earliest([next, known.nextChangeAt])
  return known?.escalationReason === 'mass_defect' ? now : next
}

/** The instants at which something raises a priority, in their order. */
function raisesOf({ since, at, minutes }: Deadline): Date[] {
  const instants = [after(at, -nearBreachMs(minutes)), after(since, 8 * HOUR), after(since, DAY)]
  return instants.sort((one, other) => one.getTime() - other.getTime())
}

/** The deadline itself is still in time, so what is overdue is that from the next millisecond on. */
function untoldNews({ at }: Deadline, told: SlaNews | null): Date | null {
  if (told === 'overdue') return null
  return told === 'due_soon' ? after(at, 1) : after(at, -60 * MINUTE)
}

/** Whoever must stop the machines, or writes again and again, is marked already. */
function mayBeFlagged(reason: EscalationReason | null): boolean {
  return reason === null || reason === 'mass_defect'
}

function earliest(instants: (Date | null | undefined)[]): Date | null {
  const known = instants.filter((instant) => instant != null)
  return known.length > 0 ? new Date(Math.min(...known.map(Number))) : null
}
