import { uuidv7 } from 'uuidv7'
import type { GuessRank } from '#domain/guess-bar.ts'
import type { Link, LinkSide, LinkSignal, MatchReason, Verdict } from '#domain/link.ts'
import type { Db, Tx } from './db.ts'

/** An interaction as links see it, and all others that may have to do with it. */
export type Neighbours = { self: LinkSide; others: Neighbour[] }

/**
 * Another interaction, what is kept of the two, and where the best guesses of the other end (null: all of them are). `isNear`: it is among
 * those that are looked at by themselves, not only because it is linked already.
 */
export type Neighbour = { side: LinkSide; isNear: boolean; known: KnownPair | null; bar: GuessRank | null }

/** What somebody thinks of a pair, of what sides it was, and how good a guess. Without a distance it is none. */
export type KnownPair = {
  verdict: Verdict
  fingerprint: string
  type: Link['type']
  isShown: boolean
  confidence: number
  distance: number | null
}

/** So many are looked at for one interaction at most, the nearest in time (domain §7.6). */
const mostNeighbours = 150

/** Reads an interaction and its neighbours; null when it is gone. */
export async function neighboursOf(tx: Tx, sellerId: string, interactionId: string): Promise<Neighbours | null> {
  type Row = LinkSide & Omit<Neighbour, 'side'>
  const rows = await tx.$queryRawUnsafe<Row[]>(neighboursStatement, sellerId, interactionId, mostNeighbours)
  const neighbours = rows.map(({ known, isNear, bar, ...side }) => ({ side, known, isNear, bar }))
  const self = neighbours.find(({ side }) => side.id === interactionId)
  return self ? { self: self.side, others: neighbours.filter((each) => each !== self) } : null
}

/** The columns of a side without its words. Where the marketplace named no time, the row stands at the moment of our first sight. */
export const sideColumns = `
  i.id, i.channel, i.external_id AS "externalId", i.source = 'demo' AS "isDemo", i.order_id AS "orderId",
  i.customer_id AS "customerId", i.customer_id_kind AS "customerIdKind", i.extra ->> 'parentFeedbackId' AS "parentExternalId",
  i.nm_id AS "nmId", i.product_article AS "productArticle", i.intent, i.customer_name AS "customerName",
  CASE WHEN i.extra ->> 'occurredAtUnknown' IS NULL THEN i.occurred_at END AS "occurredAt"`

/** Rows of the same product and another channel within a week, on both sides of the interaction. */
function productNeighbours(column: string): string {
  const matches = `o.seller_id = $1::uuid AND o.marketplace = 'wb' AND o.${column} = self.${column} AND o.channel <> self.channel`
  const week = "interval '7 days'"
  return `
    (SELECT o.id, self.occurred_at - o.occurred_at AS distance FROM interaction AS o
     WHERE ${matches} AND o.occurred_at BETWEEN self.occurred_at - ${week} AND self.occurred_at
     ORDER BY o.occurred_at DESC LIMIT $3)
    UNION ALL
    (SELECT o.id, o.occurred_at - self.occurred_at FROM interaction AS o
     WHERE ${matches} AND o.occurred_at > self.occurred_at AND o.occurred_at <= self.occurred_at + ${week}
     ORDER BY o.occurred_at LIMIT $3)`
}

const apart = 'abs(extract(epoch FROM o.occurred_at - self.occurred_at)) AS distance'

/** The nearest rows with the same identifier; `rank` says how much it is worth among identifiers, the least the most. */
function sameIdentifier(column: string, rank: number): string {
  return `
    (SELECT o.id, ${rank} AS rank, ${apart} FROM interaction AS o
     WHERE o.seller_id = $1::uuid AND o.marketplace = 'wb' AND o.${column} = self.${column} AND o.id <> self.id
     ORDER BY distance, o.id LIMIT $3)`
}

function chained(field: string, rank: number): string {
  return `
    SELECT o.id, ${rank}, ${apart} FROM interaction AS o
    WHERE o.seller_id = $1::uuid AND o.marketplace = 'wb' AND o.channel = 'review' AND o.external_id = self.extra ->> '${field}'`
}

