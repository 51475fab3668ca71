import type { IncomingHttpHeaders } from 'node:http'
import type { Knobs } from './knobs.ts'
import type { Reply } from './replies.ts'
import type { Seller } from './seller.ts'
import type { World } from './world.ts'

/** One request that passed the gateway, with all a handler may ask for. */
export type Call = {
  world: World
  seller: Seller
  knobs: Knobs
  now: number
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  /** The last part of the path where a route has one open. */
  param: string
  /** Where this simulator is reached, for links to its pictures. */
  origin: string
}

export type Handler = (call: Call) => Reply | Promise<Reply>
