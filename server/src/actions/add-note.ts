import type { Deps } from '#deps.ts'
import { BadInput, Conflict } from '#domain/errors.ts'
import type { Channel } from '#domain/interaction.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { lockVisible } from '#storage/locked.ts'

/** `key` is a UUID made with the note. */
type AddNoteInput = { interactionId: string; text: string; key: string }

const mostText = 2000

/**
 * Notes something about an item for the team (domain §12.4). The same key again is the same note. Refuses with `BadInput`,
 * `NotFound`, `Conflict`.
 */
export async function addNote(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, key, ...input }: AddNoteInput,
): Promise<{ noteId: string; interactionId: string }> {
  const text = input.text.trim().toWellFormed()
  if (text === '' || text.length > mostText || text.includes('\u0000'))
    throw new BadInput('text', `A note has 1 to ${mostText} characters.`)
  if (!isUuid(key)) throw new BadInput('key', 'The key must be a UUID, made once for this note.')
  const idempotencyKey = key.toLowerCase()

  return await inTransaction(db, async (tx) => {
    const { sellerId, channel } = await lockVisible(tx, viewer, interactionId)
    const earlier = await tx.interactionNote.findUnique({
      where: { sellerId_idempotencyKey: { sellerId, idempotencyKey } },
    })
    if (earlier && (earlier.interactionId !== interactionId || earlier.text !== text))
      throw new Conflict('key_reused', 'The key belongs to another note.')
    if (earlier) return { noteId: earlier.id, interactionId }

    const now = clock.now()
    const note = await tx.interactionNote.create({
      data: { sellerId, interactionId, idempotencyKey, text, createdBy: viewer.userId, createdAt: now },
    })
    const details = { noteId: note.id }
    await recordEvents(tx, sellerId, now, [
      { type: 'note_added', interactionId, channel: channel as Channel, actor: viewer.userId, details },
    ])
    return { noteId: note.id, interactionId }
  })
}