// What the seller says in a chat speaks for nothing. One statement: identifiers first, then the product, then whoever was linked before and may no longer be.
const neighboursStatement = `
  WITH near AS (
    SELECT found.id, bool_or(found.is_near) AS is_near FROM interaction AS self, LATERAL (
      (SELECT identified.id, true AS is_near FROM (
        ${sameIdentifier('order_id', 1)} UNION ALL ${chained('parentFeedbackId', 2)} UNION ALL ${chained('childFeedbackId', 2)}
        UNION ALL ${sameIdentifier('customer_id', 3)}
      ) AS identified GROUP BY identified.id ORDER BY min(identified.rank), min(identified.distance), identified.id LIMIT $3)
      UNION ALL
      (SELECT product.id, true FROM (
        ${productNeighbours('nm_id')} UNION ALL ${productNeighbours('product_article')}
      ) AS product GROUP BY product.id ORDER BY min(product.distance), product.id LIMIT $3)
      UNION ALL
      (SELECT b_id, false FROM link_candidate WHERE a_id = self.id)
      UNION ALL
      (SELECT a_id, false FROM link_candidate WHERE b_id = self.id)
      UNION ALL SELECT $2::uuid, true
    ) AS found
    WHERE self.id = $2::uuid AND self.seller_id = $1::uuid
    GROUP BY found.id
  )
  SELECT ${sideColumns}, coalesce(i.buyer_words, i.text) AS text, near.is_near AS "isNear", (
    SELECT json_build_object('verdict', verdict, 'fingerprint', fingerprint, 'type', link_type, 'isShown', is_shown,
      'confidence', confidence, 'distance', distance)
    FROM link_candidate WHERE a_id = LEAST(i.id, $2::uuid) AND b_id = GREATEST(i.id, $2::uuid)
  ) AS known, (
    SELECT json_build_object('isShown', is_shown, 'confidence', confidence, 'distance', distance, 'otherId', other_id)
    FROM guess_bar WHERE interaction_id = i.id
  ) AS bar
  FROM interaction AS i JOIN near ON near.id = i.id WHERE i.seller_id = $1::uuid`

/** A link to another interaction, whether a card shows it, and what both sides were when it was scored. */
export type NewLink = {
  otherId: string
  link: Link
  isShown: boolean
  /** Of a guess, milliseconds between the two. */
  distance: number | null
  fingerprint: string
}

