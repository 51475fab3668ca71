import { maskPersonalData } from '@agentiq/server/rules'

/** Longer than this a text is shortened at first (ui 7.6.4). */
const LONG = 1_200
const SHORTENED = 900

type Wish = { whole: boolean; revealed: boolean }

/** What is shown of a text: its beginning if it is long, and what identifies a person only when asked for. */
export function shownOf(text: string, { whole, revealed }: Wish): string {
  const readable = revealed ? text : maskPersonalData(text)
  return whole || !isLong(text) ? readable : beginningOf(readable)
}

export const isLong = (text: string) => text.length > LONG

export const isPersonal = (text: string) => maskPersonalData(text) !== text

/** Cut between words where there are words. */
function beginningOf(text: string): string {
  const cut = text.slice(0, SHORTENED + 1)
  const end = cut.search(/\s\S*$/)
  return `${(end > SHORTENED / 2 ? cut.slice(0, end) : cut.slice(0, SHORTENED)).trimEnd()}…`
}
