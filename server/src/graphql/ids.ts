import { NotFound } from '#domain/errors.ts'
import { isUuid } from '#domain/uuid.ts'

/** Opaque ids of the API: the type and our own id, in base64url. What cannot be read leads nowhere, like an id of nothing. */
export function encodeId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url')
}

/** What kind of thing an id names, and which; null when it names nothing. */
export function decodeAny(globalId: string): { type: string; id: string } | null {
  const [, type, id] = /^([A-Z][A-Za-z]+):([\w:-]+)$/.exec(Buffer.from(globalId, 'base64url').toString()) ?? []
  return type && id ? { type, id } : null
}

/** Our own id of a thing of this type; null when there can be none. */
export function decodeId(type: string, globalId: string): string | null {
  const decoded = decodeAny(globalId)
  return decoded?.type === type && isUuid(decoded.id) ? decoded.id : null
}

/** Our own id of what the caller named. An id that cannot be of such a thing is refused like one of nothing: `NotFound`. */
export function idOf(type: string, globalId: string): string {
  const id = decodeId(type, globalId)
  if (id === null) throw new NotFound(type.toLowerCase())
  return id
}

/** What the API says of such an id. */
export const idDescription = 'Opaque; `node` finds the thing again by it.'
