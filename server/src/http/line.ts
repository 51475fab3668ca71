import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { Viewer } from '#domain/viewer.ts'
import type { Reader } from './audiences.ts'

/** One connection of a subscriber, from the handshake to its end. */
export type Line = {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  apiKey: string | null
  /** Null until the connection has said who it is. */
  viewer: Viewer | null
}

/** Why we end a connection. 4xxx ends for good; after the others a client comes again with its last number. */
export const endings = {
  goingAway: { code: 1001, reason: 'The server stops.' },
  rightsChanged: { code: 1012, reason: 'Your rights have changed.' },
  tooSlow: { code: 1013, reason: 'You read too slowly.' },
  failed: { code: 1013, reason: 'A message could not be made. Try again.' },
  unauthenticated: { code: 4401, reason: 'Sign in, or send an API key.' },
  signedOut: { code: 4403, reason: 'You are signed out.' },
} as const

export function end({ socket }: Line, { code, reason }: (typeof endings)[keyof typeof endings]): void {
  socket.close(code, reason)
}

/** Sends the messages of one subscription. The payload is JSON shared with others; only the id is the subscription's own. */
export function readerOn(line: Line, id: string, maxBuffered: number): Reader {
  const { socket } = line
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`

  return {
    tell(payload) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > maxBuffered) return end(line, endings.tooSlow)
      socket.send(`${head}${payload}}`)
    },
    async ready() {
      while (socket.readyState === socket.OPEN && socket.bufferedAmount > maxBuffered / 4) await pause(20)
    },
    fail: () => end(line, endings.failed),
  }
}

/** Asks from time to time whether the other side is still there, and ends the connection when it does not answer. */
export function keepAlive({ socket }: Line, everyMs: number): void {
  let answered = true
  const asking = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, everyMs)

  socket.on('pong', () => {
    answered = true
  })
  socket.once('close', () => clearInterval(asking))
}
