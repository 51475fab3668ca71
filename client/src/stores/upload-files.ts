import { uploadFile } from '#api/upload-file.ts'
import type { OutboxFile, OutboxItem } from '#domain/outbox-item.ts'
import { readFile } from '#offline/files.ts'
import { changeReply } from '#offline/outbox.ts'
import { endUpload, noteUpload } from './uploads.ts'

/** The files of a reply are with the server, or why not. */
export type UploadedFiles =
  | { kind: 'accepted'; files: OutboxFile[] }
  | { kind: 'refused'; reason: string | undefined }
  | { kind: 'unreachable' }
  | { kind: 'broken' }

/** Uploads what the server does not have yet. What has arrived is noted at once, so that an upload that is cut off goes on from there. */
export async function uploadFiles({ key, interactionId, files = [] }: OutboxItem): Promise<UploadedFiles> {
  const uploaded = [...files]
  for (const [index, file] of files.entries()) {
    if (file.id !== null) continue
    const bytes = await readFile(file.key)
    // The server had it once, and this device has it no more.
    if (!bytes) return { kind: 'refused', reason: 'GONE' }

    const told = (share: number) => noteUpload(file.key, share)
    const outcome = await uploadFile({ interactionId, key: file.key, name: file.name, bytes, told })
    endUpload(file.key)
    if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason ?? undefined }
    if (outcome.kind !== 'accepted') return outcome
    uploaded[index] = { ...file, id: outcome.id }
    await changeReply(key, { files: [...uploaded] })
  }
  return { kind: 'accepted', files: uploaded }
}
