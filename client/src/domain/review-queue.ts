import { type Finding, isBlocked, mustStop } from '@agentiq/server/rules'
import { unfilledPlaces } from './reply-text.ts'

/** An item whose answer is looked at before it is sent with others. */
export type Queued = {
  id: string
  rating: number | null
  needsEscalation: boolean
  escalationReason: string | null
  /** The proposed text, and whether its model would rather have a person answer. */
  draft?: { needsEscalation: boolean } | null
}

/** A text, and what the rules find in it. */
export type Checked = { text: string; findings: readonly Finding[] }

export type Obstacle = 'needsPerson' | 'unfilled' | 'rules'

/** What the operator decided about one. What was remembered by an earlier version of the app does not tell of remarks. */
export type Decision =
  | {
      kind: 'approved'
      text: string
      templateId: string | null
      /** The proposed text that was before the operator. What an earlier version of the app remembered names none. */
      draftId?: string | null
      /** The rules have advice about the text. */
      hasRemarks?: boolean
    }
  | { kind: 'skipped' }

type EscalationReason = Parameters<typeof mustStop>[0]

/** Why an answer cannot be approved here; null when it can. Some buyers are answered one by one only (domain 6.8, 12.2). */
export function obstacleTo(item: Queued, { text, findings }: Checked): Obstacle | null {
  // The server's words are the domain's, in capitals.
  const reason = (item.escalationReason?.toLowerCase() ?? null) as EscalationReason
  if (mustStop(reason)) return 'needsPerson'
  if (unfilledPlaces(text).length > 0) return 'unfilled'
  return isBlocked(findings) ? 'rules' : null
}

/** All that are left at once: only praise, and only where nothing at all is to be said against the texts (ui 7.8). */
export function mayApproveRest<T extends Queued>(rest: readonly T[], check: (item: T) => Checked): boolean {
  const isPraise = rest.length > 1 && rest.every((item) => (item.rating ?? 0) >= 4 && !needsPerson(item))
  return isPraise && rest.every((item) => isClear(item, check(item)))
}

const needsPerson = ({ needsEscalation, draft }: Queued) => needsEscalation || (draft?.needsEscalation ?? false)

const isClear = (item: Queued, checked: Checked) => checked.findings.length === 0 && obstacleTo(item, checked) === null

/** `remarked` are among the approved. */
export function countsOf(decisions: Iterable<Decision>): { approved: number; skipped: number; remarked: number } {
  const all = [...decisions]
  const approved = all.filter((decision) => decision.kind === 'approved')
  return {
    approved: approved.length,
    skipped: all.length - approved.length,
    remarked: approved.filter(({ hasRemarks }) => hasRemarks).length,
  }
}
