import { type ScheduledTask, schedule } from 'node-cron'
import { type BulkDeps, carryOutBulk } from './actions/carry-out-bulk.ts'
import { askedAtOnce } from './domain/draft.ts'
import { after, between, DAY, HOUR, MINUTE, SECOND } from './domain/time.ts'
import type { SellerChannel } from './ingestion/run.ts'
import { runChannel } from './ingestion/run-channel.ts'
import { claimChannels, type SyncDeps } from './ingestion/sync.ts'
import { oneAtATime, openLane, type Part } from './lane.ts'
import { type CheckDeps, checkSeller, claimChecks, type DueCheck, planChecks } from './processing/check-contract.ts'
import { closeStale } from './processing/close-stale.ts'
import { countNextProductDays } from './processing/count-product-days.ts'
import { type DraftsAtWork, openDraftsAtWork } from './processing/drafts-at-work.ts'
import { type FillDeps, fillDue, planFallback } from './processing/fill-analytics.ts'
import { findNextLinks } from './processing/find-links.ts'
import { forgetFiles } from './processing/forget-files.ts'
import { forgetRuns } from './processing/forget-runs.ts'
import { judgeDue } from './processing/judge-due.ts'
import { type LineUp, openLineUp } from './processing/line-up-drafts.ts'
import { raiseAlerts } from './processing/raise-alerts.ts'
import { claimQuestions, readIntent } from './processing/read-intent.ts'
import { type CardDeps, claimCards, readProductCard } from './processing/read-product-cards.ts'
import { watchKeys } from './processing/watch-keys.ts'
import { claimDrafts, type WriteDeps } from './processing/write-draft.ts'
import type { Aside } from './sources/rate-budget.ts'
import { nextDueAt } from './storage/claim.ts'
import type { DraftTurn } from './storage/drafts.ts'
import type { LinkTurns } from './storage/link-work.ts'
import { failStaleRuns } from './storage/sync-states.ts'

/** The timetable. It only looks: what is due, how often, and who does it is decided by the rows that wait. */
export type Timetable = {
  /** Looks now whether anything is due. By itself it looks once a second, at one thing after the other. */
  tick(): void
  /** Something was recorded, here or elsewhere: it may have a moment of its own before the next look. */
  hear(): void
  /** Resolves when nothing of the timetable is running. */
  idle(): Promise<void>
  stop(): Promise<void>
}

type TimetableDeps = SyncDeps & FillDeps & CardDeps & CheckDeps & BulkDeps & WriteDeps

const everySecond = '* * * * * *'

/** Starts the timetable of this process. Several processes share the rows: a claim decides who does the work. */
export function startTimetable(deps: TimetableDeps): Timetable {
  const guard = oneAtATime(deps, () => failStaleRuns(deps.db, deps.clock.now()))
  const lanes = [hostLane(deps, guard, 'feedbacks'), hostLane(deps, guard, 'chats')]
  const keys = every(deps, MINUTE, async () => {
    await watchKeys(deps)
    return true
  })
  const daily = [closeStale, forgetRuns].map((work) => every(deps, DAY, () => work(deps)))
  const judging = punctual(deps, () => judgeDue(deps))
  const alerts = every(deps, 15 * SECOND, async () => {
    await raiseAlerts(deps)
    return true
  })
  const files = every(deps, HOUR, () => forgetFiles(deps))
  const linkTurns: LinkTurns = { lastSeller: null }
  const linking = unhurried(deps, () => findNextLinks(deps, linkTurns))
  const counting = unhurried(deps, () => countNextProductDays(deps))
  const others = [
    alerts,
    files,
    linking,
    counting,
    readingPart(deps),
    bulkPart(deps),
    ...contractParts(deps),
    ...fallbackParts(deps),
  ]
  const lineUp = openLineUp(deps)
  const atWork = openDraftsAtWork(deps)
  const dropping = oneAtATime(deps, () => atWork.dropUnwanted())
  const drafts = [dropping, ...draftParts(deps, lineUp, atWork), ...cardParts(deps, lineUp)]
  const parts = [guard, ...lanes, keys, ...daily, judging, ...drafts, ...others]

  function tick(): void {
    for (const part of parts) part.look()
  }

  /** All at once they would hold up a reply that is due in the same moment: it asks the database a dozen times, and each time behind them. */
  function lookInTurn(): void {
    for (const [place, part] of parts.entries()) setTimeout(part.look, (place * SECOND) / parts.length).unref()
  }

  // A missed tick costs nothing: the next one finds the same rows.
  const task: ScheduledTask = schedule(everySecond, lookInTurn, { suppressMissedWarning: true })
  return {
    tick,
    hear() {
      judging.look()
      linking.look()
      counting.look()
      dropping.look()
    },
    async idle() {
      await Promise.all(parts.map((part) => part.idle()))
    },
    async stop() {
      const ended = parts.map((part) => part.stop())
      await task.destroy()
      await Promise.all(ended)
    },
  }
}

/** How many runs of one host are read at once, and how many more may wait for their next request meanwhile. */
const breadth = { atOnce: 6, mostHeld: 60 }

/** The runs of one host. Each host has its own, so that one that hangs does not hold up the other. */
function hostLane(deps: SyncDeps, guard: Part, host: 'feedbacks' | 'chats'): Part {
  const claim = async (limit: number) => {
    // A run that died is told as that before its channel is taken for the next one.
    await guard.idle()
    return await claimChannels(deps, host, limit)
  }
  return openLane(deps, { claim, work: (channel: SellerChannel, aside) => runSafely(deps, channel, aside) }, breadth)
}