/** Drops what was kept of an interaction and any but these; of a pair that somebody has judged the verdict stays. */
export async function dropLinks(
  tx: Tx,
  interactionId: string,
  { except: partners }: { except: string[] },
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM link_candidate
    WHERE verdict = 'none' AND (a_id = ${interactionId}::uuid AND b_id <> ALL(${partners}::uuid[])
      OR b_id = ${interactionId}::uuid AND a_id <> ALL(${partners}::uuid[]))`
  await tx.$executeRaw`
    UPDATE link_candidate SET confidence = 0, signals = '{}', distance = NULL
    WHERE verdict <> 'none' AND confidence > 0 AND (a_id = ${interactionId}::uuid AND b_id <> ALL(${partners}::uuid[])
      OR b_id = ${interactionId}::uuid AND a_id <> ALL(${partners}::uuid[]))`
}

/**
 * Keeps what relates an interaction to others, one row for each pair. A pair that was said to be wrong stays so while both sides are
 * what they were; of what sides it was is learnt at its first score. Returns the pairs that are new.
 */
export async function saveLinks(
  tx: Tx,
  { sellerId, interactionId }: { sellerId: string; interactionId: string },
  links: NewLink[],
  now: Date,
): Promise<{ otherId: string }[]> {
  if (links.length === 0) return []
  const rows = links.map((each) => columnsOf(interactionId, each))
  const made = await tx.$queryRaw<{ a: string; b: string }[]>`
    INSERT INTO link_candidate AS known
      (id, seller_id, a_id, b_id, link_type, match_reason, signals, confidence, is_shown, distance, legacy_only, fingerprint,
       computed_at)
    SELECT id, ${sellerId}::uuid, a_id, b_id, link_type, match_reason, signals, confidence, is_shown, distance, legacy_only, fingerprint,
      ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
      id uuid, a_id uuid, b_id uuid, link_type text, match_reason text, signals text[], confidence int, is_shown boolean, distance int,
      legacy_only boolean, fingerprint text
    )
    ORDER BY a_id, b_id
    ON CONFLICT (a_id, b_id) DO UPDATE SET
      link_type = excluded.link_type, match_reason = excluded.match_reason, signals = excluded.signals,
      confidence = excluded.confidence, is_shown = excluded.is_shown, distance = excluded.distance, legacy_only = excluded.legacy_only,
      fingerprint = excluded.fingerprint, computed_at = excluded.computed_at,
      verdict = CASE WHEN known.verdict = 'incorrect' AND known.fingerprint NOT IN ('', excluded.fingerprint) THEN 'none' ELSE known.verdict END
    WHERE (known.fingerprint, known.confidence, known.is_shown, known.distance, known.signals, known.match_reason)
      IS DISTINCT FROM
        (excluded.fingerprint, excluded.confidence, excluded.is_shown, excluded.distance, excluded.signals, excluded.match_reason)
    RETURNING a_id AS a, CASE WHEN xmax = 0 THEN b_id END AS b`
  return made.flatMap(({ a, b }) => (b === null ? [] : [{ otherId: a === interactionId ? b : a }]))
}

function columnsOf(interactionId: string, { otherId, link, isShown, distance, fingerprint }: NewLink) {
  const [a, b] = interactionId < otherId ? [interactionId, otherId] : [otherId, interactionId]
  const isCertain = link.type === 'deterministic'
  return {
    id: uuidv7(),
    a_id: a,
    b_id: b,
    link_type: link.type,
    match_reason: isCertain ? link.reason : null,
    signals: isCertain ? [] : link.signals,
    confidence: link.confidence,
    is_shown: isShown,
    distance,
    legacy_only: isCertain && link.isLegacyOnly,
    fingerprint,
  }
}

/** A link as a card shows it: from one of its sides. */
export type LinkRow = {
  id: string
  sellerId: string
  /** The side that is looked from, and the one that is linked. */
  interactionId: string
  otherId: string
  linkType: Link['type']
  matchReason: MatchReason | null
  signals: LinkSignal[]
  confidence: number
  legacyOnly: boolean
  verdict: Verdict
}

/** The links of an interaction that its card shows, and those that it would show if nobody had called them wrong. */
export type CardLinks = { shown: LinkRow[]; hidden: LinkRow[] }

/** The surest links of these interactions, the nearest in time first among equals; what is unsure is left out, unless somebody said that it is right. */
export async function linksOf(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, CardLinks>> {
  const rows = await db.query<LinkRow>(linksStatement, [sellerIds, ids])
  return new Map(ids.map((id) => [id, cardLinks(rows.filter(({ interactionId }) => interactionId === id))]))
}

function cardLinks(rows: LinkRow[]): CardLinks {
  return {
    shown: rows.filter(({ verdict }) => verdict !== 'incorrect'),
    hidden: rows.filter(({ verdict }) => verdict === 'incorrect'),
  }
}

/** A link from its first side, if it belongs to these sellers. */
export async function linksByIds(db: Db, sellerIds: string[], ids: string[]): Promise<Map<string, LinkRow>> {
  const rows = await db.query<LinkRow>(linksByIdsStatement, [sellerIds, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** What somebody said of the links of an interaction, by the id of the other side. */
export async function verdictsOf(db: Db, sellerId: string, interactionId: string): Promise<Map<string, Verdict>> {
  const judged = await db.prisma.linkCandidate.findMany({
    where: { sellerId, OR: [{ aId: interactionId }, { bId: interactionId }], verdict: { not: 'none' } },
    select: { aId: true, bId: true, verdict: true },
  })
  // The column holds the domain's words; nobody else writes it.
  return new Map(judged.map(({ aId, bId, verdict }) => [aId === interactionId ? bId : aId, verdict as Verdict]))
}

/** Keeps what somebody thinks of a link. */
export async function saveVerdict(tx: Tx, id: string, verdict: Verdict, by: string): Promise<void> {
  await tx.linkCandidate.updateMany({ where: { id }, data: { verdict, verdictBy: verdict === 'none' ? null : by } })
}

/**
 * Keeps that two interactions are of different buyers, also where nothing had linked them. What was scored stays as it was, so that the
 * verdict holds as long as both sides do.
 */
export async function saveDifferent(
  tx: Tx,
  { sellerId, pair, by }: { sellerId: string; pair: [string, string]; by: string },
  now: Date,
): Promise<void> {
  const [aId = '', bId = ''] = [...pair].sort()
  const nothing = { linkType: 'probabilistic', signals: [], confidence: 0, legacyOnly: false, fingerprint: '' }
  const judged = { verdict: 'incorrect', verdictBy: by }
  await tx.linkCandidate.upsert({
    where: { aId_bId: { aId, bId } },
    create: { id: uuidv7(), sellerId, aId, bId, ...nothing, ...judged, computedAt: now },
    update: judged,
  })
}

const columns = `
  link.id, link.seller_id AS "sellerId", link.link_type AS "linkType", link.match_reason AS "matchReason", link.signals,
  link.confidence, link.legacy_only AS "legacyOnly", link.verdict`

/** What cards show of `link_candidate AS link`: sure enough, called wrong by nobody, and not hidden unless called right. */
export const isOnCards = `
  link.confidence >= 65 AND link.verdict <> 'incorrect' AND (link.is_shown OR link.verdict = 'correct')`

/** What is hidden from cards, and would be back without its verdict. The first words are those of the index of what is judged. */
const isHidden = `link.verdict <> 'none' AND link.verdict = 'incorrect' AND link.confidence >= 65 AND link.is_shown`

/** The best links of `self` that fit, so many at most. */
function bestLinks(condition: string, most: number): string {
  return `
    (SELECT ${columns}, self.id AS "interactionId", other.id AS "otherId"
     FROM link_candidate AS link
     JOIN interaction AS other ON other.id = CASE WHEN link.a_id = self.id THEN link.b_id ELSE link.a_id END
     WHERE (link.a_id = self.id OR link.b_id = self.id) AND ${condition}
     ORDER BY link.confidence DESC, abs(extract(epoch FROM other.occurred_at - self.occurred_at)), other.id LIMIT ${most})`
}

const linksStatement = {
  name: 'links_of',
  text: `
    SELECT best.* FROM interaction AS self, LATERAL (
      ${bestLinks(isOnCards, 5)} UNION ALL ${bestLinks(isHidden, 20)}
    ) AS best
    WHERE self.id = ANY($2::uuid[]) AND self.seller_id = ANY($1::uuid[])`,
}

const linksByIdsStatement = {
  name: 'links_by_ids',
  text: `
    SELECT ${columns}, link.a_id AS "interactionId", link.b_id AS "otherId"
    FROM link_candidate AS link WHERE link.id = ANY($2::uuid[]) AND link.seller_id = ANY($1::uuid[])`,
}
