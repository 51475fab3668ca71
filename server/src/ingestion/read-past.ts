import { after, MINUTE } from '#domain/time.ts'
import { NotExecuted, RefusedBySource, SourceError } from '#sources/errors.ts'
import { receivePage } from './receive-page.ts'
import { countSlowedDown, type Reading, type RunDeps } from './run.ts'

/**
 * When the past goes on, null when there is nothing to go on with; what went wrong with it, and what told it to slow down.
 */
type PastEnding = { moreAt: Date | null; trouble: SourceError | null; told?: SourceError }

const mostPerRun = 20_000

/**
 * Reads a piece of the past (domain §4.6): as much as the budget leaves, and never so long that what is new would have to wait.
 * The past failing is no failure of the channel: it is tried again with the next look for news.
 */
export async function readPast(deps: RunDeps, { going, connector }: Reading, until: Date): Promise<PastEnding> {
  const { clock } = deps
  const begun = going.stats.fetched
  const pieceUntil = Math.min(until.getTime(), after(clock.now(), MINUTE).getTime())
  try {
    for await (const page of connector.backfill?.(going.cursor.source) ?? []) {
      await receivePage(deps, going, page)
      if (page.backfill?.isOver) return nothingLeft
      const isPieceOver = clock.now().getTime() >= pieceUntil || going.stats.fetched - begun >= mostPerRun
      if (isPieceOver) return { moreAt: clock.now(), trouble: null }
    }
    return nothingLeft
  } catch (error) {
    if (!(error instanceof SourceError) || isKeyTrouble(error)) throw error
    if (!(error instanceof NotExecuted) || error.reason !== 'rate_limit') return { moreAt: null, trouble: error }
    countSlowedDown(going, error)
    return { moreAt: retryAt(error, going.pace.isPoor, clock.now()), trouble: null, told: error }
  }
}

const nothingLeft: PastEnding = { moreAt: null, trouble: null }

function isKeyTrouble(error: SourceError): boolean {
  return error instanceof RefusedBySource && (error.reason === 'auth' || error.reason === 'scope')
}

/** On a poor key whoever looks for news gets the next request: another channel shares it, and comes a minute earlier. */
function retryAt({ retryAt: told }: NotExecuted, isPoor: boolean, now: Date): Date {
  const at = told ?? after(now, MINUTE)
  return isPoor ? after(at, 2 * MINUTE) : at
}
