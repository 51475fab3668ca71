import { randomUUID } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { type BulkAction, mostBulkItems } from '#domain/bulk.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import { textFingerprint } from '#domain/guardrails.ts'
import type { CloseReason, Priority } from '#domain/interaction.ts'
import { isBlank } from '#domain/text.ts'
import { after } from '#domain/time.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { visibleTo } from '#storage/visibility.ts'
import { byHand } from './close-interaction.ts'

/** An item as it was when the operator chose it; `text` is what she approved, where texts are sent, and `draftId` what was before her. */
export type BulkChoice = {
  interactionId: string
  version: number
  text: string | null
  templateId: string | null
  draftId: string | null
}

/** `key` is a UUID made with the job. A `priority` of null gives the items back to the rules. */
export type StartBulkInput = {
  key: string
  action: BulkAction
  items: BulkChoice[]
  priority: Priority | null
  closeReason: CloseReason
}

type Needs = Pick<Deps, 'db' | 'clock' | 'config' | 'wake'>

/**
 * Begins an action on many items of one seller (domain §12.2). Texts begin to leave when the time to take them back is over, which is
 * twice that of a single reply. The same key again is the same job. Refuses with `BadInput`, `NotFound`, `Conflict`.
 */
export async function startBulk(deps: Needs, viewer: Viewer, input: StartBulkInput): Promise<{ jobId: string }> {
  const items = checked(input)
  const started = await inTransaction(deps.db, (tx) => create(tx, deps, viewer, { ...input, items }))
  deps.wake()
  return started
}

function checked({ key, action, items, closeReason }: StartBulkInput): BulkChoice[] {
  if (!isUuid(key)) throw new BadInput('key', 'The key must be a UUID, made once for this job.')
  if (items.length === 0 || items.length > mostBulkItems)
    throw new BadInput('items', `A job has 1 to ${mostBulkItems} items.`)
  if (new Set(items.map(({ interactionId }) => interactionId)).size < items.length)
    throw new BadInput('items', 'An item is named twice.')
  if (action === 'close' && !byHand.has(closeReason))
    throw new BadInput('closeReason', 'An item is closed by hand as MANUAL or SPAM.')
  if (action !== 'send') return items.map((item) => ({ ...item, text: null, templateId: null, draftId: null }))

  return items.map((item) => {
    const text = item.text?.trim().toWellFormed() ?? ''
    if (isBlank(text) || text.includes('\u0000')) throw new BadInput('items', 'A text is empty or cannot be sent.')
    return { ...item, text }
  })
}

async function create(
  tx: Tx,
  { clock, config }: Needs,
  viewer: Viewer,
  { key, action, items, priority, closeReason }: StartBulkInput,
): Promise<{ jobId: string }> {
  const ids = items.map(({ interactionId }) => interactionId)
  const found = await tx.interaction.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer) },
    select: { id: true, sellerId: true, channel: true },
  })
  if (found.length < ids.length) throw new NotFound('interaction')
  const known = new Map(found.map((row) => [row.id, row]))
  const [sellerId = '', another] = new Set(found.map((row) => row.sellerId))
  if (another !== undefined) throw new BadInput('items', 'The items are of several sellers.')

  const idempotencyKey = key.toLowerCase()
  const earlier = await tx.bulkJob.findUnique({
    where: { sellerId_idempotencyKey: { sellerId, idempotencyKey } },
    include: { items: { orderBy: { position: 'asc' } } },
  })
  const chosen = {
    action,
    priority: action === 'set_priority' ? priority : null,
    closeReason: action === 'close' ? closeReason : null,
  }
  if (earlier) return sameJob(earlier, { ...chosen, items })

  const now = clock.now()
  const startsAt = action === 'send' ? after(now, 2 * config.undoMs) : now
  const job = await tx.bulkJob.create({
    data: {
      sellerId,
      idempotencyKey,
      ...chosen,
      createdBy: viewer.userId,
      createdAt: now,
      startsAt,
      dueAt: startsAt,
    },
  })
  await tx.bulkItem.createMany({
    data: items.map(({ interactionId, version, text, templateId, draftId }, position) => ({
      jobId: job.id,
      position,
      sellerId,
      interactionId,
      channel: known.get(interactionId)?.channel ?? '',
      version,
      text,
      textFingerprint: text === null ? null : textFingerprint(text),
      templateId,
      draftId,
      idempotencyKey: text === null ? null : randomUUID(),
    })),
  })
  await recordEvents(tx, sellerId, now, [
    { type: 'bulk_changed', actor: viewer.userId, details: { bulkJobId: job.id, action, total: items.length } },
  ])
  return { jobId: job.id }
}

type Chosen = { action: string; priority: string | null; closeReason: string | null }
type Earlier = Chosen & { id: string; items: { interactionId: string; text: string | null }[] }

function sameJob(earlier: Earlier, { items, ...chosen }: Chosen & Pick<StartBulkInput, 'items'>): { jobId: string } {
  const isSame =
    earlier.action === chosen.action &&
    earlier.priority === chosen.priority &&
    earlier.closeReason === chosen.closeReason &&
    earlier.items.length === items.length &&
    earlier.items.every(
      ({ interactionId, text }, at) => interactionId === items[at]?.interactionId && text === items[at]?.text,
    )
  if (!isSame) throw new Conflict('key_reused', 'The key belongs to another job.')
  return { jobId: earlier.id }
}
