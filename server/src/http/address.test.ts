import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test.each([
  ['without a proxy the header is an invention', 'http://localhost:4000', '1.2.3.4', '10.0.0.9'],
  ['behind a proxy its own entry, the last, counts', 'https://inbox.example', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['behind a proxy that adds nothing the proxy itself is the caller', 'https://inbox.example', undefined, '10.0.0.9'],
])('%s', (_, publicUrl, forwarded, expected) => {
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '10.0.0.9' } }

  expect(addressOf(request as unknown as IncomingMessage, publicUrl)).toBe(expected)
})
