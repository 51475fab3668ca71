import type { Rated } from '#domain/analytics.ts'
import { countOf, type Fields, fieldsOf, idOf, instantOf, listOf, textOf } from '#sources/wb/payload.ts'

// Everything we assume about the shape of WBCON's answers (docs/adr/0014). Nobody has promised it to us: what it does not
// look like is "unreadable", never a guess.

/** The number of a new task; null when the answer has none. */
export function taskIn(body: unknown): string | null {
  return idOf(fieldsOf(body)?.task_id)
}

/** Where a task stands; null when the answer does not say. */
export function standingIn(body: unknown): { isReady: boolean; error: string | null } | null {
  const fields = fieldsOf(body)
  return fields && typeof fields.is_ready === 'boolean'
    ? { isReady: fields.is_ready, error: textOf(fields.error) }
    : null
}

type ResultPage = {
  /** How many reviews there are in all, where told. */
  total: number | null
  /** How many rows the page has, readable or not: the last page has none. */
  size: number
  /** Ids of its reviews, also of those that are not of the product. */
  ids: string[]
  ratings: (Rated & { id: string })[]
}

/** One page of results: a list of one summary, with reviews in it. Null when it is nothing of the kind. */
export function pageIn(body: unknown, nmId: string): ResultPage | null {
  if (!Array.isArray(body)) return null
  if (body.length === 0) return { total: 0, size: 0, ids: [], ratings: [] }
  const summary = fieldsOf(body[0])
  if (!summary || !Array.isArray(summary.feedbacks)) return null
  const rows = listOf(summary.feedbacks)
  return {
    total: countOf(summary.feedback_count),
    size: rows.length,
    ids: rows.flatMap((row) => idOf(fieldsOf(row)?.fb_id) ?? []),
    ratings: rows.flatMap((row) => ratingIn(row, nmId)),
  }
}

/** Cards that were merged show each other's reviews, so a review of another product is not counted for this one. */
function ratingIn(row: unknown, nmId: string): (Rated & { id: string })[] {
  const fields = fieldsOf(row)
  const id = idOf(fields?.fb_id)
  const at = instantOf(fields?.fb_created_at)
  const rating = starsOf(fields)
  const isOfAnother = fields?.article !== undefined && idOf(fields.article) !== nmId
  return id && at && rating && !isOfAnother ? [{ id, at, rating }] : []
}

/** Stars are written as a text. */
function starsOf(fields: Fields | null): number | null {
  const stars = Number(fields?.valuation)
  return Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : null
}

/** Whether an answer, whatever its status, complains about our pace. */
export function isAboutPace(text: string | null): boolean {
  return text !== null && /rate limit/i.test(text)
}
