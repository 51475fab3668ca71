import { fillTemplate, fitsItem, unfilledIn } from '@agentiq/server/rules'

/** A template as the device keeps it. */
export type Template = {
  id: string
  title: string
  shortcut: string
  text: string
  channels: string[]
  intent: string | null
  ratingMin: number | null
  ratingMax: number | null
  isActive: boolean
}

/** The item that is answered. */
export type Answered = {
  channel: string
  intent: string | null
  rating: number | null
  customerName: string | null
  product: { nmId: string; name: string | null } | null
}

/** A part of a text (UTF-16 units). */
export type Range = { start: number; end: number }

/** Templates for this item, by what is typed of the shortcut or of the title. */
export function templatesFor<T extends Template>(templates: readonly T[], item: Answered, typed = ''): T[] {
  const wanted = typed.toLowerCase()
  return templates
    .filter((template) => fitsItem(template, item))
    .filter(({ shortcut, title }) => shortcut.startsWith(wanted) || title.toLowerCase().startsWith(wanted))
}

/** The shortcut that is being typed before the caret: a slash at the start of a word, and letters. Null when there is none. */
export function shortcutAt(text: string, caret: number): (Range & { typed: string }) | null {
  const typed = /(?:^|\s)\/([\p{L}\p{Nd}_-]{0,32})$/u.exec(text.slice(0, caret))?.[1]
  return typed === undefined ? null : { typed, start: caret - typed.length - 1, end: caret }
}

/** The words of a template for this item. */
export function textFor(template: Template, item: Answered, shopName: string | null): string {
  const { customerName, product } = item
  return fillTemplate(template.text, {
    customerName,
    productName: product?.name ?? null,
    article: product?.nmId ?? null,
    shopName,
  })
}

/** The text with other words in the place of a part. What has no value yet is to be selected, else the caret stands behind the words. */
export function withWords(text: string, { start, end }: Range, words: string): { text: string; selection: Range } {
  const behind = start + words.length
  const [first] = unfilledIn(words)
  const selection = first ? { start: start + first.start, end: start + first.end } : { start: behind, end: behind }
  return { text: text.slice(0, start) + words + text.slice(end), selection }
}
