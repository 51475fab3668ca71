import type { IncomingMessage } from 'node:http'

/** The header in which the address of the caller reaches the sign-in. Whatever a caller wrote into it is overwritten. */
export const addressHeader = 'x-agentiq-address'

/**
 * Who is calling. When people come by https there is a proxy in front, which adds the address it sees at the end of
 * `x-forwarded-for`; everything before that, and everything without a proxy, is the caller's own invention.
 */
export function addressOf({ headers, socket }: IncomingMessage, publicUrl: string): string {
  const forwarded = publicUrl.startsWith('https:')
    ? [headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim()
    : ''
  return forwarded || (socket.remoteAddress ?? 'unknown')
}
