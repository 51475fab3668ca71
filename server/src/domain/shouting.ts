/** Mostly capitals in a text long enough to mean it, or three exclamation marks. «ОК» is not shouting. */
export function shouts(text: string): boolean {
  const letters = count(text, /\p{L}/gu)
  const capitals = count(text, /\p{Lu}/gu)
  return (letters >= 10 && capitals * 2 > letters) || count(text.normalize('NFKC'), /!/g) >= 3
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
