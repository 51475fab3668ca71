import type { Config } from '#config.ts'
import type { Caller, Engine } from './engine.ts'
import type { FastLane } from './fast-lane.ts'
import type { Handler } from './handler.ts'
import { isFromOwnPage } from './own-page.ts'
import type { Viewers } from './viewer.ts'

/** `/graphql`: says who asks, and refuses what a foreign page could have sent with somebody's cookie. */
export function createGraphqlHandler(
  { engine, fastLane, viewers }: { engine: Engine; fastLane: FastLane; viewers: Viewers },
  { publicUrl }: Pick<Config, 'publicUrl'>,
): Handler {
  return async (request, response) => {
    const { viewer, by, cookies } = await viewers.identify(request)
    if (!isFromOwnPage(request, response, { by, publicUrl })) return

    if (cookies.length > 0) response.setHeader('set-cookie', cookies)
    response.setHeader('cache-control', 'no-store')
    if (await fastLane(request, response, viewer)) return
    const caller: Caller = { viewer }
    await engine.yoga(request, response, caller)
  }
}
