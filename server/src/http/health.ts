import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '#storage/db.ts'
import { isReady } from '#storage/readiness.ts'
import type { Handler } from './handler.ts'
import { sendJson } from './send.ts'

/** `GET /healthz`: 200 once the inbox can be used, 503 while it cannot. */
export function createHealth(db: Db): Handler {
  return async (_request, response) => {
    const ready = await Promise.race([isReady(db).catch(() => false), pause(2000, false, { ref: false })])
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable' })
  }
}
