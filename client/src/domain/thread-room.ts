/** What stands over one another on the card of an item, in pixels. */
export type CardHeights = {
  /** What is visible of the app: a keyboard takes the rest. */
  visible: number
  /** All of the card, and what of it stands over the conversation. */
  card: number
  above: number
  /** The proposed text, open. Zero where there is none. */
  draft: number
  /** Where the answer is written, with a line that says who will see it. */
  writing: number
}

const LEAST_SHARE = 0.4

/**
 * Whether the conversation would get too little of the screen with everything else open: then the draft is a row, and who will see
 * the answer an icon (ui 3.3). Asks what the parts would need, not what they take, so that the outcome does not depend on itself.
 */
export function isTight({ visible, card, above, draft, writing }: CardHeights): boolean {
  return card - above - draft - writing < visible * LEAST_SHARE
}

/**
 * What the field and what is found in its text may take together, so that the conversation keeps its share (ui 3.3). `draft` is the least
 * of the proposed text, `writing` what stands around the field: neither depends on what is typed, so that typing moves no bound.
 * In whole pixels, so that a fraction does not move it either.
 */
export function roomForText({ visible, card, above, draft, writing }: CardHeights): number {
  return Math.max(0, Math.floor(card - above - draft - writing - Math.ceil(visible * LEAST_SHARE)))
}
