import { lengthLimits, lengthOf, unfilledIn } from '@agentiq/server/rules'

type Channel = 'REVIEW' | 'QUESTION' | 'CHAT'

/** What WB takes, by the server's own table (domain 10.2). */
const limits = { REVIEW: lengthLimits.review, QUESTION: lengthLimits.question, CHAT: lengthLimits.chat }

/** From here on the counter shows. */
const NEAR = 0.7

/** The places of the text that still have to be filled, as they are written, each once. */
export const unfilledPlaces = (text: string) => [
  ...new Set(unfilledIn(text).map(({ start, end }) => text.slice(start, end))),
]

/** Length and limit once the limit comes near; null while there is room. */
export function counterOf(text: string, channel: Channel): { length: number; limit: number } | null {
  const { most } = limits[channel]
  const length = lengthOf(text)
  return length < most * NEAR ? null : { length, limit: most }
}

/** What was typed into a text while it was on its way: all that stands between what both begin and end with. */
export function typedSince(sent: string, now: string): string {
  const shorter = Math.min(sent.length, now.length)
  let start = 0
  while (start < shorter && sent[start] === now[start]) start += 1
  let end = 0
  while (end < shorter - start && sent.at(-1 - end) === now.at(-1 - end)) end += 1

  return now.slice(start, now.length - end).trim()
}
