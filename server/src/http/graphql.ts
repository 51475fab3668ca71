import type { Config } from '#config.ts'
import type { Caller, Engine } from './engine.ts'
import type { FastLane } from './fast-lane.ts'
import type { Handler } from './handler.ts'
import { isOwnOrigin } from './origin.ts'
import { sendRefusal } from './send.ts'
import type { Viewers } from './viewer.ts'

/** What a browser must send with our cookie; no form and no foreign page can. */
const clientHeader = 'x-agentiq-client'

/** `/graphql`: says who asks, and refuses what a foreign page could have sent with somebody's cookie. */
export function createGraphqlHandler(
  { engine, fastLane, viewers }: { engine: Engine; fastLane: FastLane; viewers: Viewers },
  { publicUrl }: Pick<Config, 'publicUrl'>,
): Handler {
  return async (request, response) => {
    const { viewer, by, cookies } = await viewers.identify(request)
    if (by === 'cookie' && request.headers[clientHeader] === undefined) {
      return sendRefusal(response, 403, 'CSRF', `Requests with a session cookie carry the header ${clientHeader}.`)
    }
    if (by === 'cookie' && !isOwnOrigin(request, publicUrl)) {
      return sendRefusal(response, 403, 'FOREIGN_ORIGIN', 'This page may not use the session of another.')
    }

    if (cookies.length > 0) response.setHeader('set-cookie', cookies)
    response.setHeader('cache-control', 'no-store')
    if (await fastLane(request, response, viewer)) return
    const caller: Caller = { viewer }
    await engine.yoga(request, response, caller)
  }
}
