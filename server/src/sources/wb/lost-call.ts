import { NotExecuted, OutcomeUnknown, type SourceError } from '#sources/errors.ts'

/**
 * A call without an answer. If the connection was never made, nothing was written and the call surely not executed; after that
 * nobody knows (domain §11.4).
 */
export function lostCall(error: unknown, what: string): SourceError {
  const troubles = [...chainOf(error)]
  const told = troubles.map(codeOf).find((code) => code !== null) ?? 'no answer'
  if (troubles.some(neverConnected)) return new NotExecuted('network', null, `${what}: ${told}`, null, { cause: error })
  return new OutcomeUnknown(`${what}: ${told}`, null, { cause: error })
}

const beforeWriting = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function neverConnected(error: object): boolean {
  const code = codeOf(error)
  return (code !== null && beforeWriting.has(code)) || ('syscall' in error && error.syscall === 'connect')
}

function codeOf(error: object): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** The error, what caused it, what caused that; a name with several addresses fails once for each. */
function* chainOf(error: unknown): Generator<object> {
  if (error === null || typeof error !== 'object') return
  yield error
  if ('errors' in error && Array.isArray(error.errors)) for (const each of error.errors) yield* chainOf(each)
  if ('cause' in error) yield* chainOf(error.cause)
}
