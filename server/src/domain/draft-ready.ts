import { unreadyLabels } from './phrases/draft-prompt.ts'

/**
 * What of a model's text nobody could send as it stands, for whoever is to write another: the dots that hide something from a model, markup
 * where the marketplace shows plain text, and places between brackets that somebody would have to fill (domain §9.1: ready to send).
 */
export function unreadyIn(text: string): string[] {
  return shapes.flatMap(({ label, pattern }) => {
    const found = pattern.exec(text)?.[0].trim()
    return found === undefined ? [] : [`${label}: «${found}»`]
  })
}

const shapes: readonly { label: string; pattern: RegExp }[] = [
  { label: unreadyLabels.hidden, pattern: /•{2,}/u },
  // «160*230» is a size, «#1» a place in a list; lists with dashes read well without any markup. Our greeting may stand before it.
  { label: unreadyLabels.markup, pattern: /\*\*|`|~~|(?<!\S)#{1,6}\s\p{L}{1,20}|(?:^|[.!?:]\s)\*\s\p{L}{1,20}/mu },
  { label: unreadyLabels.markup, pattern: /(?<![\p{L}\p{N}_])(__?)(?=\p{L})[^_\n]{1,80}\1(?![\p{L}\p{N}_])/u },
  { label: unreadyLabels.markup, pattern: /(?<![\p{L}\p{N}*])\*(?=\p{L})[^*\n]{1,80}\*(?![\p{L}\p{N}*])/u },
  {
    label: unreadyLabels.place,
    pattern: /\[(?=[^[\]\n]{0,60}\p{L})[^[\]\n]{1,60}\]|\{(?=[^{}\n]{0,60}\p{L})[^{}\n]{1,60}\}|<\p{L}[^<>\n]{0,60}>/u,
  },
]
