import type { NewEvent } from '#domain/events.ts'
import type { IncomingChat, IncomingItem } from '#domain/incoming.ts'
import { counted } from '#domain/surprise.ts'
import type { BackfillProgress, Page } from '#sources/connector.ts'
import { isDataError } from '#storage/data-error.ts'
import type { Tx } from '#storage/db.ts'
import { countStored, knownAmong } from '#storage/interactions.ts'
import { refreshStatistics } from '#storage/statistics.ts'
import type { Run } from '#storage/sync-runs.ts'
import { keepRun, syncChanged } from '#storage/sync-states.ts'
import { keepUnreadable } from '#storage/unreadable.ts'
import { type Inflow, receive } from './receive.ts'
import { countSlowedDown, type Going, type RunDeps } from './run.ts'

type IncomingPage = Page<IncomingItem | IncomingChat>

/** One page: its items, the cursor behind it and the sign of life are true together or not at all. */
export async function receivePage(deps: RunDeps, going: Going, whole: IncomingPage): Promise<void> {
  const { run, seen, stats } = going
  const page = whole.onlyUnknown ? await withoutKnown(deps, run, whole) : whole
  const ids = page.items.map(({ externalId }) => externalId)
  const fresh = new Set(ids.filter((id) => !seen.has(id)))

  const { created, refused } = await keepPage(deps, going, page, fresh)
  for (const id of fresh) seen.add(id)
  if (page.surprises?.length) going.surprises = counted([...going.surprises, ...page.surprises])
  if (page.trouble) {
    going.trouble = page.trouble
    countSlowedDown(going, page.trouble)
  }
  const before = stats.fetched
  stats.fetched += ids.length + page.unreadable.length
  stats.created += created
  stats.updated += fresh.size - created - refused.size
  stats.skipped += ids.length - fresh.size
  stats.errors += page.unreadable.length + refused.size
  if (refused.size > 0)
    deps.log.error({ ...run, externalIds: [...refused] }, 'the database refused items, which are left out')
  if (Math.floor(before / muchAtOnce) !== Math.floor(stats.fetched / muchAtOnce)) await refreshStatistics(deps.db)
}

// So many items may have made a small table a large one.
const muchAtOnce = 1000

/** An item that we know is known better from elsewhere: this page says nothing of its state today. */
async function withoutKnown({ db }: RunDeps, { sellerId, channel }: Run, page: IncomingPage): Promise<IncomingPage> {
  const ids = page.items.map(({ externalId }) => externalId)
  const known = await knownAmong(db, { sellerId, channel }, ids)
  return { ...page, items: page.items.filter(({ externalId }) => !known.has(externalId)) }
}

type Kept = { created: number; refused: Set<string> }

/** The page in one transaction; where the database refuses its data, each item in one of its own, so that only the bad ones stay out. */
async function keepPage(deps: RunDeps, going: Going, page: IncomingPage, fresh: Set<string>): Promise<Kept> {
  try {
    return { created: await keepWhole(deps, going, page, page.items, fresh.size > 0), refused: new Set() }
  } catch (error) {
    if (!isDataError(error)) throw error
  }
  const kept = await keepOneByOne(deps, going, page)
  await keepWhole(deps, going, page, [], fresh.size > kept.refused.size)
  return kept
}

async function keepWhole(
  deps: RunDeps,
  going: Going,
  page: IncomingPage,
  items: IncomingPage['items'],
  isNews: boolean,
): Promise<number> {
  const cursor = { ...going.cursor, source: page.cursor }
  const expected = page.expected ?? going.expected
  const reached = { ...going, cursor, expected }

  const { created } = await receive(deps, inflowOf(going, page), items, async (tx, _received, now) => {
    await keepUnreadable(tx, going.run, [...page.unreadable, ...(page.strange ?? [])], now)
    reached.loaded = page.isPast ? going.loaded : await loadedBy(tx, going)
    // While a shop is read the first time it goes on growing: there is never more than all of it.
    if (expected !== null) reached.expected = Math.max(expected, reached.loaded)
    return await noteProgress(tx, reached, { isNews, page }, now)
  })
  Object.assign(going, reached)
  return created
}

async function keepOneByOne(deps: RunDeps, going: Going, page: IncomingPage): Promise<Kept> {
  const kept: Kept = { created: 0, refused: new Set() }
  for (const item of page.items) {
    try {
      const { created } = await receive(deps, inflowOf(going, page), [item], async (tx, _received, now) => {
        await keepRun(tx, going.run, { cursor: going.cursor }, now)
        return []
      })
      kept.created += created
    } catch (error) {
      if (!isDataError(error)) throw error
      kept.refused.add(item.externalId)
    }
  }
  return kept
}

/** Counted, not added up: a page that is read again after its process died brings nothing new. */
async function loadedBy(tx: Tx, { run: { sellerId, channel, mode }, loaded }: Going): Promise<number> {
  return mode === 'first' ? await countStored(tx, sellerId, channel) : loaded
}

function inflowOf({ run: { sellerId } }: Going, { isPast = false }: IncomingPage): Inflow {
  return { sellerId, isPast }
}

type News = { isNews: boolean; page: IncomingPage }

async function noteProgress(tx: Tx, going: Going, { isNews, page }: News, now: Date): Promise<NewEvent[]> {
  const { run, cursor, loaded, expected } = going
  const isFirst = run.mode === 'first' && !page.isPast
  const past = page.backfill ? columnsOf(page.backfill, now) : {}
  await keepRun(tx, run, { cursor, ...(isFirst ? { loaded, expected } : {}), ...past }, now)
  if (isFirst && isNews) return [syncChanged(run.channel, { status: 'syncing', loaded, expected })]
  return page.isPast && page.backfill ? [syncChanged(run.channel, { backfill: page.backfill.done })] : []
}

function columnsOf({ done, expected, isOver, reachedAt }: BackfillProgress, now: Date) {
  const reached = reachedAt ? { backfillReachedAt: reachedAt } : {}
  return { backfillDone: done, backfillExpected: expected, backfillEndedAt: isOver ? now : null, ...reached }
}
