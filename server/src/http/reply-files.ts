import type { IncomingMessage, ServerResponse } from 'node:http'
import { BadInput, Conflict, FilesRefused, NotFound, Refusal } from '#domain/errors.ts'
import { type FilesRefusal, fileLimits, type ReplyFile } from '#domain/reply-file.ts'
import type { Viewer } from '#domain/viewer.ts'
import { decodeId, encodeId } from '#graphql/ids.ts'
import { bodyOf } from './body-limit.ts'
import { sendJson, sendRefusal } from './send.ts'

/** A file as it was sent, with our own id of the chat that it is for. */
type GivenFile = { interactionId: string; key: string; name: string; bytes: Uint8Array }

/** Keeps a file for somebody, if he may write to the buyer. */
export type KeepFile = (viewer: Viewer, file: GivenFile) => Promise<ReplyFile>

/** The body that an upload may have: a file a little too large is answered with what is wrong, not with a closed door. */
export const uploadLimit = 2 * fileLimits.each

/**
 * `POST /files/chat?interaction=…&key=…&name=…` with the bytes of one file as they are: it waits for the message that names its id.
 * The answer has the id, and what the file is by its contents.
 */
export async function receiveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { viewer, keep }: { viewer: Viewer; keep: KeepFile },
): Promise<void> {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams
  const interactionId = decodeId('Interaction', query.get('interaction') ?? '')
  const file = { key: query.get('key') ?? '', name: query.get('name') ?? '', bytes: await bodyOf(request) }
  try {
    if (interactionId === null) throw new NotFound('interaction')
    const { id, name, type, size } = await keep(viewer, { ...file, interactionId })
    sendJson(response, 201, { id: encodeId('ReplyFile', id), name, type, size })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, code } = told(error)
    sendRefusal(response, status, code, error.message)
  }
}

function told(refusal: Refusal): { status: number; code: string } {
  if (refusal instanceof FilesRefused) return { status: statuses[refusal.reason], code: refusal.reason.toUpperCase() }
  if (refusal instanceof NotFound) return { status: 404, code: 'NOT_FOUND' }
  if (refusal instanceof Conflict) return { status: 409, code: refusal.reason.toUpperCase() }
  return { status: 400, code: refusal instanceof BadInput ? 'BAD_INPUT' : 'BAD_REQUEST' }
}

const statuses: Record<FilesRefusal, number> = {
  chat_only: 400,
  empty: 400,
  unknown_type: 415,
  too_large: 413,
  together_too_large: 413,
  too_many: 429,
  gone: 410,
}
