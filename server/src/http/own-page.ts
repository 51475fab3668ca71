import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOwnOrigin } from './origin.ts'
import { sendRefusal } from './send.ts'

/** What a browser must send with our cookie; no form and no foreign page can. */
const clientHeader = 'x-agentiq-client'

/** Whether a request could only come from a page of ours or from a program; if not it is answered here. */
export function isFromOwnPage(
  request: IncomingMessage,
  response: ServerResponse,
  { by, publicUrl }: { by: 'cookie' | 'key' | 'nothing'; publicUrl: string },
): boolean {
  if (by !== 'cookie') return true
  if (request.headers[clientHeader] === undefined) {
    sendRefusal(response, 403, 'CSRF', `Requests with a session cookie carry the header ${clientHeader}.`)
    return false
  }
  if (!isOwnOrigin(request, publicUrl)) {
    sendRefusal(response, 403, 'FOREIGN_ORIGIN', 'This page may not use the session of another.')
    return false
  }
  return true
}
