import { knobTable } from './knob-table.ts'

/** How one seller's WB behaves: what nobody documents, and what a test may want otherwise. */
export type Knobs = { [Name in keyof typeof knobTable]: (typeof knobTable)[Name]['usual'] }

export const defaultKnobs = Object.fromEntries(
  Object.entries(knobTable).map(([name, { usual }]) => [name, usual]),
  // The entries are the table's own, so the type only forgets which is which.
) as Knobs

/** Takes the known knobs out of what somebody sent; says plainly what does not fit. */
export function readKnobs(sent: Record<string, unknown>): Partial<Knobs> {
  for (const [name, value] of Object.entries(sent)) {
    const complaint = complaintAbout(name, value)
    if (complaint) throw new UnknownKnob(complaint)
  }
  return sent
}

export class UnknownKnob extends Error {}

function complaintAbout(name: string, value: unknown): string | undefined {
  if (!isKnob(name)) return `There is no knob "${name}"`

  const knob = knobTable[name]
  if ('choices' in knob) {
    const choices: readonly unknown[] = knob.choices
    return choices.includes(value) ? undefined : `"${name}" must be ${choices.join(' or ')}`
  }
  if (typeof knob.usual !== 'number') {
    return typeof value === typeof knob.usual ? undefined : `"${name}" must be ${spoken[typeof knob.usual]}`
  }
  const { least, most } = knob
  const fits = typeof value === 'number' && value >= least && value <= most
  return fits ? undefined : `"${name}" must be a number from ${least}${most === Infinity ? '' : ` to ${most}`}`
}

const spoken: Record<string, string> = { boolean: 'true or false', string: 'a text' }

function isKnob(name: string): name is keyof Knobs {
  return Object.hasOwn(knobTable, name)
}
