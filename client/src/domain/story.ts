/** What of a step decides where it stands. */
export type Placed = { isCurrent: boolean; matchReason: string; policyReason: string }

/** A story in two: what is this buyer's for certain, and what may be anybody's (ui 7.6.8). */
export type Story<Step> = { buyer: Step[]; doubtful: Step[] }

const aboutProduct = new Set(['NM_ID_TIME_WINDOW', 'ARTICLE_TIME_WINDOW'])

/** The current step stands with its buyer's, or where nothing is known of him for certain with the others. */
export function storyOf<Step extends Placed>(steps: readonly Step[]): Story<Step> {
  const knowsBuyer = steps.some((step) => !step.isCurrent && isCertain(step))
  const isBuyers = (step: Step) => (step.isCurrent ? knowsBuyer : isCertain(step))
  return { buyer: steps.filter(isBuyers), doubtful: steps.filter((step) => !isBuyers(step)) }
}

function isCertain(step: Placed): boolean {
  return !aboutProduct.has(step.matchReason) && !isByOldId(step)
}

/** Whether only an old id of a buyer says so, which is never a key (WB contract 5). */
export function isByOldId({ policyReason }: Pick<Placed, 'policyReason'>): boolean {
  return policyReason === 'LEGACY_IDENTIFIER_ONLY'
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
