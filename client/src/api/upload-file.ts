import type { FilesRefusal } from '#generated/graphql.ts'
import { isGatewayFailure, tellReach, upload } from './reach.ts'

/** What became of an upload. */
export type Uploaded =
  | { kind: 'accepted'; id: string }
  | { kind: 'refused'; reason: FilesRefusal | null }
  | { kind: 'unreachable' }
  | { kind: 'broken' }

type NewFile = { interactionId: string; key: string; name: string; bytes: ArrayBuffer; told: (share: number) => void }

/** Five mebibytes over a network of the slow kind. */
const PATIENCE_MS = 170_000

/** Hands a file over that is to go with a message, and tells how much of it has left. The same key again gives the same file. */
export async function uploadFile({ interactionId: interaction, key, name, bytes, told }: NewFile): Promise<Uploaded> {
  const address = `/files/chat?${new URLSearchParams({ interaction, key, name })}`
  try {
    const way = { body: bytes, type: 'application/octet-stream', patienceMs: PATIENCE_MS, told }
    const response = await upload(address, way)
    return await outcomeOf(response)
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return { kind: 'unreachable' }
    throw error
  }
}

async function outcomeOf(response: Response): Promise<Uploaded> {
  if (isGatewayFailure(response.status)) return { kind: 'unreachable' }
  if (response.status === 401) tellReach({ kind: 'signed_out' })
  if (response.status === 401 || response.status >= 500) return { kind: 'broken' }

  const answer = (await response.json()) as { id?: string; errors?: { extensions: { code: string } }[] }
  if (answer.id !== undefined) return { kind: 'accepted', id: answer.id }
  const code = answer.errors?.[0]?.extensions.code
  return { kind: 'refused', reason: reasons.find((reason) => reason === code) ?? null }
}

const reasons: readonly FilesRefusal[] = [
  'CHAT_ONLY',
  'EMPTY',
  'UNKNOWN_TYPE',
  'TOO_LARGE',
  'TOGETHER_TOO_LARGE',
  'TOO_MANY',
  'GONE',
]
