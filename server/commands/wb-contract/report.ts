import type { CheckedCall, ContractReport, ContractState } from '../../src/domain/contract.ts'

/** What the command ends with. Only `breaking` is a fault of the marketplace's answers. */
export const exitCodes: Record<ContractState, number> = {
  clean: 0,
  new: 0,
  breaking: 1,
  unreachable: 2,
  skipped: 2,
  refused: 3,
}

const sentences: Record<ContractState, string> = {
  clean: 'WB answers as we expect.',
  new: 'WB answers as we expect, and more: what we do not know is left out.',
  breaking: 'WB no longer answers as we expect. Whatever is marked BREAKING cannot be read.',
  unreachable: 'A host of WB did not answer, so nothing can be said of its answers.',
  skipped: 'The budget of the key is spent, so nothing could be asked. Try again later.',
  refused: 'WB did not let the key in, so nothing can be said of its answers.',
}

/** The report for people: a line for each call, a line for each finding, and what it means. */
export function textOf({ state, calls }: ContractReport): string {
  return [...calls.flatMap(linesFor), '', sentences[state]].join('\n')
}

function linesFor({ call, outcome, detail, items, findings }: CheckedCall): string[] {
  if (outcome !== 'checked') return [`${outcome.padEnd(11)} ${call}: ${detail}`]
  const seen = items === 0 ? ' (nothing there to look at)' : ''
  const mark = findings.length === 0 ? 'as expected' : 'differs'
  return [
    `${mark.padEnd(11)} ${call}${seen}`,
    ...findings.map(({ severity, path, what, count }) => {
      const times = count > 1 ? ` (${count} times)` : ''
      return `  ${severity === 'breaking' ? 'BREAKING' : 'new'}: ${path}${path ? ' ' : ''}${what}${times}`
    }),
  ]
}
