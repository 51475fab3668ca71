import type { Deps } from '#deps.ts'
import { draftBlockOf } from '#domain/draft.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import type { NewEvent } from '#domain/events.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { askForDraft, findVisibleDraft, leaveLine, markShown } from '#storage/drafts.ts'
import { recordEvents } from '#storage/events.ts'
import type { InteractionModel } from '#storage/generated/models.ts'
import { lockVisible } from '#storage/locked.ts'

type Needs = Pick<Deps, 'db' | 'clock' | 'wake'>

/**
 * Asks for a draft, and answers before it is written: the journal tells when it is there. `isForced` wants another text even if
 * nothing has changed (domain §9.4). Refuses with `NotFound`, `Conflict`.
 */
export async function generateDraft(
  { db, clock, wake }: Needs,
  viewer: Viewer,
  { interactionId, isForced }: { interactionId: string; isForced: boolean },
): Promise<{ interactionId: string }> {
  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    assertMayHaveDraft(interaction)
    const now = clock.now()
    await askForDraft(tx, { interactionId, sellerId: interaction.sellerId }, { askedBy: viewer.userId, isForced, now })
    await recordEvents(tx, interaction.sellerId, now, [eventOf('draft_requested', interaction, viewer)])
  })
  wake()
  return { interactionId }
}

/** Waits for the draft no longer; one that is written all the same is thrown away. Refuses with `NotFound`. */
export async function cancelDraft(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId }: { interactionId: string },
): Promise<{ interactionId: string }> {
  await inTransaction(db, async (tx) => {
    const interaction = await lockVisible(tx, viewer, interactionId)
    if (!(await leaveLine(tx, interactionId))) return
    await recordEvents(tx, interaction.sellerId, clock.now(), [eventOf('draft_cancelled', interaction, viewer)])
  })
  return { interactionId }
}

/** Notes that an operator has a draft before her: only such a one counts when her reply is compared with it. Refuses with `NotFound`. */
export async function showDraft(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { draftId }: { draftId: string },
): Promise<{ interactionId: string }> {
  return await inTransaction(db, async (tx) => {
    const draft = isUuid(draftId) ? await findVisibleDraft(tx, viewer, draftId) : null
    if (!draft) throw new NotFound('draft')
    const { sellerId, interactionId, interaction } = draft
    const now = clock.now()
    if (await markShown(tx, draftId, now)) {
      const event = { type: 'draft_shown', interactionId, channel: interaction.channel, details: { draftId } } as const
      await recordEvents(tx, sellerId, now, [{ ...event, actor: viewer.userId }])
    }
    return { interactionId }
  })
}

function assertMayHaveDraft(interaction: InteractionModel): void {
  const block = draftBlockOf(interaction)
  if (block === 'needs_human') throw new Conflict('needs_human', 'A person has to answer this in her own words.')
  if (block === 'not_open') throw new Conflict('not_open', 'Only an item that waits for an answer gets a draft.')
}

function eventOf(
  type: 'draft_requested' | 'draft_cancelled',
  { id: interactionId, channel }: InteractionModel,
  { userId: actor }: Viewer,
): NewEvent {
  return { type, interactionId, channel, actor }
}
