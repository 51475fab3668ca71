import { MINUTE, SECOND } from '#domain/time.ts'
import type { Log } from '#log.ts'

/** How long a claim holds when nothing is heard of whoever made it. */
export const leaseMs = MINUTE

const renewEveryMs = 15 * SECOND
// The longest calls to a marketplace, one after the other, are over by then. What goes on for longer hangs, and loses its claim.
const mostRenewals = (10 * MINUTE) / renewEveryMs

/**
 * Does work under a claim, which is renewed while the work lasts: a marketplace may take longer to answer than a lease holds. That
 * says only that the process is alive; whether the work makes progress is said elsewhere (domain §16.2).
 */
export async function underLease<Result>(
  { renew, log }: { renew: () => Promise<unknown>; log: Log },
  work: () => Promise<Result>,
): Promise<Result> {
  let renewals = 0
  const renewing = setInterval(() => {
    renewals += 1
    if (renewals >= mostRenewals) clearInterval(renewing)
    renew().catch((error: unknown) => log.warn({ error }, 'a lease could not be renewed; tried again soon'))
  }, renewEveryMs).unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
  }
}
