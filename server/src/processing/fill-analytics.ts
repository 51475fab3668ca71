import type { Deps } from '#deps.ts'
import { hasGap, ratingsByDay, wholePeriod, yearThrough } from '#domain/analytics.ts'
import { dayOf } from '#domain/days.ts'
import { after, between, DAY, HOUR, MINUTE, SECOND } from '#domain/time.ts'
import { claimDue } from '#storage/claim.ts'
import {
  endStep,
  findReading,
  keepRatings,
  listAnalyticsSellers,
  planReadings,
  type Reading,
  type ReadingStep,
  type SellerProduct,
  stopReadings,
} from '#storage/fallback-readings.ts'

// Fills gaps of analytics from a third party (domain §5). It writes figures, and nothing that the inbox or a deadline reads.

export type FillDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'owner' | 'fallback'>

/** Decides whose products a third party is asked about: those of sellers whose own data leaves days of the last year open. */
export async function planFallback({ db, clock, fallback }: FillDeps): Promise<void> {
  if (!fallback) return
  const now = clock.now()
  for (const { sellerId, zone, known } of await listAnalyticsSellers(db)) {
    if (hasGap(wholePeriod(now, zone), known, zone)) await planReadings(db, sellerId, now)
    else await stopReadings(db, sellerId)
  }
}

/** Takes readings that are due, at most this many, and does the next step of each. Returns how many. */
export async function fillDue(deps: FillDeps, limit: number): Promise<number> {
  if (!deps.fallback) return 0
  const claimant = { owner: deps.owner, leaseMs: 20 * MINUTE }
  const claimed = await claimDue<SellerProduct>(deps.db, 'fallback', deps.clock.now(), claimant, limit)
  for (const product of claimed) await fillOne(deps, product)
  return claimed.length
}

async function fillOne(deps: FillDeps, product: SellerProduct): Promise<void> {
  const reading = await findReading(deps.db, product)
  if (!reading) return
  if (reading.taskId === null) await beginTask(deps, reading)
  else await collectTask(deps, reading, reading.taskId)
}

async function beginTask(deps: FillDeps, reading: Reading): Promise<void> {
  const answer = await deps.fallback?.begin(reading.nmId)
  if (!answer) return
  if (answer.kind !== 'begun') return await setBack(deps, reading, answer)
  const now = deps.clock.now()
  await step(deps, reading, { taskId: answer.taskId, askedAt: now, dueAt: after(now, 15 * SECOND), lastError: null })
}

async function collectTask(deps: FillDeps, reading: Reading, taskId: string): Promise<void> {
  const answer = await deps.fallback?.collect(reading.nmId, taskId)
  if (!answer) return
  if (answer.kind === 'pending') return await waitForTask(deps, reading)
  if (answer.kind !== 'ready') return await setBack(deps, reading, answer)

  const { nmId, sellerId, zone } = reading
  const now = deps.clock.now()
  const counts = ratingsByDay(answer.ratings, yearThrough(dayOf(now, zone)), zone)
  await keepRatings(
    deps.db,
    { sellerId, nmId },
    {
      owner: deps.owner,
      step: { ...fresh, dueAt: after(now, DAY), readAt: now, coverage: answer.coverage },
      counts,
    },
  )
}

const fresh = { taskId: null, askedAt: null, failures: 0, lastError: null }

/** A task takes as long as it takes, but one of a day ago is not coming any more. */
async function waitForTask(deps: FillDeps, reading: Reading): Promise<void> {
  const now = deps.clock.now()
  const age = reading.askedAt ? between(reading.askedAt, now) : 0
  if (age >= DAY) return await setBack(deps, reading, { kind: 'lost', detail: 'The task did not end within a day' })
  await step(deps, reading, { dueAt: after(now, Math.min(Math.max(age, 15 * SECOND), 10 * MINUTE)) })
}

type Setback = { kind: 'later'; retryAt: Date } | { kind: 'failed' | 'lost' | 'refused'; detail: string }

/** What was told before stays: figures of yesterday with their date are better than none. */
async function setBack(deps: FillDeps, reading: Reading, setback: Setback): Promise<void> {
  if (setback.kind === 'later') return await step(deps, reading, { dueAt: setback.retryAt })

  const { sellerId, nmId } = reading
  const now = deps.clock.now()
  const failures = reading.failures + 1
  const pause = setback.kind === 'refused' ? 7 * DAY : Math.min(MINUTE * 2 ** Math.min(failures - 1, 10), 6 * HOUR)
  const isTaskKept = setback.kind === 'failed' ? {} : { taskId: null, askedAt: null }
  deps.log.warn(
    { sellerId, nmId, failures, detail: setback.detail },
    'The analytics fallback could not read a product.',
  )
  await step(deps, reading, { ...isTaskKept, dueAt: after(now, pause), failures, lastError: setback.detail })
}

async function step({ db, owner }: FillDeps, reading: Reading, change: Partial<ReadingStep> & { dueAt: Date }) {
  const { sellerId, nmId, taskId, askedAt, failures, lastError } = reading
  await endStep(db.prisma, { sellerId, nmId }, owner, { taskId, askedAt, failures, lastError, ...change })
}
