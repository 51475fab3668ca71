import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

/** The largest body that a request may have, in bytes, where its route has no other limit. */
export const bodyLimit = 256 * 1024

/**
 * The request if its body fits; null if it does not. Whoever says how long the body is, is held to it by node. Other bodies are
 * read first and counted, and then handed on as `body`, where the handlers behind look for a body that was read already. Nobody knows
 * yet who sends them, so that they may never be longer than usual.
 */
export async function withinLimit(request: IncomingMessage, limit = bodyLimit): Promise<IncomingMessage | null> {
  const length = request.headers['content-length']
  if (length !== undefined) return Number(length) <= limit ? request : null
  if (request.headers['transfer-encoding'] === undefined) return request

  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > Math.min(limit, bodyLimit)) return null
    chunks.push(chunk)
  }
  return Object.assign(request, { body: Readable.from(chunks) })
}

/** The whole body of a request that is within its limit. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = 'body' in request && request.body instanceof Readable ? request.body : request
  const chunks: Buffer[] = []
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
