import { identifierMatch } from './deterministic-match.ts'
import type { Link, LinkSide, Verdict } from './link.ts'
import { areOfTwoPeople } from './names.ts'
import { isOneBuyers, probableLink, type Read } from './probable-link.ts'

/** What a link may be used for. Automatic: reply, escalation, merge, or taking over another item's answer. */
export type ActionMode = 'auto_allowed' | 'assist_only' | 'analytics_only'

export type PolicyReason =
  | 'legacy_identifier_only'
  | 'deterministic_confidence_ok'
  | 'deterministic_below_confidence_threshold'
  | 'probabilistic_link_assist_only'
  | 'probabilistic_below_assist_threshold'

export type Policy = { mode: ActionMode; isAutoAllowed: boolean; reason: PolicyReason }

type Judged = { type: Link['type']; confidence: number; isLegacyOnly: boolean }

/** The first row that fits decides, so the order is part of the rule (domain §7.5). */
const policies: readonly { when: (link: Judged) => boolean; policy: Policy }[] = [
  {
    when: ({ type, isLegacyOnly }) => type === 'deterministic' && isLegacyOnly,
    policy: { mode: 'assist_only', isAutoAllowed: false, reason: 'legacy_identifier_only' },
  },
  {
    when: ({ type, confidence }) => type === 'deterministic' && confidence >= 85,
    policy: { mode: 'auto_allowed', isAutoAllowed: true, reason: 'deterministic_confidence_ok' },
  },
  {
    when: ({ type }) => type === 'deterministic',
    policy: { mode: 'assist_only', isAutoAllowed: false, reason: 'deterministic_below_confidence_threshold' },
  },
  {
    when: ({ confidence }) => confidence >= 65,
    policy: { mode: 'assist_only', isAutoAllowed: false, reason: 'probabilistic_link_assist_only' },
  },
]

const onlyCounted: Policy = {
  mode: 'analytics_only',
  isAutoAllowed: false,
  reason: 'probabilistic_below_assist_threshold',
}

/** What a link may be used for, and why. A confidence that is no number is none. */
export function policyOf(link: Judged): Policy {
  const judged = { ...link, confidence: clamped(link.confidence) }
  return policies.find(({ when }) => when(judged))?.policy ?? onlyCounted
}

export type Tier = 'high' | 'medium' | 'low'

/** How sure it is, in a word. What is low is not shown to an operator. */
export function tierOf(confidence: number): Tier {
  const sure = clamped(confidence)
  if (sure >= 85) return 'high'
  return sure >= 65 ? 'medium' : 'low'
}

/**
 * Whether a card shows a link: it is sure enough, and if it is a guess, something of the buyer's own speaks for it. An old id of a buyer is
 * never a key by itself (WB contract §5): names of two people outweigh it (ADR 19).
 */
export function isShown(one: Read, other: Read, link: Link): boolean {
  if (tierOf(link.confidence) === 'low') return false
  if (link.type === 'probabilistic') return isOneBuyers(one, other)
  return !isDenied(one, other, { ...link, verdict: 'none' })
}

/**
 * Whether somebody or something speaks against what an identifier says: an operator has called it wrong; or, unless one has called it
 * right, names of two people stand against an old id (ADR 19). What is denied is neither shown nor told.
 */
export function isDenied(
  one: Named,
  other: Named,
  { isLegacyOnly, verdict }: { isLegacyOnly: boolean; verdict: Verdict },
): boolean {
  if (verdict !== 'none') return verdict === 'incorrect'
  return isLegacyOnly && areOfTwoPeople(one.customerName, other.customerName)
}

type Named = Pick<LinkSide, 'customerName'>

/** How two interactions of one seller belong together; null if they do not, as far as anybody can tell. */
export function linkBetween(one: Read, other: Read): Link | null {
  if (!mayMeet(one, other)) return null
  const match = identifierMatch(one, other)
  if (match) return { type: 'deterministic', ...match }
  const probable = probableLink(one, other)
  return probable && { type: 'probabilistic', ...probable }
}

function mayMeet(one: LinkSide, other: LinkSide): boolean {
  return one.id !== other.id && one.isDemo === other.isDemo
}

function clamped(confidence: number): number {
  return Number.isFinite(confidence) ? Math.min(100, Math.max(0, confidence)) : 0
}
