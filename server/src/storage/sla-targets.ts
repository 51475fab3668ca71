import type { Channel, Intent, Priority } from '#domain/interaction.ts'
import type { OwnTarget } from '#domain/sla-targets.ts'
import type { Db, Tx } from './db.ts'

/** What these sellers set for themselves. */
export async function ownTargetsOf(db: Db, sellerIds: string[]): Promise<Map<string, OwnTarget[]>> {
  return await ownTargetsIn(db.prisma, sellerIds)
}

/** The same within a transaction. */
export async function ownTargetsIn(tx: Tx, sellerIds: string[]): Promise<Map<string, OwnTarget[]>> {
  const rows = await tx.slaTarget.findMany({ where: { sellerId: { in: sellerIds } } })
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id).map(asTarget)]))
}

/** What a seller set that decides about every item that comes in: one statement, because it is asked for each page. */
export async function receivingRules(
  tx: Tx,
  sellerId: string,
): Promise<{ windowMinutes: number; targets: OwnTarget[] }> {
  const [rules] = await tx.$queryRaw<{ windowMinutes: number; targets: OwnTarget[] }[]>`
    SELECT reply_pending_window_minutes AS "windowMinutes", coalesce((
      SELECT jsonb_agg(jsonb_build_object('channel', channel, 'intent', intent, 'priority', priority, 'minutes', minutes))
      FROM sla_target WHERE seller_id = seller.id
    ), '[]') AS targets
    FROM seller WHERE id = ${sellerId}::uuid`
  if (!rules) throw new Error(`There is no seller ${sellerId}.`)
  return rules
}

type Row = { channel: string; intent: string; priority: string | null; minutes: number | null }

// The columns hold the domain's words; nobody else writes them.
function asTarget({ channel, intent, priority, minutes }: Row): OwnTarget {
  return { channel: channel as Channel, intent: intent as Intent, priority: priority as Priority | null, minutes }
}

/** Keeps a figure; without any the row goes. Says whether that changed anything. */
export async function saveTarget(
  tx: Tx,
  sellerId: string,
  { channel, intent, priority, minutes }: OwnTarget,
): Promise<boolean> {
  const key = { sellerId, channel, intent }
  if (priority === null && minutes === null) return (await tx.slaTarget.deleteMany({ where: key })).count > 0
  const known = await tx.slaTarget.findUnique({ where: { sellerId_channel_intent: key } })
  if (known?.priority === priority && known.minutes === minutes) return false
  await tx.slaTarget.upsert({
    where: { sellerId_channel_intent: key },
    create: { ...key, priority, minutes },
    update: { priority, minutes },
  })
  return true
}

/** Forgets every figure of the seller, or those of one channel. Returns which they were. */
export async function forgetTargets(tx: Tx, sellerId: string, channel: Channel | null): Promise<OwnTarget[]> {
  const where = { sellerId, ...(channel && { channel }) }
  const known = await tx.slaTarget.findMany({ where })
  await tx.slaTarget.deleteMany({ where })
  return known.map(asTarget)
}

/** Has what waits with these intents judged anew, by whoever looks next at what is due. */
export async function judgeSoon(
  tx: Tx,
  sellerId: string,
  targets: Pick<OwnTarget, 'channel' | 'intent'>[],
  now: Date,
): Promise<void> {
  for (const channel of new Set(targets.map((target) => target.channel))) {
    const intents = targets.filter((target) => target.channel === channel).map(({ intent }) => intent)
    await tx.interaction.updateMany({
      where: { sellerId, channel, needsResponse: true, intent: { in: intents } },
      data: { nextChangeAt: now },
    })
  }
}
