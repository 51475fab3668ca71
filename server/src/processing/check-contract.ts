import type { Deps } from '#deps.ts'
import { type ContractChange, type ContractReport, changeSince, nextNight, spreadOf } from '#domain/contract.ts'
import { after, HOUR, MINUTE } from '#domain/time.ts'
import { claimDue } from '#storage/claim.ts'
import { keepReport, listUncheckedSellers, lockTold, planCheck, skipCheck, zoneOf } from '#storage/contract-checks.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'

export type CheckDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'owner' | 'contract'>

/** Gives every seller with a key its place in the night (domain §16.1). */
export async function planChecks({ db, clock }: CheckDeps): Promise<void> {
  for (const { sellerId, zone } of await listUncheckedSellers(db)) {
    await planCheck(db, sellerId, nextNight(clock.now(), zone, spreadOf(sellerId)))
  }
}

/** A seller whose check this process has taken. */
export type DueCheck = { sellerId: string }

/** Takes checks that are due, at most this many. */
export async function claimChecks({ db, clock, owner }: CheckDeps, limit: number): Promise<DueCheck[]> {
  return await claimDue<DueCheck>(db, 'contract', clock.now(), { owner, leaseMs: 20 * MINUTE }, limit)
}

/** Makes a check that was taken, and gives the seller its next place. */
export async function checkSeller(deps: CheckDeps, sellerId: string): Promise<void> {
  const { db, clock, owner } = deps
  const tonight = nextNight(clock.now(), await zoneOf(db, sellerId), spreadOf(sellerId))
  const report = await deps.contract(sellerId)
  if (report) await tell(deps, sellerId, { report, dueAt: dueAfter(report, clock.now(), tonight) })
  else await skipCheck(db, sellerId, owner, tonight)
}

/** Who was not there, or had no budget, is asked again in an hour. */
function dueAfter({ state, calls }: ContractReport, now: Date, tonight: Date): Date {
  const isToBeAskedAgain = calls.length > 0 && (state === 'unreachable' || state === 'skipped')
  return isToBeAskedAgain ? after(now, HOUR) : tonight
}

type Ended = { report: ContractReport; dueAt: Date }

/** The report and the event that tells of a change are true together. The same thing found again is no event. */
async function tell({ db, clock, log, owner }: CheckDeps, sellerId: string, { report, dueAt }: Ended): Promise<void> {
  await inTransaction(db, async (tx) => {
    const told = await lockTold(tx, sellerId, owner)
    if (!told) return
    const at = clock.now()
    const change = changeSince(told, report)
    await keepReport(tx, sellerId, { report, change, at, dueAt })
    if (!isNews(change)) return

    const details = { state: report.state, appeared: firstOf(change.appeared), gone: firstOf(change.gone) }
    log[report.state === 'breaking' ? 'error' : 'warn']({ sellerId, ...details }, "The marketplace's answers changed.")
    await recordEvents(tx, sellerId, at, [{ type: 'contract_changed', details }])
  })
}

function isNews({ appeared, gone }: ContractChange): boolean {
  return appeared.length > 0 || gone.length > 0
}

// An event is for people and programs to look up; the report has the rest.
function firstOf(names: string[]): string[] {
  return names.slice(0, 20)
}
