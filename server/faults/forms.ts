import { MINUTE, SECOND } from '#domain/time.ts'
import type { FaultsOptions } from './run.ts'

type Form = Omit<FaultsOptions, 'seed' | 'databaseServer' | 'say'>

/** The whole proof: half an hour, longer where the machine has much else to do. */
export const longForm: Form = {
  shops: 6,
  size: { review: 140, question: 80, chat: 100 },
  measure: { replies: 2100, kills: 110, storm: { leastMs: 15 * MINUTE, mostMs: 40 * MINUTE } },
  scale: { storm: 10, behind: 3, calm: 60 },
  calmMs: 8 * MINUTE,
}

/** Enough to notice that something has broken, in three minutes at most. */
export const shortForm: Form = {
  shops: 2,
  size: { review: 50, question: 30, chat: 40 },
  measure: { replies: 220, kills: 9, storm: { leastMs: 55 * SECOND, mostMs: 3 * MINUTE } },
  scale: { storm: 15, behind: 5, calm: 200 },
  calmMs: 4 * MINUTE,
}

/** A form with another number of replies or kills. Fewer replies take less time. */
export function sized(
  form: Form,
  { replies, kills }: { replies?: string | undefined; kills?: string | undefined },
): Form {
  const { measure } = form
  const wanted = replies ? Number(replies) : measure.replies
  const share = wanted / measure.replies
  const storm = { leastMs: measure.storm.leastMs * share, mostMs: measure.storm.mostMs * Math.max(share, 0.5) }
  return { ...form, measure: { replies: wanted, kills: kills ? Number(kills) : measure.kills, storm } }
}
