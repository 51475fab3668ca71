import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../src/clock.ts'
import { BadConfig, readConfig } from '../src/config.ts'
import type { ContractReport } from '../src/domain/contract.ts'
import { KeyRefused } from '../src/domain/errors.ts'
import { after } from '../src/domain/time.ts'
import type { Allowance, RateBuckets } from '../src/sources/rate-budget.ts'
import { checkContract } from '../src/sources/wb/contract-check.ts'
import { decodeToken } from '../src/sources/wb/token.ts'
import { exitCodes, textOf } from './wb-contract/report.ts'

// pnpm wb:contract: asks the hosts of WB_FEEDBACKS_URL and WB_CHAT_URL a handful of harmless things with the key of
// WB_CONTRACT_TOKEN, and holds the answers against what we expect.
//   --json   the report as JSON
// Ends with 0 when all is well or something is new, 1 when something is broken, 2 when nobody answered or the budget was
// spent, 3 when the key or the configuration cannot be used.

try {
  const report = await check()
  console.log(process.argv.includes('--json') ? JSON.stringify(report, null, 2) : textOf(report))
  process.exitCode = exitCodes[report.state]
} catch (error) {
  if (!(error instanceof BadConfig || error instanceof KeyRefused)) throw error
  console.error(
    error instanceof KeyRefused ? `The key in WB_CONTRACT_TOKEN cannot be used: ${error.message}` : error.message,
  )
  process.exitCode = 3
}

async function check(): Promise<ContractReport> {
  // The database has no part in this.
  const config = readConfig({ ...process.env, DATABASE_URL: '' })
  const pasted = config.wbContractToken
  if (!pasted) throw new BadConfig('Set WB_CONTRACT_TOKEN to a key of WB; its categories decide what is asked.')
  return await checkContract(
    { config, clock: systemClock, buckets: ownBuckets(), aside: untilThen },
    decodeToken(pasted, systemClock.now()),
  )
}

/** Nothing else is done here meanwhile. */
async function untilThen(until: Date): Promise<boolean> {
  await pause(Math.max(0, until.getTime() - Date.now()) + 1)
  return true
}

/** Budgets of this process alone: the one of the app is in its database. */
function ownBuckets(): RateBuckets {
  const kept = new Map<string, { tokens: number; at: Date; notBefore: Date | null }>()
  const levelOf = (key: string, { capacity, refillMs }: Allowance, now: Date): number => {
    const bucket = kept.get(key)
    return bucket ? Math.min(capacity, bucket.tokens + (now.getTime() - bucket.at.getTime()) / refillMs) : capacity
  }
  const closed = (key: string, until: Date, now: Date) => void kept.set(key, { tokens: 0, at: now, notBefore: until })

  return {
    async take(key, allowance, now) {
      const notBefore = kept.get(key)?.notBefore ?? null
      if (notBefore && notBefore > now) return { freeAt: notBefore, closedUntil: notBefore }
      const level = levelOf(key, allowance, now)
      const missing = 1 + allowance.reserve - level
      if (missing > 0) return { freeAt: after(now, Math.ceil(missing * allowance.refillMs)), closedUntil: null }
      kept.set(key, { tokens: level - 1, at: now, notBefore: null })
      return null
    },
    close: async (key, until, now) => closed(key, until, now),
    async atMost(key, allowance, left, now) {
      if (levelOf(key, allowance, now) > left) kept.set(key, { tokens: left, at: now, notBefore: null })
    },
    // One look of a person: nothing comes twice in a row.
    strike: async () => 0,
    forgive: async () => undefined,
  }
}
