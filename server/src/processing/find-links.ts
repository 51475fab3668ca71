import { createHash } from 'node:crypto'
import type { Deps } from '#deps.ts'
import { isSure } from '#domain/continuation.ts'
import { distanceOf } from '#domain/deterministic-match.ts'
import type { NewEvent } from '#domain/events.ts'
import type { Link, LinkSide } from '#domain/link.ts'
import { isShown, linkBetween } from '#domain/link-policy.ts'
import { inTransaction, type Tx } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { hasLinkWork, type LinkTurns, takeLinkWork } from '#storage/link-work.ts'
import { type Neighbour, type NewLink, neighboursOf, saveLinks } from '#storage/links.ts'
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
  const links = worthKeeping(self, linksBetween(self, others))
  const made = await saveLinks(tx, { sellerId, interactionId }, links, now)

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

/** A relation, and what an operator has said of it before. */
type Found = { other: LinkSide; link: Link; isShown: boolean; known: Neighbour['known'] }
type Scored = NewLink & { isWrong: boolean }

function linksBetween(self: LinkSide, others: Neighbour[]): Found[] {
  const me = readSide(self)
  return others.flatMap(({ side: other, known }) => {
    const you = readSide(other)
    const link = linkBetween(me, you)
    return link ? [{ other, link, isShown: isShown(me, you, link), known }] : []
  })
}

/**
 * Of a product that everybody talks of each day makes guesses by the hundred that are all alike, and a card shows five. So of guesses
 * that nobody has judged the best are kept, always of all of them: looking again finds the same.
 */
function worthKeeping(self: LinkSide, found: Found[]): Scored[] {
  const kept = found.filter((each) => !isMereGuess(each))
  const guesses = found.filter(isMereGuess)
  const best = guesses.sort((one, other) => bySureness(self, one, other)).slice(0, mostGuesses)
  return [...kept, ...best].map(({ other, link, isShown, known }) => {
    const fingerprint = fingerprintOf(self, other)
    const isWrong = known?.verdict === 'incorrect' && ['', fingerprint].includes(known.fingerprint)
    return { otherId: other.id, link, isShown, fingerprint, isWrong }
  })
}

function isMereGuess({ link, known }: Found): boolean {
  return link.type === 'probabilistic' && (known === null || known.verdict === 'none')
}

const mostGuesses = 30

function bySureness(self: LinkSide, one: Found, other: Found): number {
  const distanceTo = (side: LinkSide) => distanceOf(self, side) ?? 0
  const shownFirst = Number(other.isShown) - Number(one.isShown)
  const nearness = distanceTo(one.other) - distanceTo(other.other)
  return (
    shownFirst || other.link.confidence - one.link.confidence || nearness || (one.other.id < other.other.id ? -1 : 1)
  )
}

/** The same for both sides, whichever comes first. */
function fingerprintOf(one: LinkSide, other: LinkSide): string {
  const sides = [one, other].sort((a, b) => (a.id < b.id ? -1 : 1)).map(lastingFacts)
  return createHash('sha1').update(JSON.stringify(sides)).digest('base64url')
}

/** What an operator had before her when she judged. A chat goes on and on: its next message makes no other buyer of its buyer. */
function lastingFacts({ channel, text, intent, occurredAt, ...facts }: LinkSide) {
  return channel === 'chat' ? facts : { ...facts, text, intent, occurredAt }
}
