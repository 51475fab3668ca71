import type { Deps } from '#deps.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import type { Channel, Intent } from '#domain/interaction.ts'
import { checkedTemplate } from '#domain/template-fields.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { visibleTo } from '#storage/visibility.ts'

/** What an operator says of a template. */
export type TemplateInput = {
  title: string
  shortcut: string
  text: string
  channels: Channel[]
  intent: Intent | null
  ratingMin: number | null
  ratingMax: number | null
  isActive: boolean
}

type Needs = Pick<Deps, 'db' | 'clock'>
type Kept = { templateId: string; sellerId: string }

/** As many as somebody may want to look through. */
const mostTemplates = 200

/** Keeps a text to be used again (domain §12.3). Refuses with `NotFound`, `BadInput`, `Conflict`. */
export async function createTemplate(
  { db, clock }: Needs,
  viewer: Viewer,
  { sellerId, ...input }: TemplateInput & { sellerId: string },
): Promise<Kept> {
  if (!sellerIdsOf(viewer).includes(sellerId)) throw new NotFound('seller')
  const data = checkedTemplate(input)

  return await inTransaction(db, async (tx) => {
    await lockTemplates(tx, sellerId)
    if ((await tx.replyTemplate.count({ where: { sellerId } })) >= mostTemplates)
      throw new BadInput('sellerId', `There are ${mostTemplates} templates already.`)
    await assertFree(tx, sellerId, data.shortcut, null)
    const now = clock.now()
    const { id } = await tx.replyTemplate.create({ data: { ...data, sellerId, createdAt: now, updatedAt: now } })
    await tellChanged(tx, viewer, { templateId: id, sellerId }, now)
    return { templateId: id, sellerId }
  })
}

/** Writes a template anew. Refuses with `NotFound`, `BadInput`, `Conflict`. */
export async function updateTemplate(
  { db, clock }: Needs,
  viewer: Viewer,
  { templateId, ...input }: TemplateInput & { templateId: string },
): Promise<Kept> {
  return await inTransaction(db, async (tx) => {
    const { sellerId } = await findVisible(tx, viewer, templateId)
    const data = checkedTemplate(input)
    await lockTemplates(tx, sellerId)
    await assertFree(tx, sellerId, data.shortcut, templateId)
    const now = clock.now()
    const { count } = await tx.replyTemplate.updateMany({
      where: { id: templateId },
      data: { ...data, updatedAt: now },
    })
    if (count === 0) throw new NotFound('template')
    await tellChanged(tx, viewer, { templateId, sellerId }, now)
    return { templateId, sellerId }
  })
}

/** Deletes a template for good. Replies written with it stay as they are. Refuses with `NotFound`. */
export async function deleteTemplate(
  { db, clock }: Needs,
  viewer: Viewer,
  { templateId }: { templateId: string },
): Promise<{ sellerId: string }> {
  return await inTransaction(db, async (tx) => {
    const { sellerId } = await findVisible(tx, viewer, templateId)
    const { count } = await tx.replyTemplate.deleteMany({ where: { id: templateId } })
    if (count === 0) throw new NotFound('template')
    await tellChanged(tx, viewer, { templateId, sellerId }, clock.now())
    return { sellerId }
  })
}

async function findVisible(tx: Tx, viewer: Viewer, id: string): Promise<{ sellerId: string }> {
  const template = await tx.replyTemplate.findFirst({ where: { id, ...visibleTo(viewer) } })
  if (!template) throw new NotFound('template')
  return template
}

/** Two people who choose the same word wait for each other here. */
async function lockTemplates(tx: Tx, sellerId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM seller WHERE id = ${sellerId}::uuid FOR NO KEY UPDATE`
}

async function assertFree(tx: Tx, sellerId: string, shortcut: string, except: string | null): Promise<void> {
  const other = await tx.replyTemplate.findUnique({ where: { sellerId_shortcut: { sellerId, shortcut } } })
  if (other && other.id !== except) throw new Conflict('shortcut_taken', 'Another template has this shortcut.')
}

async function tellChanged(tx: Tx, viewer: Viewer, { templateId, sellerId }: Kept, now: Date): Promise<void> {
  await recordEvents(tx, sellerId, now, [{ type: 'templates_changed', actor: viewer.userId, details: { templateId } }])
}
