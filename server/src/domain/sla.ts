import type { Priority } from './interaction.ts'
import { after, between, HOUR, MINUTE } from './time.ts'

export type SlaState = 'answered' | 'none' | 'overdue' | 'due_soon' | 'ok'

type Deadline = { needsResponse: boolean; slaDueAt: Date | null }

/** The greater, the sooner it is looked at. */
export const PRIORITY_RANK: Readonly<Record<Priority, number>> = { urgent: 3, high: 2, normal: 1, low: 0 }

/** When the first answer is due. The clock runs day and night. */
export function deadlineFor(anchor: Date, targetMinutes: number): Date {
  return after(anchor, targetMinutes * MINUTE)
}

/** Exact to the millisecond: the deadline itself is still in time. */
export function slaStateOf({ needsResponse, slaDueAt }: Deadline, now: Date): SlaState {
  if (!needsResponse) return 'answered'
  if (!slaDueAt) return 'none'

  const left = between(now, slaDueAt)
  if (left < 0) return 'overdue'
  return left <= HOUR ? 'due_soon' : 'ok'
}

export function isOverdue(interaction: Deadline, now: Date): boolean {
  return slaStateOf(interaction, now) === 'overdue'
}

/** The one meaning of "urgent" in lists, counters and badges. */
export function isUrgent(interaction: Deadline & { priority: Priority }, now: Date): boolean {
  return interaction.needsResponse && (interaction.priority === 'urgent' || isOverdue(interaction, now))
}
