import type {
  AlertCode,
  AlertSeverity,
  AlertSigns,
  PerChannel,
  RaisedAlert,
  ReplySigns,
  SlaSigns,
} from '#domain/alert.ts'
import type { CheckedCall } from '#domain/contract.ts'
import type { Channel } from '#domain/interaction.ts'
import { after, HOUR } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/client.ts'
import { waits } from './inbox-filter.ts'
import { isUndecided } from './lost-replies.ts'

/** An alert that is in force, as it is told. */
export type AlertRow = RaisedAlert & { id: string; sellerId: string; firstSeenAt: Date }

/**
 * The sellers of whom there may be something to raise or to end: who have an alert, a reply that came to nothing, a deadline within
 * the hour, or a check of the marketplace's answers that failed.
 */
export async function sellersToWatch({ prisma }: Db, now: Date): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT seller_id AS id FROM alert WHERE resolved_at IS NULL
    UNION SELECT seller_id FROM reply_outbox
      WHERE dismissed_at IS NULL AND state = ANY (ARRAY['failed', 'needs_attention', 'moderation_rejected', 'rejected'])
    UNION SELECT seller_id FROM reply_outbox WHERE failed_at IS NOT NULL AND failed_at > ${after(now, -HOUR)}
    UNION SELECT seller_id FROM interaction WHERE ${Prisma.raw(waits)} AND sla_due_at <= ${after(now, HOUR)}
    UNION SELECT seller_id FROM contract_check WHERE state = 'breaking'`
  return rows.map(({ id }) => id)
}

/** Everything that may be alarming about the seller; `massDefects` is known of all of them. */
export async function alertSignsOf(
  tx: Tx,
  sellerId: string,
  { massDefects, now }: Pick<AlertSigns, 'massDefects'> & { now: Date },
): Promise<AlertSigns> {
  const replies = await replySignsOf(tx, sellerId, now)
  const deadlines = await slaSignsOf(tx, sellerId, now)
  return { ...replies, ...deadlines, massDefects, brokenCalls: await brokenCallsOf(tx, sellerId) }
}

async function brokenCallsOf(tx: Tx, sellerId: string): Promise<number> {
  const check = await tx.contractCheck.findFirst({ where: { sellerId, state: 'breaking' }, select: { calls: true } })
  // The column holds what the check has written.
  const calls = (check?.calls ?? []) as unknown as CheckedCall[]
  return calls.filter(({ findings }) => findings.some(({ severity }) => severity === 'breaking')).length
}

/** The deadline itself is still in time (domain §6.6). */
async function slaSignsOf(tx: Tx, sellerId: string, now: Date): Promise<SlaSigns> {
  const rows = await tx.$queryRaw<{ channel: Channel; overdue: number; dueSoon: number }[]>`
    SELECT channel, count(*) FILTER (WHERE sla_due_at < ${now})::int AS overdue,
           count(*) FILTER (WHERE sla_due_at >= ${now})::int AS "dueSoon"
    FROM interaction
    WHERE seller_id = ${sellerId}::uuid AND ${Prisma.raw(waits)} AND sla_due_at <= ${after(now, HOUR)}
    GROUP BY channel`
  const perChannel = (count: 'overdue' | 'dueSoon'): PerChannel => {
    const of = (channel: Channel) => rows.find((row) => row.channel === channel)?.[count] ?? 0
    return { review: of('review'), question: of('question'), chat: of('chat') }
  }
  return { overdue: perChannel('overdue'), dueSoon: perChannel('dueSoon') }
}

/** What the seller's replies say of what nobody has dealt with. */
async function replySignsOf(tx: Tx, sellerId: string, now: Date): Promise<ReplySigns> {
  const [signs] = await tx.$queryRaw<ReplySigns[]>`
    SELECT (SELECT count(*)::int FROM reply_outbox
            WHERE seller_id = ${sellerId}::uuid AND failed_at IS NOT NULL AND failed_at > ${after(now, -HOUR)}
              AND state = 'failed') AS "failedLately",
           count(DISTINCT r.interaction_id) FILTER (WHERE r.state IN ('failed', 'needs_attention'))::int AS failed,
           count(DISTINCT r.interaction_id) FILTER (WHERE r.state IN ('moderation_rejected', 'rejected'))::int AS rejected
    FROM reply_outbox AS r JOIN interaction AS i ON i.id = r.interaction_id
    WHERE r.seller_id = ${sellerId}::uuid AND ${Prisma.raw(isUndecided)}`
  return signs ?? { failedLately: 0, failed: 0, rejected: 0 }
}

/** Holds the seller's alerts until the transaction ends, and tells which are in force. */
export async function lockAlerts(tx: Tx, sellerId: string): Promise<RaisedAlert[]> {
  await tx.$queryRaw`SELECT id FROM seller WHERE id = ${sellerId}::uuid FOR NO KEY UPDATE`
  const rows = await tx.alert.findMany({ where: { sellerId, resolvedAt: null } })
  // The columns hold the domain's words; nobody else writes them.
  return rows.map(({ code, severity, count }) => ({
    code: code as AlertCode,
    severity: severity as AlertSeverity,
    count,
  }))
}

/** Begins an alert, or tells how many it is about by now. */
export async function keepAlert(
  tx: Tx,
  sellerId: string,
  { code, severity, count }: RaisedAlert,
  now: Date,
): Promise<void> {
  const { count: known } = await tx.alert.updateMany({
    where: { sellerId, code, resolvedAt: null },
    data: { severity, count },
  })
  if (known === 0) await tx.alert.create({ data: { sellerId, code, severity, count, firstSeenAt: now } })
}

export async function resolveAlert(tx: Tx, sellerId: string, code: AlertCode, now: Date): Promise<void> {
  await tx.alert.updateMany({ where: { sellerId, code, resolvedAt: null }, data: { resolvedAt: now } })
}

/** The alerts of these sellers that are in force, the gravest first. */
export async function alertsOf(db: Db, sellerIds: string[]): Promise<Map<string, AlertRow[]>> {
  const rows = await db.query<AlertRow>(alertsStatement, [sellerIds])
  return new Map(sellerIds.map((id) => [id, rows.filter(({ sellerId }) => sellerId === id)]))
}

const alertsStatement = {
  name: 'alerts',
  text: `
    SELECT id, seller_id AS "sellerId", code, severity, count, first_seen_at AS "firstSeenAt"
    FROM alert WHERE seller_id = ANY($1::uuid[]) AND resolved_at IS NULL
    ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low'], severity), first_seen_at, code`,
}
