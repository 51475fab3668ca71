import type { Deps } from '#deps.ts'
import type { OpenedFile } from '#domain/chat-file.ts'
import type { FileState } from '#domain/incoming.ts'
import { isUuid } from '#domain/uuid.ts'
import { sellerIdsOf, type Viewer } from '#domain/viewer.ts'
import type { Download } from '#sources/connector.ts'
import { NotExecuted, SourceError } from '#sources/errors.ts'
import { type ChatFile, findChatFile, keepFileState } from '#storage/chat-files.ts'
import type { FileCache } from '#storage/file-cache.ts'
import { findContents } from '#storage/reply-files.ts'

type FileDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'connectors'>

/** Opens files of chats for whoever may see the chat. Several who ask at once for one file fetch it once. */
export function createChatFiles(deps: FileDeps, cache: FileCache) {
  const fetching = new Map<string, Promise<Download>>()

  function fetchOnce(file: ChatFile, key: string): Promise<Download> {
    const going = fetching.get(key) ?? fetchFile(deps, cache, file, key).finally(() => fetching.delete(key))
    fetching.set(key, going)
    return going
  }

  return async function open(viewer: Viewer, id: string): Promise<OpenedFile> {
    if (id.startsWith(ofReply)) return await openReplyFile(deps, viewer, id.slice(ofReply.length))
    const file = await fileBehind(deps, viewer, id)
    const downloadId = file?.attachment.downloadId
    if (!file || !downloadId) return { kind: 'unknown' }
    const { name, state } = file.attachment
    if (state === 'refused' || state === 'gone') return { kind: state }

    const key = `${file.sellerId} ${downloadId}`
    const kept = await cache.find(key)
    if (kept) return { kind: 'file', bytes: kept, name }
    try {
      const download = await fetchOnce(file, key)
      return download.kind === 'file' ? { ...download, name } : download
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      const { message, requestId } = error
      deps.log.warn({ sellerId: file.sellerId, detail: message, requestId }, 'a file of a chat could not be fetched')
      return { kind: 'later', retryAt: error instanceof NotExecuted ? error.retryAt : null }
    }
  }
}

const ofReply = 'reply.'

/** A file on its way to the buyer. Once he has it, it is the message's, and here no more. */
async function openReplyFile({ db }: FileDeps, viewer: Viewer, id: string): Promise<OpenedFile> {
  const found = isUuid(id) ? await findContents(db, sellerIdsOf(viewer), id) : null
  return found ? { kind: 'file', bytes: Buffer.from(found.bytes), name: found.name } : { kind: 'gone' }
}

async function fileBehind({ db }: FileDeps, viewer: Viewer, id: string): Promise<ChatFile | null> {
  const [, messageId = '', index = ''] = /^([^.]+)\.(\d{1,3})$/.exec(id) ?? []
  return isUuid(messageId) ? await findChatFile(db, sellerIdsOf(viewer), { messageId, index: Number(index) }) : null
}

async function fetchFile(deps: FileDeps, cache: FileCache, file: ChatFile, key: string): Promise<Download> {
  const connector = (await deps.connectors(file.sellerId)).find(({ channel }) => channel === 'chat')
  if (!connector?.download) throw new NotExecuted('network', null, 'No key opens the chats')
  const download = await connector.download(file.attachment.downloadId ?? '')

  if (download.kind === 'file') await cache.keep(key, download.bytes)
  const state = stateAfter(download)
  if (state !== (file.attachment.state ?? null)) await keepFileState(deps.db, file, state)
  return download
}

function stateAfter({ kind }: Download): FileState | null {
  return kind === 'pending' || kind === 'refused' || kind === 'gone' ? kind : null
}
