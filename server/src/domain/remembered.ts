/**
 * The same pure function of a text, which remembers its last results, at most so many: they are forgotten all at once, for what is wanted
 * again is soon known again.
 */
export function remembered<Result>(most: number, work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const result = work(text)
    if (known.size >= most) known.clear()
    known.set(text, result)
    return result
  }
}
