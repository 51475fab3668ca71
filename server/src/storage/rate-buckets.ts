import { after } from '#domain/time.ts'
import type { Db } from './db.ts'

/**
 * How much a bucket holds, how long one token takes to come back, and how many must stay in it. `lane` counts how many kinds of
 * callers go first, 0 to 4; `gate` is another key whose closing closes this one too.
 */
type Allowance = { capacity: number; refillMs: number; reserve: number; lane?: number; gate?: string }

/** When to come again, and until when the marketplace itself has closed the bucket, if it has. */
type Refusal = { freeAt: Date; closedUntil: Date | null }

/** Token buckets in the database, so that all processes spend one budget (WB contract §3). */
export function openRateBuckets(db: Db) {
  return {
    take: (key: string, allowance: Allowance, now: Date) => takeToken(db, key, allowance, now),
    close: (key: string, until: Date, now: Date, refillMs = Number.POSITIVE_INFINITY) =>
      closeBucket(db, key, { until, refillMs }, now),
    atMost: (key: string, allowance: Allowance, left: number, now: Date) => lowerTo(db, key, allowance, left, now),
    strike: (key: string, now: Date) => countStrike(db, key, now),
    forgive: (keys: string[]) => forgiveStrikes(db, keys),
  }
}

/** One statement takes a token or leaves everything as it is; the bucket fills while nobody looks. */
async function takeToken(db: Db, key: string, allowance: Allowance, now: Date): Promise<Refusal | null> {
  const { capacity, refillMs, reserve, lane = 0, gate = null } = allowance
  const [row] = await db.query<Taking>(takeStatement, [key, capacity, refillMs, 1 + reserve, now, lane, gate])
  if (row?.granted) return null

  const missing = 1 + reserve - Number(row?.tokens ?? 0)
  const refilled = after(now, Math.ceil(Math.max(0, missing) * refillMs))
  const freeAt = latest(refilled, row?.not_before, row?.gate_closed, row?.others_first)
  await db.query(waitStatement, [key, lane + 1, after(freeAt, patienceFor(refillMs))])
  return { freeAt, closedUntil: row?.not_before && row.not_before > now ? row.not_before : null }
}

/** Whoever was sent away is waited for this long after its time has come; then it has lost interest, or its process died. */
function patienceFor(refillMs: number): number {
  return Math.min(Math.max(refillMs, 500), 60_000)
}

function latest(first: Date, ...others: (Date | null | undefined)[]): Date {
  return others.reduce<Date>((last, each) => (each && each > last ? each : last), first)
}

type Taking = {
  granted: boolean
  tokens: number | null
  not_before: Date | null
  gate_closed: Date | null
  others_first: Date | null
}

// What the bucket holds now: what it held, and what has come back since.
const level = `
  LEAST($2::float8, bucket.tokens + GREATEST(0, EXTRACT(EPOCH FROM $5::timestamptz - bucket.updated_at)::float8 * 1000) / $3::float8)`

const isGateOpen = `
  NOT EXISTS (SELECT 1 FROM rate_bucket AS gate WHERE gate.key = $7::text AND gate.not_before > $5::timestamptz)`

const takeStatement = {
  name: 'rate_bucket_take',
  text: `
    WITH taken AS (
      INSERT INTO rate_bucket AS bucket (key, tokens, updated_at)
      SELECT $1, $2::float8 - 1, $5::timestamptz WHERE ${isGateOpen}
      ON CONFLICT (key) DO UPDATE SET tokens = ${level} - 1, updated_at = GREATEST(bucket.updated_at, $5::timestamptz),
        waiting[$6::int + 1] = NULL
      WHERE ${level} >= $4::float8 AND (bucket.not_before IS NULL OR bucket.not_before <= $5::timestamptz)
        AND COALESCE($5::timestamptz < ANY (bucket.waiting[1:$6::int]), false) IS FALSE
      RETURNING key
    )
    SELECT EXISTS (SELECT 1 FROM taken) AS granted, ${level} AS tokens, bucket.not_before,
      (SELECT gate.not_before FROM rate_bucket AS gate WHERE gate.key = $7::text) AS gate_closed,
      (SELECT max(until) FROM unnest(bucket.waiting[1:$6::int]) AS until) AS others_first
    FROM (SELECT 1) AS one LEFT JOIN rate_bucket AS bucket ON bucket.key = $1`,
}

const waitStatement = {
  name: 'rate_bucket_wait',
  text: `
    UPDATE rate_bucket SET waiting[$2::int] = GREATEST(waiting[$2::int], $3::timestamptz) WHERE key = $1 RETURNING key`,
}

/** Closed until then. Then there is one token, not as many as would have come meanwhile: whoever closes does not save up. */
async function closeBucket(
  db: Db,
  key: string,
  { until, refillMs }: { until: Date; refillMs: number },
  now: Date,
): Promise<void> {
  const tokens = Number.isFinite(refillMs) ? Math.min(1, 1 - (until.getTime() - now.getTime()) / refillMs) : 0
  await db.prisma.$executeRaw`
    INSERT INTO rate_bucket AS bucket (key, tokens, updated_at, not_before) VALUES (${key}, ${tokens}, ${now}, ${until})
    ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens,
      updated_at = GREATEST(bucket.updated_at, excluded.updated_at),
      not_before = GREATEST(bucket.not_before, excluded.not_before)`
}

const lowerStatement = {
  name: 'rate_bucket_lower',
  text: `
    UPDATE rate_bucket AS bucket SET tokens = $4::float8, updated_at = GREATEST(bucket.updated_at, $5::timestamptz)
    WHERE key = $1 AND ${level} > $4::float8 RETURNING key`,
}

/** There is no more left than this, whatever was counted: somebody else may spend the same budget. */
async function lowerTo(db: Db, key: string, { capacity, refillMs }: Allowance, left: number, now: Date): Promise<void> {
  await db.query(lowerStatement, [key, capacity, refillMs, left, now])
}

/** Counts one more refusal in a row. Returns how many there were before it. */
async function countStrike(db: Db, key: string, now: Date): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ strikes: number }[]>`
    INSERT INTO rate_bucket AS bucket (key, tokens, updated_at, strikes) VALUES (${key}, 0, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET strikes = bucket.strikes + 1 RETURNING strikes`
  return (row?.strikes ?? 1) - 1
}

async function forgiveStrikes(db: Db, keys: string[]): Promise<void> {
  await db.prisma.$executeRaw`UPDATE rate_bucket SET strikes = 0 WHERE key = ANY(${keys}) AND strikes > 0`
}
