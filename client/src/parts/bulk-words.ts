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
