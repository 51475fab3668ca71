import type { IncomingItem, Listed } from '#domain/incoming.ts'
import { after, HOUR } from '#domain/time.ts'
import { isDataError } from '#storage/data-error.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { findUnlisted, markMissing } from '#storage/interactions.ts'
import { keepRun } from '#storage/sync-states.ts'
import { receive } from './receive.ts'
import type { Going, Reading, RunDeps } from './run.ts'

const mostPerRun = 50

/**
 * Keeps a note of what a listing of the unanswered did not name although we hold it open: somebody may have answered it in the seller
 * portal, or it is gone (domain §4.6). It is read again one by one, whenever the budget allows. Each page speaks for its own time, so
 * a listing that takes many runs misses nothing.
 */
export async function listForRecheck({ db, clock }: RunDeps, going: Going, listed: Listed): Promise<void> {
  const { sellerId, channel } = going.run
  const { recheck: before, recheckAfter } = going.cursor
  const left = before.filter((id) => !listed.ids.has(id))
  const limit = mostPerRun - left.length
  // What is on the note already must not take the places of what is not.
  const known = { ...listed, ids: new Set([...listed.ids, ...left]) }
  const found =
    limit > 0
      ? await findUnlisted(db, { sellerId, channel, listed: known, after: recheckAfter, limit }, clock.now())
      : []
  const recheck = [...left, ...found]
  const isFull = recheck.length >= mostPerRun
  if (recheck.length === 0 && before.length === 0 && !(listed.isEnd && recheckAfter !== null)) return

  const roundEnds = listed.isEnd && !isFull ? null : recheckAfter
  going.cursor = { ...going.cursor, recheck, recheckAfter: isFull ? (recheck.at(-1) ?? null) : roundEnds }
  await inTransaction(db, (tx) => keepRun(tx, going.run, { cursor: going.cursor }, clock.now()))
}

/** Reads the first item of the note again, and takes it off the note together with what was learnt. */
export async function recheckOne(deps: RunDeps, { going, connector }: Reading): Promise<void> {
  const [externalId, ...rest] = going.cursor.recheck
  if (externalId === undefined) return
  const item = await connector.lookFor({ externalId, replySign: null }, 'rest')
  const cursor = { ...going.cursor, recheck: rest }

  if (item) await keepFound(deps, going, item, cursor)
  else await noteMissing(deps, going, externalId, cursor)
  going.cursor = cursor
}

async function keepFound(deps: RunDeps, going: Going, item: IncomingItem, cursor: Going['cursor']): Promise<void> {
  const { run, stats } = going
  const keepPlace = (tx: Tx, now: Date) => keepRun(tx, run, { cursor }, now)
  try {
    await receive(deps, { sellerId: run.sellerId }, [item], async (tx, _received, now) => {
      await keepPlace(tx, now)
      return []
    })
  } catch (error) {
    if (!isDataError(error)) throw error
    await inTransaction(deps.db, (tx) => keepPlace(tx, deps.clock.now()))
    stats.errors += 1
    deps.log.error({ ...run, externalIds: [item.externalId] }, 'the database refused items, which are left out')
  }
}

/** Once is a mishap; twice, an hour apart, the item is gone (WB contract §6.4). */
async function noteMissing(
  { db, clock }: RunDeps,
  { run }: Going,
  externalId: string,
  cursor: Going['cursor'],
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const { sellerId, channel } = run
    const gone = await markMissing(tx, { sellerId, channel, externalId }, { now, since: after(now, -HOUR) })
    await keepRun(tx, run, { cursor }, now)
    if (gone)
      await recordEvents(tx, sellerId, now, [
        { type: 'closed', interactionId: gone, channel, details: { reason: 'removed' } },
      ])
  })
}
