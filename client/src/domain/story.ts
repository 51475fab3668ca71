/** What of a step decides where it stands. */
export type Placed = { isCurrent: boolean; matchReason: string }

/** A story in two: what is this buyer's for certain, and what is about the product only and may be anybody's (ui 7.6.8). */
export type Story<Step> = { buyer: Step[]; product: Step[] }

const aboutProduct = new Set(['NM_ID_TIME_WINDOW', 'ARTICLE_TIME_WINDOW'])

/** The current step stands with its buyer's, or where nothing is known of him with the product's. */
export function storyOf<Step extends Placed>(steps: readonly Step[]): Story<Step> {
  const knowsBuyer = steps.some(({ isCurrent, matchReason }) => !isCurrent && !aboutProduct.has(matchReason))
  const isBuyers = ({ isCurrent, matchReason }: Step) => (isCurrent ? knowsBuyer : !aboutProduct.has(matchReason))
  return { buyer: steps.filter(isBuyers), product: steps.filter((step) => !isBuyers(step)) }
}

/** So many days apart items of one product may be, to belong to one story (domain 7.2). */
export const storyWindowDays = 45

/** As many steps as a glance takes: those around the current one, or the latest. */
export const mostSteps = 10

export function glimpse<Step extends Placed>(steps: readonly Step[], whole: boolean): readonly Step[] {
  if (whole || steps.length <= mostSteps) return steps
  const current = steps.findIndex(({ isCurrent }) => isCurrent)
  const middle = current < 0 ? steps.length : current
  const from = Math.min(Math.max(0, middle - mostSteps / 2), steps.length - mostSteps)
  return steps.slice(from, from + mostSteps)
}
