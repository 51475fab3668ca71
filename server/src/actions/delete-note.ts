import type { Deps } from '#deps.ts'
import { NotFound } from '#domain/errors.ts'
import type { Channel } from '#domain/interaction.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisible } from '#storage/locked.ts'
import { visibleTo } from '#storage/visibility.ts'

/** Deletes a note for good. Refuses with `NotFound`. */
export async function deleteNote(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { noteId }: { noteId: string },
): Promise<{ interactionId: string }> {
  return await inTransaction(db, async (tx) => {
    const note = await tx.interactionNote.findFirst({ where: { id: noteId, ...visibleTo(viewer) } })
    if (!note) throw new NotFound('note')
    const { interactionId } = note
    const { sellerId, channel } = await lockVisible(tx, viewer, interactionId)
    const { count } = await tx.interactionNote.deleteMany({ where: { id: noteId } })
    if (count === 0) throw new NotFound('note')

    await recordEvents(tx, sellerId, clock.now(), [
      { type: 'note_deleted', interactionId, channel: channel as Channel, actor: viewer.userId, details: { noteId } },
    ])
    return { interactionId }
  })
}
