import type { KeptAction } from '#domain/kept-action.ts'
import type { BulkProgressFragment } from '#generated/graphql.ts'
import { ru } from '#texts/ru.ts'

/** What came of texts that were sent together, without what there was none of. */
export function bulkSummary({ sent, blocked, failed, skipped }: BulkProgressFragment['totals']): string {
  const t = ru.triage.bulk
  return [
    t.sent(sent),
    blocked > 0 && t.blocked(blocked),
    failed > 0 && t.failed(failed),
    skipped > 0 && t.skipped(skipped),
  ]
    .filter(Boolean)
    .join(' · ')
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
