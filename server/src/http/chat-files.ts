import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Deps } from '#deps.ts'
import type { OpenedFile } from '#domain/chat-file.ts'
import { fileTypeOf } from '#domain/file-type.ts'
import { between, SECOND } from '#domain/time.ts'
import type { Viewer } from '#domain/viewer.ts'
import type { Handler } from './handler.ts'
import { isFromOwnPage } from './own-page.ts'
import { type KeepFile, receiveFile } from './reply-files.ts'
import { sendJson, sendRefusal } from './send.ts'
import type { Viewers } from './viewer.ts'

/** Opens a file for somebody, if he may see it. */
export type OpenFile = (viewer: Viewer, id: string) => Promise<OpenedFile>

/**
 * `GET /files/chat/{id}`: a file of a chat. It came from a stranger, so it may do nothing and be nothing but what it looks like.
 * `POST /files/chat`: one that is to go to the buyer.
 */
export function createChatFileHandler(
  { clock, config: { publicUrl } }: Pick<Deps, 'clock' | 'config'>,
  viewers: Viewers,
  { open, keep }: { open: OpenFile; keep: KeepFile },
): Handler {
  return async (request, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; sandbox")
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    const isUpload = request.method === 'POST'
    if (!isUpload && request.method !== 'GET' && request.method !== 'HEAD')
      return sendJson(response, 405, { state: 'unknown', reason: 'Only GET, HEAD and POST.' })

    const { viewer, by, cookies } = await viewers.identify(request)
    if (isUpload && !isFromOwnPage(request, response, { by, publicUrl })) return
    if (cookies.length > 0) response.setHeader('set-cookie', cookies)
    if (!viewer && isUpload) return sendRefusal(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    if (!viewer) return sendJson(response, 401, { state: 'unknown', reason: 'Sign in first.' })
    if (isUpload) return await receiveFile(request, response, { viewer, keep })

    const opened = await open(viewer, idIn(request.url ?? ''))
    if (opened.kind === 'file') return sendFile(request, response, opened)
    sendReason(response, opened, clock.now())
  }
}

function idIn(url: string): string {
  return (url.split('?')[0] ?? '').slice('/files/chat/'.length)
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, name }: Extract<OpenedFile, { kind: 'file' }>,
): void {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  response.setHeader('cache-control', 'private, no-cache')
  response.setHeader('etag', etag)
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304)
    response.end()
    return
  }
  const type = fileTypeOf(bytes)
  response.writeHead(200, {
    'content-type': type ?? 'application/octet-stream',
    'content-length': bytes.length,
    'content-disposition': `${type ? 'inline' : 'attachment'}${name ? `; filename*=UTF-8''${encoded(name)}` : ''}`,
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}

const reasons = {
  pending: { status: 202, reason: 'The marketplace is still checking the file.' },
  later: { status: 503, reason: 'The marketplace cannot be asked now.' },
  refused: { status: 451, reason: 'The marketplace did not let the file pass.' },
  gone: { status: 410, reason: 'The marketplace has the file no more.' },
  too_large: { status: 413, reason: 'The file is larger than this server fetches.' },
  unknown: { status: 404, reason: 'There is no such file.' },
} as const

function sendReason(response: ServerResponse, opened: Exclude<OpenedFile, { kind: 'file' }>, now: Date): void {
  const { status, reason } = reasons[opened.kind]
  if (opened.kind === 'pending' || opened.kind === 'later') {
    const wait = opened.retryAt ? between(now, opened.retryAt) : 30 * SECOND
    response.setHeader('retry-after', Math.max(1, Math.ceil(wait / SECOND)))
  }
  sendJson(response, status, { state: opened.kind, reason })
}
