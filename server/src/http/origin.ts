import type { IncomingMessage } from 'node:http'

/**
 * Whether a page of ours asks, as far as the browser tells: the page people open, or one on the very host that is asked. Who
 * names no origin is no page.
 */
export function isOwnOrigin(
  { headers: { origin, host } }: Pick<IncomingMessage, 'headers'>,
  publicUrl: string,
): boolean {
  if (origin === undefined || origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
