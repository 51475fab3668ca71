import { createHash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { isSure } from '#domain/continuation.ts'
import { distanceOf } from '#domain/deterministic-match.ts'
import type { NewEvent } from '#domain/events.ts'
import { barOf, type GuessRank, movesBar, reaches } from '#domain/guess-bar.ts'
import type { LinkSide, Verdict } from '#domain/link.ts'
import { isShown, linkBetween } from '#domain/link-policy.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { askWhereBarIsDue, saveBar } from '#storage/guess-bars.ts'
import { askForLinksAnew, hasLinkWork, type LinkTurns, takeLinkWork } from '#storage/link-work.ts'
import { dropLinks, type KnownPair, type Neighbour, type NewLink, neighboursOf, saveLinks } from '#storage/links.ts'
import { judgeSimilarSoon } from '#storage/similar-problems.ts'
import { followEscalations } from './follow-escalations.ts'
import { readSide } from './read-side.ts'

type LinkDeps = Pick<Deps, 'db' | 'clock'>

/** Finds out what relates the interaction whose turn it is to others (domain §7.6). False: none waits. */
export async function findNextLinks(
  { db, clock }: LinkDeps,
  turns: LinkTurns = { lastSeller: null },
): Promise<boolean> {
  if (!(await hasLinkWork(db))) return false
  return await inTransaction(db, async (tx) => {
    const work = await takeLinkWork(tx, turns)
    if (!work) return false
    turns.lastSeller = work.sellerId
    await findLinksOf(tx, work, clock.now())
    return true
  })
}

/** Finds out what relates an interaction to others, keeps it, and tells if something came of it that people may see. */
export async function findLinksOf(
  tx: Tx,
  { sellerId, interactionId }: { sellerId: string; interactionId: string },
  now: Date,
): Promise<void> {
  const neighbours = await neighboursOf(tx, sellerId, interactionId)
  if (!neighbours) return
  await judgeSimilarSoon(tx, sellerId, neighbours.self, now)
  const { self, others } = neighbours
  const found = linksBetween(self, others)
  const bar = barOf(found.flatMap(({ rank, isNear }) => (rank && isNear ? [rank] : [])))
  const links = found.filter((each) => isKept(each, bar, interactionId))
  if (others.some(({ known }) => known !== null)) {
    await dropLinks(tx, interactionId, { except: links.map(({ otherId }) => otherId) })
  }
  const made = await saveLinks(tx, { sellerId, interactionId }, links, now)
  await saveBar(tx, { sellerId, interactionId }, bar)
  const moved = others.filter((other) => isMoved(other, found, interactionId)).map(({ side }) => side.id)
  await askForLinksAnew(tx, sellerId, moved, now)
  await askWhereBarIsDue(tx, { sellerId, ids: made.map(({ otherId }) => otherId) }, now)

  const believed = links.filter(({ isWrong }) => !isWrong)
  const sure = believed.filter(({ otherId, link }) =>
    isSure({ chatId: otherId, link: { isLegacyOnly: false, ...link } }),
  )
  const sureSides = others.map(({ side }) => side).filter(({ id }) => sure.some(({ otherId }) => otherId === id))
  const followed = await followEscalations(tx, self, sureSides, now)

  const shown = links.filter(({ isShown }) => isShown).map(({ otherId }) => otherId)
  const news = made.filter(({ otherId }) => shown.includes(otherId)).length
  const { channel } = self
  const linked: NewEvent = { type: 'linked', interactionId, channel, details: { links: news } }
  const events = news > 0 ? [linked, ...followed] : followed
  if (events.length > 0) await recordEvents(tx, sellerId, now, events)
}

/** A relation to another side. `rank`: how good a guess it is, null for what is certain or what somebody has judged. */
type Found = NewLink & { rank: GuessRank | null; otherBar: GuessRank | null; isNear: boolean; isWrong: boolean }

function linksBetween(side: LinkSide, others: Neighbour[]): Found[] {
  const self = { side, facts: lastingFacts(side) }
  const me = readSide(side)
  return others.flatMap((each) => {
    const you = readSide(each.side)
    const link = linkBetween(me, you)
    return link ? [foundOf(self, each, { link, isShown: isShown(me, you, link) })] : []
  })
}

type Self = { side: LinkSide; facts: string }

function foundOf(
  { side: self, facts }: Self,
  { side: other, known, bar: otherBar, isNear }: Neighbour,
  { link, isShown }: Pick<Found, 'link' | 'isShown'>,
): Found {
  const theirs = lastingFacts(other)
  const fingerprint = fingerprintOf(self.id < other.id ? [facts, theirs] : [theirs, facts])
  const verdict = verdictOn(known, fingerprint)
  const distance = link.type === 'probabilistic' ? (distanceOf(self, other) ?? 0) : null
  const { id: otherId } = other
  const { confidence } = link
  const rank = distance === null || verdict !== 'none' ? null : { isShown, confidence, distance, otherId }
  return { otherId, link, isShown, distance, fingerprint, rank, otherBar, isNear, isWrong: verdict === 'incorrect' }
}

/** What was called wrong is so while both sides are what they were. */
function verdictOn(known: KnownPair | null, fingerprint: string): Verdict {
  if (known === null) return 'none'
  const isOver = known.verdict === 'incorrect' && !['', fingerprint].includes(known.fingerprint)
  return isOver ? 'none' : known.verdict
}

/** A guess that nobody has judged is kept when it is among the best of either side: whichever looks finds the same (ADR 29). */
function isKept({ rank, otherBar }: Found, bar: GuessRank | null, selfId: string): boolean {
  return rank === null || reaches(rank, bar) || reaches({ ...rank, otherId: selfId }, otherBar)
}

/** Whether the best guesses of the other side may be others now, so that it is looked at anew. */
function isMoved({ side, known, bar }: Neighbour, found: Found[], selfId: string): boolean {
  if (bar === null) return false
  const rank = found.find(({ otherId }) => otherId === side.id)?.rank ?? null
  return movesBar(bar, known && rankOf(known, selfId), rank && { ...rank, otherId: selfId })
}

function rankOf({ type, verdict, isShown, confidence, distance }: KnownPair, otherId: string): GuessRank | null {
  const isMereGuess = type === 'probabilistic' && verdict === 'none' && distance !== null
  return isMereGuess ? { isShown, confidence, distance, otherId } : null
}

/** The same for both sides, whichever is looked at. */
function fingerprintOf(facts: [string, string]): string {
  return createHash('sha1')
    .update(`[${facts.join(',')}]`)
    .digest('base64url')
}

/** What an operator had before her when she judged. A chat goes on and on: its next message makes no other buyer of its buyer. */
function lastingFacts({ channel, text, intent, occurredAt, ...facts }: LinkSide): string {
  return JSON.stringify(channel === 'chat' ? facts : { ...facts, text, intent, occurredAt })
}
