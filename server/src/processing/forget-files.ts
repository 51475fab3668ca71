import type { Deps } from '#deps.ts'
import { forgetOldFiles } from '#storage/reply-files.ts'

/** Takes away files of replies that nobody will send any more: a day after they came for nothing, or after their reply ended. */
export async function forgetFiles({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  await forgetOldFiles(db, clock.now())
  return true
}
