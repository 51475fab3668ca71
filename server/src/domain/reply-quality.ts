/** What became of the draft that an operator was shown (domain §11.7). */
export type Quality =
  | { outcome: 'reply_manual' }
  | { outcome: 'draft_accepted' }
  | { outcome: 'draft_edited'; editRatio: number; extent: 'minor' | 'major' | 'rewrite' }

/** A draft as far as it counts: one that nobody was shown was never there. */
export type ShownDraft = { text: string | null; shownAt: Date | null }

/** How much of a reply is the draft's. Exactly one outcome for each reply that a person sent; an auto-reply has none. */
export function qualityOf(reply: string, draft: ShownDraft | null): Quality {
  const [written, proposed] = [plain(reply), plain(draft?.text ?? '')]
  if (!draft?.shownAt || proposed === '') return { outcome: 'reply_manual' }
  if (written === proposed) return { outcome: 'draft_accepted' }

  const editRatio = changedShare([...proposed], [...written])
  return { outcome: 'draft_edited', editRatio, extent: extentOf(editRatio) }
}

/** Case and blanks make no difference; punctuation does. */
function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}

function extentOf(ratio: number): 'minor' | 'major' | 'rewrite' {
  if (ratio < 0.2) return 'minor'
  return ratio <= 0.8 ? 'major' : 'rewrite'
}

/** Levenshtein's distance as a share of the longer text, in code points. */
function changedShare(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of from.entries()) row = nextRow(row, { letter, index, to })
  return (row.at(-1) ?? 0) / Math.max(from.length, to.length)
}

function nextRow(
  above: readonly number[],
  { letter, index, to }: { letter: string; index: number; to: readonly string[] },
): number[] {
  const row = [index + 1]
  for (const [column, other] of to.entries()) {
    const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
    row.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1))
  }
  return row
}
