import type { Deps } from '#deps.ts'
import {
  type BulkOutcome,
  bulkCategories,
  failed,
  nextBulkLook,
  outcomeOfRefusal,
  outcomeOfReply,
  skipped,
} from '#domain/bulk.ts'
import { Conflict, Refusal } from '#domain/errors.ts'
import { mustStop } from '#domain/escalation-effect.ts'
import type { NewEvent } from '#domain/events.ts'
import type { EscalationReason } from '#domain/interaction.ts'
import { after, SECOND } from '#domain/time.ts'
import type { Viewer } from '#domain/viewer.ts'
import {
  type BulkItemRow,
  type BulkJobRow,
  bulkItemsOf,
  bulkJobById,
  lockBulk,
  noteReply,
  releaseBulk,
  repliesInBulk,
  settleItem,
  takeTurn,
} from '#storage/bulk.ts'
import { claimDue } from '#storage/claim.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { leaseMs } from '#storage/lease.ts'
import { lockVisible } from '#storage/locked.ts'
import { replyByKey } from '#storage/replies.ts'
import { findViewer } from '#storage/viewers.ts'
import { visibleTo } from '#storage/visibility.ts'
import { closeLocked } from './close-interaction.ts'
import { reopenLocked } from './reopen-interaction.ts'
import { sendReply } from './send-reply.ts'
import { setPriorityLocked } from './set-priority.ts'

export type BulkDeps = Pick<Deps, 'db' | 'clock' | 'config' | 'log' | 'owner' | 'wake'>

/**
 * Goes on with the actions on many items that are due: of each does what can be done now. Items are done as the operator who began
 * it: whatever she may not do by now is not done. Returns how many jobs it took up (domain §12.2).
 */
export async function carryOutBulk(deps: BulkDeps): Promise<number> {
  const { db, clock, owner } = deps
  const claimed = await claimDue<{ id: string }>(db, 'bulk', clock.now(), { owner, leaseMs }, atOnce)
  for (const { id } of claimed) await goOn(deps, id)
  return claimed.length
}

const atOnce = 4

async function goOn(deps: BulkDeps, id: string): Promise<void> {
  const { db, clock, owner, log } = deps
  try {
    const job = await bulkJobById(db, id)
    await work(deps, job)
    const items = await itemsOf(deps, job)
    const dueAt = nextBulkLook(items, clock.now())
    if (dueAt === null) await finish(deps, job)
    await releaseBulk(db, id, owner, dueAt)
  } catch (error) {
    log.error(
      { bulkJobId: id, error: nameOf(error) },
      'An action on many items could not go on; it is tried again soon.',
    )
    await releaseBulk(db, id, owner, after(clock.now(), 10 * SECOND)).catch(() => undefined)
  }
}

async function itemsOf({ db }: BulkDeps, { id, sellerId }: BulkJobRow): Promise<BulkItemRow[]> {
  return (await bulkItemsOf(db, [sellerId], [id])).get(id) ?? []
}

async function work(deps: BulkDeps, job: BulkJobRow): Promise<void> {
  const viewer = job.createdBy === null ? null : await findViewer(deps.db, job.createdBy, 'operator')
  if (job.action === 'send') await hearOfReplies(deps, job)
  if (!viewer) return await giveUp(deps, job)
  if (job.action === 'send') {
    for (const channels of bulkCategories) {
      const item = await takeTurn(deps.db, job, channels, deps.clock.now())
      if (item) await send(deps, viewer, job, item)
    }
    return
  }
  for (const item of await itemsOf(deps, job)) if (item.result === null) await change(deps, viewer, job, item)
}

async function hearOfReplies(deps: BulkDeps, job: BulkJobRow): Promise<void> {
  for (const { position, ...reply } of await repliesInBulk(deps.db, job.id)) {
    const outcome = outcomeOfReply(reply)
    if (outcome) await settle(deps, job, { jobId: job.id, position }, outcome)
  }
}

/** Nobody is left in whose name anything could be done. */
async function giveUp(deps: BulkDeps, job: BulkJobRow): Promise<void> {
  for (const item of await itemsOf(deps, job)) {
    if (item.result === null && item.replyId === null) await settle(deps, job, item, skipped('not_allowed'))
  }
}

/**
 * The key was stored before: an item that had its turn when its process died, or when the database failed, is the same reply. So what
 * fails once the reply may have been taken is no result of the item: the job goes on from there a little later.
 */
async function send(deps: BulkDeps, viewer: Viewer, job: BulkJobRow, item: BulkItemRow): Promise<void> {
  const sent = await sendOrRefuse(deps, viewer, job, item)
  if ('result' in sent) return await settle(deps, job, item, sent)
  await noteReply(deps.db, item, sent.replyId)
}

