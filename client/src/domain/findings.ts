import type { Finding } from '@agentiq/server/rules'

/** A place in a text in UTF-16 units, as fields count. */
export type Range = { start: number; end: number }

/** A piece of a text, and how grave what it says is. */
export type Piece = { text: string; severity: Finding['severity'] | null }

/** Findings tell their places in code points; an emoji before one would shift a selection. */
export function rangeOf(text: string, { start, end }: Pick<Finding, 'start' | 'end'>): Range {
  const points = [...text]
  const begin = points.slice(0, start).join('').length
  return { start: begin, end: begin + points.slice(start, end).join('').length }
}

/** Whether the words are still where they were found. */
export function stillThere(text: string, finding: Finding): boolean {
  const { start, end } = rangeOf(text, finding)
  return finding.phrase !== '' && text.slice(start, end) === finding.phrase
}

/** The text cut where its marks begin and end. Of two upon each other the graver shows. */
export function piecesOf(text: string, findings: readonly Finding[]): Piece[] {
  const marks = findings
    .filter((finding) => stillThere(text, finding))
    .map((finding) => ({ ...rangeOf(text, finding), severity: finding.severity }))
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)

  const pieces: Piece[] = []
  for (const [index, end] of cuts.slice(1).entries()) {
    const start = cuts[index] ?? 0
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end)
    const severity = over.some((mark) => mark.severity === 'block') ? 'block' : (over[0]?.severity ?? null)
    const last = pieces.at(-1)
    if (last && last.severity === severity) last.text += text.slice(start, end)
    else pieces.push({ text: text.slice(start, end), severity })
  }
  return pieces
}

/** What has to be mended before what had better be; each in the order of the text. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => Number(one.severity === 'warn') - Number(other.severity === 'warn'))
}

/** What the server found and this device does not know to find, as long as it is there. */
export function withServers(found: readonly Finding[], text: string, servers: readonly Finding[]): Finding[] {
  const unknown = servers.filter(
    (finding) =>
      stillThere(text, finding) && !found.some(({ code, start }) => code === finding.code && start === finding.start),
  )
  return [...found, ...unknown]
}

/** Where a wording belongs: a sentence in the place of the whole sentence, anything else in that of the phrase alone. */
export function placeFor(text: string, finding: Finding): Range {
  const range = rangeOf(text, finding)
  return isSentence(finding.hint ?? '') ? sentenceAround(text, range) : range
}

const isSentence = (wording: string) => /^\p{Lu}\p{Ll}/u.test(wording)

function sentenceAround(text: string, { start, end }: Range): Range {
  const before = text.slice(0, start)
  const begin = /(?:^|[.!?…\n])[^.!?…\n]*$/u.exec(before)
  // It begins with its first word: an emoji before it is not in the way.
  const head = begin ? begin[0].replace(/^[^\p{L}\p{N}«„"(]+/u, '') : before
  const tail = /^[^.!?…\n]*/u.exec(text.slice(end))?.[0].trimEnd() ?? ''
  return { start: start - head.length, end: end + tail.length }
}
