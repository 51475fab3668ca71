import type { Judgement } from '#domain/judge.ts'
import type { Signs } from '#domain/reading.ts'
import { PRIORITY_RANK } from '#domain/sla.ts'
import type { Db, Tx } from './db.ts'
import type { InteractionModel } from './generated/models.ts'
import { signsAsStored } from './standing.ts'

/** An interaction that the clock changes, as it is and as it is judged from. */
export type DueChange = { interaction: InteractionModel; signs: Signs }

/**
 * Interactions whose next change is due, held until the transaction ends, the longest due first. What another process holds is
 * left to it: the lock is the claim, since nothing but the database is waited for.
 */
export async function lockDueChanges(tx: Tx, now: Date, limit: number): Promise<DueChange[]> {
  const locked = await tx.$queryRawUnsafe<{ id: string }[]>(dueStatement, now, limit)
  if (locked.length === 0) return []
  const interactions = await tx.interaction.findMany({ where: { id: { in: locked.map(({ id }) => id) } } })
  return await signsAsStored(tx, interactions, now)
}

/** However many interactions there are, the index of the changes leads to those that are due. */
export const dueStatement = `
  SELECT id FROM interaction WHERE next_change_at <= $1::timestamptz
  ORDER BY next_change_at LIMIT $2::int FOR UPDATE SKIP LOCKED`

/** When the next change is due, of those after `since`; null when none is. */
export async function nextChangeAfter(db: Db, since: Date): Promise<Date | null> {
  const [row] = await db.query<{ at: Date }>(nextChangeStatement, [since])
  return row?.at ?? null
}

const nextChangeStatement = {
  name: 'next_change',
  text: 'SELECT next_change_at AS at FROM interaction WHERE next_change_at > $1::timestamptz ORDER BY next_change_at LIMIT 1',
}

/** News of the deadline of an interaction. */
export type DeadlineNews = { interactionId: string; type: 'sla_due_soon' | 'sla_overdue'; dueAt: Date | null }

/** Of these news those that the journal has told of these very deadlines: a seller's figures move them back and forth (domain §6.6). */
export async function toldNews(tx: Tx, news: DeadlineNews[]): Promise<DeadlineNews[]> {
  if (news.length === 0) return []
  const events = await tx.$queryRaw<{ interactionId: string; type: string; dueAt: string }[]>`
    SELECT interaction_id AS "interactionId", type, details ->> 'dueAt' AS "dueAt" FROM journal_event
    WHERE interaction_id = ANY(${news.map(({ interactionId }) => interactionId)}::uuid[]) AND type IN ('sla_due_soon', 'sla_overdue')`
  return news.filter(({ interactionId, type, dueAt }) =>
    events.some(
      (told) => told.interactionId === interactionId && told.type === type && told.dueAt === dueAt?.toISOString(),
    ),
  )
}

/** A judgement to be stored. `isNews`: it says something else than the one before. */
export type NewJudgement = { id: string; judgement: Judgement; isNews: boolean }

/**
 * Stores judgements of interactions that are held, all in one statement. Their version stays: what an operator was about to answer or
 * close is what it was, only more urgent.
 */
export async function saveJudgements(tx: Tx, judged: NewJudgement[], now: Date): Promise<void> {
  const rows = judged.map(({ id, judgement, isNews }) => {
    const { intent, intentMethod, sentiment, priority, priorityReason, needsEscalation, escalationReason } = judgement
    const { slaTargetMinutes, slaDueAt, slaSince, slaTold, nextChangeAt } = judgement
    return {
      ...{ id, is_news: isNews, intent, intent_method: intentMethod, sentiment },
      ...{ priority, priority_rank: PRIORITY_RANK[priority], priority_reason: priorityReason },
      ...{ needs_escalation: needsEscalation, escalation_reason: escalationReason },
      ...{ sla_target_minutes: slaTargetMinutes, sla_due_at: slaDueAt, sla_since: slaSince, sla_told: slaTold },
      next_change_at: nextChangeAt,
    }
  })
  await tx.$executeRaw`
    UPDATE interaction SET
      intent = judged.intent, intent_method = judged.intent_method, sentiment = judged.sentiment,
      priority = judged.priority, priority_rank = judged.priority_rank, priority_reason = judged.priority_reason,
      needs_escalation = judged.needs_escalation, escalation_reason = judged.escalation_reason,
      sla_target_minutes = judged.sla_target_minutes, sla_due_at = judged.sla_due_at, sla_since = judged.sla_since,
      sla_told = judged.sla_told, next_change_at = judged.next_change_at,
      updated_at = CASE WHEN is_news THEN ${now} ELSE interaction.updated_at END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS judged (
      id uuid, is_news boolean, intent text, intent_method text, sentiment text, priority text, priority_rank int, priority_reason text, needs_escalation boolean,
      escalation_reason text, sla_target_minutes int, sla_due_at timestamptz, sla_since timestamptz, sla_told text,
      next_change_at timestamptz
    )
    WHERE interaction.id = judged.id`
}
