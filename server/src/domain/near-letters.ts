/**
 * A shape with the letters of Russian texts in the place of those of the whole world, of which a program takes four times as long to make a
 * pattern. `\p{L}`, `\p{Lu}`, `\p{Ll}` and `\p{N}` alone are read so, inside of brackets and outside; for texts as `visibleText` makes them.
 */
export function withNearLetters(shape: string): string {
  let isInBrackets = false
  return shape.replace(parts, (part, name: string | undefined) => {
    if (part === '[') isInBrackets = true
    if (part === ']') isInBrackets = false
    const letters = name === undefined ? undefined : ranges[name]
    if (letters === undefined) return part
    return isInBrackets ? letters : `[${letters}]`
  })
}

const parts = /\\p\{(\w+)\}|\\.|[[\]]/g

// Cyrillic as all its peoples write it, Latin with its accents.
const ranges: Readonly<Record<string, string>> = {
  L: String.raw`A-Za-z\u00c0-\u024f\u0400-\u052f`,
  Lu: String.raw`A-Z\u0400-\u042f`,
  Ll: String.raw`a-z\u0430-\u045f`,
  N: '0-9',
}
