import type { Deps } from '#deps.ts'
import { after, DAY } from '#domain/time.ts'
import { forgetRunsBefore } from '#storage/sync-runs.ts'

const kept = 30 * DAY

/** Takes away runs that are more than thirty days old, some at a time: a shop makes thousands a day. False: there may be more. */
export async function forgetRuns({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  return (await forgetRunsBefore(db, after(clock.now(), -kept), atOnce)) < atOnce
}

const atOnce = 5000
