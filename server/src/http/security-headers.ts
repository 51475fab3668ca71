import type { IncomingMessage, ServerResponse } from 'node:http'

const SERVICE_WORKER = '/sw.js'

/** What every answer says about how it may be used. */
export function setSecurityHeaders(
  { headers: { host }, url }: IncomingMessage,
  response: ServerResponse,
  publicUrl: string,
): void {
  response.setHeader('content-security-policy', policyFor(host ?? '', url?.split('?')[0] === SERVICE_WORKER))
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  response.setHeader('x-frame-options', 'DENY')
  if (publicUrl.startsWith('https:')) response.setHeader('strict-transport-security', 'max-age=31536000')
}

/**
 * Everything comes from here, except photos of buyers, which lie on the marketplace's servers. The service worker keeps
 * them for the time without a network: what is a picture for the page is a connection for the worker.
 */
function policyFor(host: string, isServiceWorker: boolean): string {
  // Not every browser counts our own socket as ours.
  const socket = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'self'",
    `connect-src 'self'${socket}${isServiceWorker ? ' https: http:' : ''}`,
    "img-src 'self' data: blob: https: http:",
    "media-src 'self' https: http:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
