import type { KeptAction } from '#domain/kept-action.ts'
import type { BulkProgressFragment } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'

/** What came of texts that were sent together, without what there was none of. */
export function bulkSummary({ sent, blocked, failed, skipped, waitingForKey }: BulkProgressFragment['totals']): string {
  const t = ru.triage.bulk
  return [
    t.sent(sent),
    blocked > 0 && t.blocked(blocked),
    failed > 0 && t.failed(failed),
    skipped > 0 && t.skipped(skipped),
    waitingForKey > 0 && t.waitingForKey(waitingForKey),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** All that can be done is done: whatever is left waits for a key, and leaves by itself once there is one. */
export function isHeldByKey({ waiting, waitingForKey }: BulkProgressFragment['totals']): boolean {
  return waiting > 0 && waiting === waitingForKey
}

/** What somebody wants to be done, before the server has heard of it. */
export function wishText({ action, priority }: KeptAction['input']): string {
  const { wishes } = ru.triage.bulk
  switch (action) {
    case 'SET_PRIORITY':
      return priority ? wishes.priority(ru.words.priority[priority]) : wishes.byRules
    case 'CLOSE':
      return wishes.close
    case 'REOPEN':
      return wishes.reopen
    case 'SEND':
      return wishes.send
  }
}

/** The same as a mark at its item; null where nothing waits. */
export function waitingWish(wish: KeptAction['input'] | null): string | null {
  return wish && ru.triage.bulk.waitingWish(wishText(wish))
}
