import type { Deps } from '#deps.ts'
import { skipped } from '#domain/bulk.ts'
import { NotFound } from '#domain/errors.ts'
import type { Viewer } from '#domain/viewer.ts'
import { lockBulk } from '#storage/bulk.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { visibleTo } from '#storage/visibility.ts'

/** Begins nothing more of a job. What has had its turn is done; a job that has ended stays as it is. Refuses with `NotFound`. */
export async function cancelBulk(
  { db, clock, wake }: Pick<Deps, 'db' | 'clock' | 'wake'>,
  viewer: Viewer,
  { jobId }: { jobId: string },
): Promise<{ jobId: string }> {
  await inTransaction(db, async (tx) => {
    const visible = await tx.bulkJob.findFirst({ where: { id: jobId, ...visibleTo(viewer) } })
    if (!visible) throw new NotFound('job')
    const { sellerId } = visible
    await lockBulk(tx, sellerId)
    const now = clock.now()
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, state: 'running' },
      data: { state: 'cancelled', dueAt: now },
    })
    if (count === 0) return

    await tx.bulkItem.updateMany({ where: { jobId, result: null, takenAt: null }, data: skipped('cancelled') })
    await recordEvents(tx, sellerId, now, [
      { type: 'bulk_changed', actor: viewer.userId, details: { bulkJobId: jobId, cancelled: true } },
    ])
  })
  wake()
  return { jobId }
}
