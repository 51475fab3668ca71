import type { Deps } from '#deps.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Channel } from '#domain/interaction.ts'
import { type Judgement, judgeAgain } from '#domain/judge.ts'
import type { SlaNews } from '#domain/next-change.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import {
  type DeadlineNews,
  type DueChange,
  lockDueChanges,
  type NewJudgement,
  nextChangeAfter,
  saveJudgements,
  toldNews,
} from '#storage/due-changes.ts'
import { recordEvents } from '#storage/events.ts'

type JudgeDeps = Pick<Deps, 'db' | 'clock'>

/**
 * Judges anew what the clock alone has changed, and only that: priorities that age or a near deadline raise, markers of those who
 * wait too long, and deadlines that are due soon or past, told once each (domain §6.6). Returns when there is something to do next.
 */
export async function judgeDue(deps: JudgeDeps): Promise<Date | null> {
  const first = await nextChangeAfter(deps.db, ever)
  if (!first || first > deps.clock.now()) return first

  let page = await judgePage(deps)
  while (page.count === atOnce) page = await judgePage(deps)
  // What fell due since the last page is due, not past.
  return await nextChangeAfter(deps.db, page.at)
}

const ever = new Date(0)

// The embedded database serves nobody else meanwhile.
const atOnce = 50

async function judgePage({ db, clock }: JudgeDeps): Promise<{ count: number; at: Date }> {
  return await inTransaction(db, async (tx) => {
    const now = clock.now()
    const due = await lockDueChanges(tx, now, atOnce)
    if (due.length === 0) return { count: 0, at: now }
    const judged = await withoutToldNews(
      tx,
      due.map((each) => ({ ...each, ...judgeAgain(each.signs, now) })),
    )

    await saveJudgements(tx, judged.map(asStored), now)
    await record(tx, judged, now)
    return { count: due.length, at: now }
  })
}

type Judged = DueChange & { judgement: Judgement; news: SlaNews | null }

/** A deadline that was moved away and back is where it was told already. */
async function withoutToldNews(tx: Tx, judged: Judged[]): Promise<Judged[]> {
  const news = judged.flatMap((each) => newsOf(each) ?? [])
  const told = new Set((await toldNews(tx, news)).map(({ interactionId }) => interactionId))
  return judged.map((each) => (told.has(each.interaction.id) ? { ...each, news: null } : each))
}

function newsOf({ interaction, judgement, news }: Judged): DeadlineNews | null {
  return news && { interactionId: interaction.id, type: newsEvents[news], dueAt: judgement.slaDueAt }
}

function asStored({ interaction, judgement }: Judged): NewJudgement {
  return { id: interaction.id, judgement, isNews: hasChanged(interaction, judgement) }
}

/** Each seller's events together, and the sellers in one order: whoever writes to several journals waits in no circle. */
async function record(tx: Tx, judged: Judged[], now: Date): Promise<void> {
  const sellerIds = new Set(judged.map(({ interaction }) => interaction.sellerId))
  for (const sellerId of [...sellerIds].sort()) {
    const ofSeller = judged.filter(({ interaction }) => interaction.sellerId === sellerId)
    const events = ofSeller.flatMap(eventsOf)
    if (events.length > 0) await recordEvents(tx, sellerId, now, events)
  }
}

const newsEvents = { due_soon: 'sla_due_soon', overdue: 'sla_overdue' } as const

function eventsOf({ interaction, judgement, news }: Judged): NewEvent[] {
  // The column holds the domain's words; nobody else writes it.
  const subject = { interactionId: interaction.id, channel: interaction.channel as Channel }
  const { priority: to, priorityReason: reason, escalationReason, slaDueAt } = judgement
  const change = { from: interaction.priority, to, reason, escalationReason }
  return [
    ...(hasChanged(interaction, judgement) ? [{ type: 'classified' as const, ...subject, details: change }] : []),
    ...(news ? [{ type: newsEvents[news], ...subject, details: { dueAt: slaDueAt } }] : []),
  ]
}

type Interaction = DueChange['interaction']

/** Whether anybody who looks at the interaction sees something else than before. */
function hasChanged(interaction: Interaction, judgement: Judgement): boolean {
  const { intent, priority, priorityReason, escalationReason, slaDueAt } = judgement
  return (
    interaction.intent !== intent ||
    interaction.priority !== priority ||
    interaction.priorityReason !== priorityReason ||
    interaction.escalationReason !== escalationReason ||
    interaction.slaDueAt?.getTime() !== slaDueAt?.getTime()
  )
}
