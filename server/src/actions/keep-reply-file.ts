import { createHash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { BadInput, Conflict, FilesRefused, NotFound } from '#domain/errors.ts'
import { fileNameOf } from '#domain/file-name.ts'
import { fileTypeOf } from '#domain/file-type.ts'
import { filesRefusalOf, type ReplyFile } from '#domain/reply-file.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Viewer } from '#domain/viewer.ts'
import { keepUpload } from '#storage/reply-files.ts'
import { visibleTo } from '#storage/visibility.ts'

/** A file as somebody sends it: for which chat, under which name, and with a key made once for it. */
export type GivenFile = { interactionId: string; key: string; name: string; bytes: Uint8Array }

/**
 * Keeps a file that is to go with a message to a buyer. It waits for a day; `sendReply` names it by its id. The same key again is the
 * same file. Refuses with `NotFound`, `BadInput`, `Conflict`, `FilesRefused` (WB contract §9.3).
 */
export async function keepReplyFile(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  { interactionId, key, name, bytes }: GivenFile,
): Promise<ReplyFile> {
  if (!isUuid(key)) throw new BadInput('key', 'The key must be a UUID, made once for this file.')
  const interaction = isUuid(interactionId)
    ? await db.prisma.interaction.findFirst({ where: { id: interactionId, ...visibleTo(viewer) } })
    : null
  if (!interaction) throw new NotFound('interaction')
  if (interaction.channel !== 'chat') throw new FilesRefused('chat_only')

  const refusal = filesRefusalOf([{ size: bytes.length }])
  if (refusal) throw new FilesRefused(refusal)
  const type = fileTypeOf(bytes)
  if (!type) throw new FilesRefused('unknown_type')

  const hash = createHash('sha256').update(bytes).digest('base64url')
  const file = { key: key.toLowerCase(), name: fileNameOf(name, type), type, size: bytes.length, hash, bytes }
  const kept = await keepUpload(db, interaction.sellerId, file, clock.now())
  if (kept === 'too_many') throw new FilesRefused('too_many')
  if (kept === 'key_reused') throw new Conflict('key_reused', 'The key belongs to another file.')
  return kept
}
