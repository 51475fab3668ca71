import type { Clock } from '#clock.ts'
import { isStarved } from '#domain/cadence.ts'
import { after, MINUTE } from '#domain/time.ts'
import type { Log } from '#log.ts'
import { NotExecuted, OutcomeUnknown, RefusedBySource, SourceError, type SourceRefusal } from '#sources/errors.ts'
import { type RateBuckets, type RateBudget, rateBudget } from '#sources/rate-budget.ts'
import { createWbClient, type WbDeps, type WbRequest } from './client.ts'
import type { TokenFacts } from './token.ts'

/**
 * What a key really opens, as WB itself says. `rejected`: WB does not know the key at all. `untried`: asking would have cost too much.
 * `until`: WB said only to come later, which it may say before it has looked at the key.
 */
type Access = 'granted' | 'denied' | 'rejected' | 'unreachable' | 'untried' | { until: Date }

export type Probe = { feedbacks: Access; chats: Access }

type ProbeDeps = { config: WbDeps['config']; clock: Clock; log: Log }

/**
 * Tries a key before it is kept: one call for each kind of data it says to open (WB contract §2.3). A poor key has one list of chats an
 * hour, which is all that the first synchronisation would know of today's: there the reviews speak for the key (§3.1).
 */
export async function probe({ config, clock, log }: ProbeDeps, facts: TokenFacts): Promise<Probe> {
  const client = createWbClient({ config, clock, budget: nobodysBudget(clock) }, facts)
  const tried = (isOpen: boolean, request: WbRequest) =>
    isOpen ? accessBy(() => client.read(request), log) : ('denied' as const)
  const sparesChats = facts.opensFeedbacks && facts.opensChats && isStarved(facts.tokenType, config)
  const [feedbacks, chats] = await Promise.all([
    tried(facts.opensFeedbacks, unanswered),
    sparesChats ? ('untried' as const) : tried(facts.opensChats, allChats),
  ])
  return { feedbacks, chats }
}

const unanswered = { host: 'feedbacks', group: 'feedbacks', path: '/api/v1/feedbacks/count-unanswered' } as const
const allChats = { host: 'chat', group: 'chats', path: '/api/v1/seller/chats' } as const

/** Books what trying the key has cost, once WB has confirmed whose key it is. */
export async function bookProbe(
  { config, clock, buckets }: Omit<ProbeDeps, 'log'> & { buckets: RateBuckets },
  facts: TokenFacts,
  { feedbacks, chats }: Probe,
): Promise<void> {
  const budget = rateBudget(buckets, clock, facts, config)
  for (const [group, access] of [['feedbacks', feedbacks] as const, ['chats', chats] as const]) {
    if (typeof access === 'object') await budget.slowDown(group, access.until)
    if (access === 'granted') await budget.take(group, 'write').catch(unlessEmpty)
  }
}

function unlessEmpty(error: unknown): void {
  if (!(error instanceof NotExecuted)) throw error
}

/** Which shop a key opens is only its own word until WB has answered, so no shop's budget is asked or spent. */
function nobodysBudget(clock: Clock): RateBudget {
  return {
    take: async () => undefined,
    slowDown: async (_group, until) => until ?? after(clock.now(), MINUTE),
    heard: async () => undefined,
    stumbled: async () => undefined,
  }
}

/** Only these answers are about the key; any other refusal of a harmless question is a trouble of WB or of ours (WB contract §4.1). */
const saidOfTheKey: Partial<Record<SourceRefusal, Access>> = { auth: 'rejected', scope: 'denied' }

async function accessBy(call: () => Promise<unknown>, log: Log): Promise<Access> {
  try {
    await call()
    return 'granted'
  } catch (error) {
    if (error instanceof SourceError)
      log.warn({ detail: error.message, requestId: error.requestId }, 'WB did not let a key in that was tried.')
    if (error instanceof NotExecuted) return error.retryAt ? { until: error.retryAt } : 'unreachable'
    if (error instanceof RefusedBySource) return saidOfTheKey[error.reason] ?? 'unreachable'
    if (error instanceof OutcomeUnknown) return 'unreachable'
    throw error
  }
}
