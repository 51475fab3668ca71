import { slaStateOf } from '@agentiq/server/rules'

export type Priority = 'URGENT' | 'HIGH' | 'NORMAL' | 'LOW'

/** What the urgency of an item depends on. */
export type Pressing = {
  needsResponse: boolean
  priority: Priority
  slaDueAt: string | null
  /** Since when an answer is on its way that the marketplace has not taken yet. */
  answeringSince: string | null
  occurredAt: string
  id: string
}

export type Urgency = 'none' | 'overdue' | 'soon' | 'later'

/** How the deadline looks at this moment, by the server's own rule (domain 6.6). */
export function urgencyOf(
  { needsResponse, slaDueAt }: Pick<Pressing, 'needsResponse' | 'slaDueAt'>,
  now: number,
): Urgency {
  return looks[slaStateOf({ needsResponse, slaDueAt: slaDueAt === null ? null : new Date(slaDueAt) }, new Date(now))]
}

const looks = { answered: 'none', none: 'none', overdue: 'overdue', due_soon: 'soon', ok: 'later' } as const

/** The one predicate behind the section, the chip and the badge (ui 2.4). */
export function isUrgent(item: Pick<Pressing, 'needsResponse' | 'slaDueAt' | 'priority'>, now: number): boolean {
  return item.needsResponse && (item.priority === 'URGENT' || urgencyOf(item, now) === 'overdue')
}

/** Most pressing first: priority, then deadline, then whoever has waited longest. */
export function byUrgency(a: Pressing, b: Pressing): number {
  return (
    rank[a.priority] - rank[b.priority] ||
    dueTime(a) - dueTime(b) ||
    Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
    (a.id < b.id ? -1 : 1)
  )
}

const rank: Record<Priority, number> = { URGENT: 0, HIGH: 1, NORMAL: 2, LOW: 3 }

// A finite "never", because the difference of two infinities is not a number.
const dueTime = ({ slaDueAt }: Pressing) => (slaDueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(slaDueAt))
