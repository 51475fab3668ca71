import { NoSuchItem } from './buyer.ts'
import { type Fields, text, textOr } from './fields.ts'
import type { Seller } from './seller.ts'
import { sellerOf, type World } from './world.ts'

/** One thing that may be done to the world, with the words that explain it to people. */
export type Act = {
  name: string
  does: string
  /** Every field it takes, in the body or, where nothing is sent, in the query; anything else is refused. */
  takes: Record<string, string>
  /** The fields have rules of their own. */
  takesAnything?: true
  example?: object
  act(world: World, fields: Fields): unknown
}

export const SID = 'магазин, sid его ключа'

/** The seller something is done to or for; one that nobody has heard of is made. */
export const sellerIn = (world: World, fields: Fields): Seller => sellerOf(world, text(fields, 'sid'))

export function knownSeller(world: World, fields: Fields): Seller {
  const sid = text(fields, 'sid')
  const seller = world.sellers.get(sid)
  if (!seller) throw new NoSuchItem(`There is no seller ${sid}`)
  return seller
}

/** The seller, if one is named. */
export function eventualSid(fields: Fields): string | undefined {
  return fields.sid === undefined ? undefined : text({ sid: textOr(fields, 'sid', '') }, 'sid')
}
