import { BadInput, Conflict, NotConnected, NotFound, type Refusal, WritingBlocked } from './errors.ts'
import type { Channel } from './interaction.ts'
import type { ReplyState } from './reply.ts'
import { after, SECOND } from './time.ts'

/** What can be done to many items at once (domain §12.2). */
export const bulkActions = ['set_priority', 'close', 'reopen', 'send'] as const
export type BulkAction = (typeof bulkActions)[number]

/** `cancelled`: nothing more is begun, and what has begun is still waited for. */
export type BulkState = 'running' | 'cancelled' | 'finished'

/** `blocked`: the text breaks a rule. `skipped`: the item was left alone. */
export type BulkResult = 'done' | 'blocked' | 'failed' | 'skipped'

/** Why an item was not done. */
export type BulkReason =
  | 'changed'
  | 'needs_person'
  | 'cancelled'
  | 'gone'
  | 'not_allowed'
  | 'answered'
  | 'in_flight'
  | 'not_possible'
  | 'rules'
  | 'no_key'
  | 'moderation'
  | 'unknown'
  | 'marketplace'
  | 'internal'

export type BulkOutcome = { result: BulkResult; reason: BulkReason | null }

/** Items of one job; more would be sent without anybody having read them. */
export const mostBulkItems = 50

/** From one reply to the next of the same category of the marketplace. */
export const bulkPace = SECOND

/** Reviews and questions share a pace, chats have their own (WB contract §3). */
export const bulkCategories: readonly (readonly Channel[])[] = [['review', 'question'], ['chat']]

/** What came of an item whose action was refused. */
export function outcomeOfRefusal(refusal: Refusal): BulkOutcome {
  if (refusal instanceof NotFound) return skipped('gone')
  if (refusal instanceof NotConnected) return failed('no_key')
  if (refusal instanceof Conflict) return skipped(conflicts[refusal.reason] ?? 'not_possible')
  if (refusal instanceof WritingBlocked) return blockOutcome(refusal)
  if (refusal instanceof BadInput && refusal.field !== 'text') return failed('internal')
  // Whatever else a reply is refused for lies in its text.
  return { result: 'blocked', reason: 'rules' }
}

const conflicts: Partial<Record<Conflict['reason'], BulkReason>> = {
  changed: 'changed',
  already_answered: 'answered',
  already_sent: 'answered',
  reply_in_flight: 'in_flight',
}

function blockOutcome({ reason }: WritingBlocked): BulkOutcome {
  switch (reason) {
    case 'removed':
      return skipped('gone')
    case 'already_answered':
      return skipped('answered')
    case 'in_flight':
      return skipped('in_flight')
    case 'rejected_question':
      return skipped('not_possible')
    case 'read_only_key':
    case 'no_chat_access':
    case 'no_feedbacks_access':
    case 'key_rejected':
    case 'no_key':
      return failed('no_key')
  }
}

/** What came of an item whose reply stands like this; null while it is on its way. A reply counts once the marketplace took it. */
export function outcomeOfReply({
  state,
  lastError,
}: {
  state: ReplyState
  lastError: string | null
}): BulkOutcome | null {
  switch (state) {
    case 'queued':
    case 'sending':
    case 'retry_wait':
    case 'unknown':
      return null
    case 'accepted':
    case 'confirmed':
      return { result: 'done', reason: null }
    case 'answered_elsewhere':
      return skipped('answered')
    case 'cancelled':
      return skipped('cancelled')
    case 'moderation_rejected':
    case 'rejected':
      return failed('moderation')
    case 'needs_attention':
      return failed('unknown')
    case 'failed':
      if (lastError === 'buyer_wrote') return skipped('changed')
      return lastError === 'guardrail'
        ? { result: 'blocked', reason: 'rules' }
        : failed(failures[lastError ?? ''] ?? 'marketplace')
  }
}

const failures: Partial<Record<string, BulkReason>> = { auth: 'no_key', scope: 'no_key', moderation: 'moderation' }

export const skipped = (reason: BulkReason): BulkOutcome => ({ result: 'skipped', reason })
export const failed = (reason: BulkReason): BulkOutcome => ({ result: 'failed', reason })

export type BulkTotals = { total: number; waitingForKey: number } & Record<BulkResult | 'waiting', number>

type Told = { result: BulkResult | null; waitsForKey: boolean }

/** How many items of a job came to what; `waiting` for those of which it is not known yet, some of them for want of a key. */
export function totalsOf(items: readonly Told[]): BulkTotals {
  const waitingForKey = items.filter((item) => item.waitsForKey).length
  const none = { done: 0, blocked: 0, failed: 0, skipped: 0, waiting: 0 }
  const totals: BulkTotals = { total: items.length, waitingForKey, ...none }
  for (const { result } of items) totals[result ?? 'waiting'] += 1
  return totals
}

/**
 * When a job is to be looked at again: at the pace of sending while items wait for their turn, else as often as there may be news of
 * the replies that are on their way. Null when everything has its result.
 */
export function nextBulkLook(
  items: readonly { result: BulkResult | null; replyId: string | null; takenAt: Date | null }[],
  now: Date,
): Date | null {
  const open = items.filter(({ result }) => result === null)
  if (open.length === 0) return null
  if (open.some(({ replyId }) => replyId === null)) return after(now, bulkPace)
  const isFresh = open.some(({ takenAt }) => takenAt !== null && after(takenAt, 30 * SECOND) > now)
  return after(now, isFresh ? SECOND : 10 * SECOND)
}
