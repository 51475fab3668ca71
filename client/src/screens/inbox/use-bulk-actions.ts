import { onBeforeUnmount } from 'vue'
import { readBulk } from '#api/bulk.ts'
import type { BulkProgressFragment, CloseReason, Priority, StartBulkInput } from '#generated/graphql.ts'
import { useBulk } from '#stores/bulk.ts'
import { serverNow } from '#stores/clock.ts'
import { useSelection } from '#stores/selection.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Actions on the chosen items that need no texts: begun here, done by the server, told when they are over. */
export function useBulkActions() {
  const t = ru.triage.bulk
  const bulk = useBulk()
  const selection = useSelection()
  /** Jobs of this page; another page tells of its own. */
  const mine = new Set<string>()

  onBeforeUnmount(bulk.onFinished((job) => mine.delete(job.id) && tell(job)))
  onBeforeUnmount(selection.onAnswered((n) => showToast({ text: ru.triage.select.answered(n), unasked: true })))

  const chosen = () => [...selection.items.values()].map(({ id, version }) => ({ interactionId: id, version }))

  async function begin(input: Omit<StartBulkInput, 'key'>): Promise<void> {
    const outcome = await bulk.begin(input)
    switch (outcome.kind) {
      case 'accepted':
        selection.end()
        if (outcome.answer.job.finishedAt === null) mine.add(outcome.answer.job.id)
        else tell(outcome.answer.job)
        return
      case 'refused':
        return void showToast({ text: refusalText(outcome.refusal, serverNow()) })
      case 'unreachable':
        return void showToast({ text: ru.frame.needsConnection })
      case 'broken':
        return void showToast({ text: failures.broken(outcome.incident), tone: 'error' })
    }
  }

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
    await begin({ action: 'REOPEN', items })
  }

  return {
    close: (closeReason: CloseReason) => begin({ action: 'CLOSE', closeReason, items: chosen() }),
    reopen: () => begin({ action: 'REOPEN', items: chosen() }),
    prioritise: (priority: Priority | null) => begin({ action: 'SET_PRIORITY', priority, items: chosen() }),
  }
}