/** Actions on many items. A turn that falls between two ticks is not missed: texts would leave at half their pace. */
function bulkPart(deps: TimetableDeps): Part {
  return punctual(deps, async ({ isExpected }) => {
    if ((await carryOutBulk(deps)) === 0 && !isExpected) return null
    return await nextDueAt(deps.db, 'bulk', deps.clock.now())
  })
}

/** Work that keeps its moment: it says when it is due next, and if that is before the next tick it is woken for it. */
function punctual(deps: SyncDeps, work: (moment: { isExpected: boolean }) => Promise<Date | null>): Part {
  let alarm: NodeJS.Timeout | undefined
  const part: Part = oneAtATime(deps, async () => {
    const isExpected = alarm !== undefined
    clearTimeout(alarm)
    alarm = undefined
    const at = await work({ isExpected })
    const left = at && between(deps.clock.now(), at)
    if (left !== null && left <= SECOND) alarm = setTimeout(part.look, Math.max(0, left) + 1).unref()
  })
  return {
    ...part,
    async stop() {
      clearTimeout(alarm)
      await part.stop()
      clearTimeout(alarm)
    },
  }
}

/**
 * Work that may wait: a quarter of a second of it, one piece after the other, then a pause of thrice as long, so that there is always
 * room for what somebody waits for. `work` says whether there was anything to do.
 */
function unhurried(deps: SyncDeps, work: () => Promise<boolean>): Part {
  let restsUntil = 0
  return oneAtATime(deps, async () => {
    const begun = performance.now()
    if (begun < restsUntil) return
    while (await work()) {
      const spent = performance.now() - begun
      if (spent < SECOND / 4) continue
      restsUntil = begun + 4 * spent
      return
    }
  })
}

/**
 * Drafts that operators wait for have places of their own, so that none stands behind those that nobody has asked for, and no seller has
 * them all. A model that hangs holds a place for as long as its patience lasts or somebody wants the draft, and nothing else.
 */
function draftParts(deps: TimetableDeps, lineUp: LineUp, { write }: DraftsAtWork): Part[] {
  const lane = (line: 'askedDrafts' | 'draftsAhead', atOnce: number) =>
    openLane(
      deps,
      { claim: (limit) => claimDrafts(deps, line, limit), work: (turn: DraftTurn) => write(turn) },
      { atOnce, mostHeld: atOnce },
    )
  const prepared = lane('draftsAhead', 2)
  const planning = oneAtATime(deps, async () => {
    if ((await lineUp.look()) > 0) prepared.look()
  })
  return [lane('askedDrafts', askedAtOnce.all), planning, prepared]
}

/** Questions that a model reads. They are in the inbox long before; two that hang hold up nobody else. */
function readingPart(deps: TimetableDeps): Part {
  const claim = (limit: number) => claimQuestions(deps, limit)
  return openLane(deps, { claim, work: (question) => readIntent(deps, question) }, { atOnce: 2, mostHeld: 2 })
}

/** Sellers get their place in the night, and one is checked after the other; meanwhile others wait for their next request. */
function contractParts(deps: TimetableDeps): Part[] {
  const plan = every(deps, HOUR, async () => {
    await planChecks(deps)
    return true
  })
  const claim = (limit: number) => claimChecks(deps, limit)
  const work = ({ sellerId }: DueCheck, aside: Aside) =>
    checkSeller({ ...deps, contract: (id) => deps.contract(id, aside) }, sellerId).catch((error: unknown) =>
      deps.log.error({ sellerId, error }, 'A seller could not be checked.'),
    )
  return [plan, openLane(deps, { claim, work }, { atOnce: 1, mostHeld: 10 })]
}

/** Cards of products, one after the other: nobody waits for them. What they tell may be news to drafts. */
function cardParts(deps: TimetableDeps, lineUp: LineUp): Part[] {
  if (!deps.cards) return []
  const claim = (limit: number) => claimCards(deps, limit)
  const work = async (product: { nmId: string }) => {
    await readProductCard(deps, product)
    lineUp.hearOfCard(product.nmId)
  }
  return [openLane(deps, { claim, work }, { atOnce: 1, mostHeld: 1 })]
}

/** Nothing at all unless a third party is configured. One step at a time: it is in nobody's way, and nobody waits for it. */
function fallbackParts(deps: TimetableDeps): Part[] {
  if (!deps.fallback) return []
  const plan = every(deps, HOUR, async () => {
    await planFallback(deps)
    return true
  })
  const fill: Part = oneAtATime(deps, async () => {
    if ((await fillDue(deps, 1)) > 0) fill.look()
  })
  return [plan, fill]
}

/** Work for the start and once in a while. It says whether it is done; if it fails it is tried again a minute later. */
function every(deps: SyncDeps, pause: number, work: () => Promise<boolean>): Part {
  let dueAt = new Date(0)
  return oneAtATime(deps, async () => {
    const now = deps.clock.now()
    if (now < dueAt) return
    dueAt = after(now, MINUTE)
    dueAt = (await work()) ? after(now, pause) : now
  })
}

async function runSafely(deps: SyncDeps, { sellerId, channel }: SellerChannel, aside: Aside): Promise<void> {
  try {
    await runChannel(deps, { sellerId, channel }, { aside })
  } catch (error) {
    deps.log.error({ sellerId, channel, error }, 'A due channel could not be synchronised.')
  }
}
