import type { Deps } from '#deps.ts'
import { alertsFor, type RaisedAlert } from '#domain/alert.ts'
import type { NewEvent } from '#domain/events.ts'
import { alertSignsOf, keepAlert, lockAlerts, resolveAlert, sellersToWatch } from '#storage/alerts.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { massDefectsBySeller } from '#storage/similar-problems.ts'

type AlertDeps = Pick<Deps, 'db' | 'clock'>

/** Raises alerts about what needs a person, and ends those that somebody has dealt with (domain §14.3). */
export async function raiseAlerts(deps: AlertDeps): Promise<void> {
  const now = deps.clock.now()
  const massDefects = await massDefectsBySeller(deps.db, now)
  const watched = new Set([...massDefects.keys(), ...(await sellersToWatch(deps.db, now))])
  for (const sellerId of watched) await settleAlerts(deps, sellerId, massDefects.get(sellerId) ?? [])
}

/** The rows and the events that tell of them are true together. That there are more of the same is no event. */
async function settleAlerts({ db, clock }: AlertDeps, sellerId: string, massDefects: readonly number[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const former = await lockAlerts(tx, sellerId)
    const alerts = alertsFor(await alertSignsOf(tx, sellerId, { massDefects, now }))
    const changed = alerts.filter(({ code, severity, count }) => {
      const known = former.find((each) => each.code === code)
      return known?.count !== count || known.severity !== severity
    })
    const over = former.filter(({ code }) => !alerts.some((alert) => alert.code === code))

    for (const alert of changed) await keepAlert(tx, sellerId, alert, now)
    for (const { code } of over) await resolveAlert(tx, sellerId, code, now)
    const raised = changed.filter(({ code }) => !former.some((known) => known.code === code))
    const events = [
      ...raised.map((alert) => eventOf('alert_raised', alert)),
      ...over.map((alert) => eventOf('alert_resolved', alert)),
    ]
    if (events.length > 0) await recordEvents(tx, sellerId, now, events)
  })
}

function eventOf(type: 'alert_raised' | 'alert_resolved', { code, severity, count }: RaisedAlert): NewEvent {
  return { type, details: { code, severity, count } }
}
