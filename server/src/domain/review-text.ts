/** A review as the buyer filled it in. */
export type ReviewContent = { text: string; pros: string; cons: string }

const prosLabel = 'Плюсы: '
const consLabel = 'Минусы: '

/** The three fields as one text; empty ones leave no trace. */
export function composeReviewText({ text, pros, cons }: ReviewContent): string {
  const parts = [
    { label: '', words: text.trim() },
    { label: prosLabel, words: pros.trim() },
    { label: consLabel, words: cons.trim() },
  ]
  return parts
    .filter(({ words }) => words !== '')
    .map(({ label, words }) => label + words)
    .join('\n')
}

/** The way back, so that rules can tell the buyer's words from our labels long after the review came in. */
export function splitReviewText(composed: string): ReviewContent {
  const [beforeCons, cons] = splitAt(composed, consLabel)
  const [text, pros] = splitAt(beforeCons, prosLabel)
  return { text, pros, cons }
}

/** What the buyer wrote in a review, without our labels. */
export function buyersWordsIn(composed: string): string {
  const { text, pros, cons } = splitReviewText(composed)
  return [text, pros, cons].filter((words) => words !== '').join('\n')
}

/** Before and after the last line that begins with the label. */
function splitAt(composed: string, label: string): [before: string, after: string] {
  const start = `\n${composed}`.lastIndexOf(`\n${label}`)
  if (start === -1) return [composed, '']
  return [composed.slice(0, start).trimEnd(), composed.slice(start + label.length)]
}