async function sendOrRefuse(
  deps: BulkDeps,
  viewer: Viewer,
  { sellerId }: BulkJobRow,
  item: BulkItemRow,
): Promise<BulkOutcome | { replyId: string }> {
  const { interactionId, version, templateId, draftId, text, key } = item
  // What befell the item since its reply was taken takes nothing back.
  const earlier = await replyByKey(deps.db.prisma, sellerId, key ?? '')
  if (earlier) return { replyId: earlier.id }
  try {
    if (await mustBeSeenByPerson(deps, viewer, interactionId)) return skipped('needs_person')
    // All of them could be taken back before the first one began.
    const leavingAtOnce = { ...deps, config: { ...deps.config, undoMs: 0 } }
    const input = { interactionId, version, templateId, draftId, text: text ?? '', key: key ?? '' }
    return await sendReply(leavingAtOnce, viewer, input)
  } catch (error) {
    // A commit whose answer got lost has taken the reply.
    const taken = error instanceof Refusal ? null : await replyByKey(deps.db.prisma, sellerId, key ?? '')
    return taken ? { replyId: taken.id } : outcomeOf(deps, error, item)
  }
}

async function mustBeSeenByPerson({ db }: BulkDeps, viewer: Viewer, id: string): Promise<boolean> {
  const known = await db.prisma.interaction.findFirst({
    where: { id, ...visibleTo(viewer) },
    select: { escalationReason: true },
  })
  return isStop(known)
}

/** The column holds the domain's words; nobody else writes it. */
function isStop(interaction: Pick<InteractionModel, 'escalationReason'> | null): boolean {
  return mustStop((interaction?.escalationReason ?? null) as EscalationReason | null)
}

/** The item and its result are changed together, so a process that dies between two items has done neither or both. */
async function change(deps: BulkDeps, viewer: Viewer, job: BulkJobRow, item: BulkItemRow): Promise<void> {
  try {
    await inTransaction(deps.db, async (tx) => {
      const interaction = await lockVisible(tx, viewer, item.interactionId)
      if (job.action === 'close' && isStop(interaction)) {
        await settleIn(tx, deps, job, item, skipped('needs_person'))
        return
      }
      if (interaction.version !== item.version) throw new Conflict('changed', 'The item has changed.')
      const events = await changeLocked(tx, viewer, job, interaction, deps.clock.now())
      await settleIn(tx, deps, job, item, { result: 'done', reason: null }, events)
    })
  } catch (error) {
    if (!(error instanceof AlreadySettled)) await settle(deps, job, item, outcomeOf(deps, error, item))
  }
}

async function changeLocked(
  tx: Tx,
  viewer: Viewer,
  { action, priority, closeReason }: BulkJobRow,
  interaction: InteractionModel,
  now: Date,
): Promise<NewEvent[]> {
  switch (action) {
    case 'set_priority':
      return await setPriorityLocked(tx, viewer, interaction, priority, now)
    case 'close':
      return await closeLocked(tx, viewer, interaction, closeReason ?? 'manual', now)
    case 'reopen':
      return await reopenLocked(tx, viewer, interaction, now)
    case 'send':
      return []
  }
}

/** One failure stops nothing: a bug in one item is that item's result. */
function outcomeOf({ log }: BulkDeps, error: unknown, { jobId, interactionId }: BulkItemRow): BulkOutcome {
  if (error instanceof Refusal) return outcomeOfRefusal(error)
  log.error(
    { bulkJobId: jobId, interactionId, error: nameOf(error) },
    'An item of an action on many could not be done.',
  )
  return failed('internal')
}

type Place = Pick<BulkItemRow, 'jobId' | 'position'>

async function settle(deps: BulkDeps, job: BulkJobRow, item: Place, outcome: BulkOutcome): Promise<void> {
  await inTransaction(deps.db, (tx) => settleIn(tx, deps, job, item, outcome)).catch((error: unknown) => {
    if (!(error instanceof AlreadySettled)) throw error
  })
}

/** The last thing of its transaction. Somebody who was cancelled, or whose lease was lost, takes everything back. */
async function settleIn(
  tx: Tx,
  { clock }: BulkDeps,
  job: BulkJobRow,
  item: Place,
  outcome: BulkOutcome,
  events: NewEvent[] = [],
): Promise<void> {
  if (!(await settleItem(tx, item, outcome))) throw new AlreadySettled()
  await recordEvents(tx, job.sellerId, clock.now(), [...events, changed(job, { result: outcome.result })])
}

class AlreadySettled extends Error {}

async function finish({ db, clock }: BulkDeps, { id, sellerId, ...job }: BulkJobRow): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockBulk(tx, sellerId)
    const now = clock.now()
    const { count } = await tx.bulkJob.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: now } })
    await tx.bulkJob.updateMany({ where: { id, state: 'running' }, data: { state: 'finished' } })
    if (count === 1)
      await recordEvents(tx, sellerId, now, [changed({ id, createdBy: job.createdBy }, { finished: true })])
  })
}

function changed({ id, createdBy }: Pick<BulkJobRow, 'id' | 'createdBy'>, details: Record<string, unknown>): NewEvent {
  return { type: 'bulk_changed', actor: createdBy ?? 'system', details: { bulkJobId: id, ...details } }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
