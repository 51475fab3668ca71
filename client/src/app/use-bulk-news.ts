import { readBulk } from '#api/bulk.ts'
import type { BulkProgressFragment } from '#generated/graphql.ts'
import { tellFailure } from '#parts/tell-failure.ts'
import { useTellKept } from '#parts/tell-kept.ts'
import { useBulk } from '#stores/bulk.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Tells what came of actions on items wherever the operator is by now; of texts the bar at the bottom tells. */
export function useBulkNews() {
  const t = ru.triage.bulk
  const bulk = useBulk()
  const tellKept = useTellKept()

  bulk.onFinished((job) => job.action !== 'SEND' && bulk.isFromHere(job.id) && tell(job))
  bulk.onFailed(tellFailure)

  function tell(job: BulkProgressFragment) {
    const { sent, failed, skipped } = job.totals
    const rest = [failed > 0 && t.failed(failed), skipped > 0 && t.skipped(skipped)]
    const words = { CLOSE: t.closed, REOPEN: t.reopened, SET_PRIORITY: t.prioritised, SEND: t.sent }[job.action]
    const undo = job.action === 'CLOSE' && sent > 0 && { label: ru.frame.cancel, run: () => void takeBack(job.id) }
    showToast({ text: [words(sent), ...rest].filter(Boolean).join(' · '), ...(undo && { action: undo }) })
    bulk.dismiss(job.id)
  }

  /** Brings back what a job closed, unless it has changed since. */
  async function takeBack(jobId: string): Promise<void> {
    const job = await readBulk(jobId)
    if (!job) return void showToast({ text: ru.frame.needsConnection })
    const items = job.items
      .filter(({ result }) => result === 'DONE')
      .map(({ interaction: { id, version } }) => ({ interactionId: id, version }))
    const outcome = await bulk.begin({ action: 'REOPEN', items })
    if (outcome.kind === 'kept') tellKept(outcome.key)
    else if (outcome.kind !== 'accepted') tellFailure(outcome)
  }
}
