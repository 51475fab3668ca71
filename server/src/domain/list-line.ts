import { maskPersonalData } from './personal-data.ts'

/** Characters of a text that a list shows at most. */
const lineLength = 300

/** A text as one line of a list: no line breaks, personal data masked, cut. */
export function listLine(text: string | null): string {
  // A little more than is shown, so that a number on the edge is recognised whole.
  const line = (text ?? '')
    .replace(beforeFields, ' · ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, lineLength + 100)
  const masked = maskPersonalData(line)
  return masked.length > lineLength ? `${masked.slice(0, lineLength - 1)}…` : masked
}

// Pros and cons stand in lines of their own under what else the buyer wrote.
const beforeFields = /\n(?=(?:Плюсы|Минусы): )/g
