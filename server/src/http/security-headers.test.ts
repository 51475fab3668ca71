import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { setSecurityHeaders } from './security-headers.ts'

test('a page connects to nobody but us', () => {
  expect(connectionsOf('/inbox')).toBe("connect-src 'self' ws://app.example wss://app.example")
})

test('the service worker may fetch the photos of buyers, wherever they lie', () => {
  expect(connectionsOf('/sw.js')).toMatch(/ https: http:$/)
})

function connectionsOf(url: string): string | undefined {
  const headers = new Map<string, string>()
  const response = { setHeader: (name: string, value: string) => headers.set(name, value) }
  const request = { url, headers: { host: 'app.example' } }
  setSecurityHeaders(request as IncomingMessage, response as unknown as ServerResponse, 'http://app.example')

  return headers
    .get('content-security-policy')
    ?.split('; ')
    .find((part) => part.startsWith('connect-src'))
}
