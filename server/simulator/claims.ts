import type { Call } from './call.ts'
import { DAY } from './clock.ts'
import { dressed, listed } from './dress.ts'
import { Refused } from './errors.ts'
import { json } from './replies.ts'

/** WB forgets a claim two weeks after the buyer made it. */
const KNOWN_FOR = 14 * DAY

/** Claims of the last two weeks: under consideration, or in the archive; the newest first. */
export function listClaims({ seller, query, now, knobs }: Call) {
  const wish = readWish(query)
  const fitting = seller.claims
    .filter(({ made }) => now - made <= KNOWN_FOR && made <= now)
    .filter(({ claim, archived }) => archived === wish.archive && (wish.nmId === null || claim.nm_id === wish.nmId))
    .filter(({ claim }) => wish.id === null || claim.id === wish.id)
    .sort((one, other) => other.made - one.made)
  const page = fitting.slice(wish.offset, wish.offset + wish.limit)
  return json({
    claims: listed(
      page.map(({ claim }) => dressed(claim, knobs)),
      knobs,
    ),
    total: fitting.length,
  })
}

function readWish(query: URLSearchParams) {
  const archive = query.get('is_archive')
  if (archive === null) throw wrong('missing field `is_archive`')
  if (archive !== 'true' && archive !== 'false') throw wrong('provided string was not `true` or `false`')

  const id = query.get('id')
  if (id !== null && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw wrong('UUID parsing failed')
  return {
    archive: archive === 'true',
    id,
    nmId: query.has('nm_id') ? readWhole(query, 'nm_id', { otherwise: 0, least: 0, most: 1e15 }) : null,
    limit: readWhole(query, 'limit', { otherwise: 50, least: 1, most: 200 }),
    offset: readWhole(query, 'offset', { otherwise: 0, least: 0, most: 1e15 }),
  }
}

type Range = { otherwise: number; least: number; most: number }

function readWhole(query: URLSearchParams, name: string, { otherwise, least, most }: Range): number {
  const value = query.get(name)
  if (value === null) return otherwise
  if (!/^-?\d{1,15}$/.test(value)) throw wrong('invalid digit found in string')
  if (Number(value) < least || Number(value) > most) throw wrong(`invalid value for \`${name}\``)
  return Number(value)
}

const wrong = (detail: string) => new Refused('claims', 400, `Failed to deserialize query string: ${detail}`)
