import { type Day, dayAfter, dayOf, startOfDay } from './days.ts'
import { after, HOUR } from './time.ts'

/** Something in the marketplace's answers that is not as we know it. `breaking`: we can no longer read it; `new`: we leave it out. */
export type Finding = {
  severity: 'breaking' | 'new'
  /** The call, `GET /api/v1/feedbacks?isAnswered=false`. */
  call: string
  /** Where in the answer, `data.feedbacks[].id`; empty for the answer as a whole. */
  path: string
  what: string
  /** How often it was met in this check. */
  count: number
}

/** What came of one call. Only a `checked` one says anything about the marketplace's answers. */
export type CheckedCall = {
  call: string
  outcome: 'checked' | 'skipped' | 'refused' | 'unreachable'
  /** Why it was not checked; null when it was. */
  detail: string | null
  /** How many items the answer held: of none, nothing was learnt. */
  items: number
  findings: Finding[]
}

/**
 * What came of a check. `unreachable`: a host gave no usable sign of life; `refused`: the key was not let in; `skipped`: the budget
 * was spent before anything was asked.
 */
export type ContractState = 'clean' | 'new' | 'breaking' | 'unreachable' | 'refused' | 'skipped'

export type ContractReport = { state: ContractState; calls: CheckedCall[] }

/** The first row that fits decides: what is broken is said, whatever else is the matter. */
const states: { state: ContractState; when: (calls: CheckedCall[]) => boolean }[] = [
  { state: 'breaking', when: (calls) => findingsOf(calls).some(({ severity }) => severity === 'breaking') },
  { state: 'unreachable', when: (calls) => calls.some(({ outcome }) => outcome === 'unreachable') },
  { state: 'refused', when: (calls) => calls.some(({ outcome }) => outcome === 'refused') },
  { state: 'skipped', when: (calls) => calls.every(({ outcome }) => outcome === 'skipped') },
  { state: 'new', when: (calls) => findingsOf(calls).length > 0 },
]

export function reportOf(calls: CheckedCall[]): ContractReport {
  return { state: states.find(({ when }) => when(calls))?.state ?? 'clean', calls }
}

export function findingsOf(calls: CheckedCall[]): Finding[] {
  return calls.flatMap(({ findings }) => findings)
}

/** What a finding is told by: the same thing found again is no news. */
export function nameOf({ severity, call, path, what }: Finding): string {
  return `${severity}: ${call}${path ? ` ${path}` : ''} ${what}`
}

/** What has changed since what was told: `told` is what will have been told then. */
export type ContractChange = { appeared: string[]; gone: string[]; told: string[] }

/**
 * Something new stays told, because not every item holds it. Something broken is told again when it breaks again, so it is forgotten
 * once the same call was checked without it.
 */
export function changeSince(told: string[], { calls }: ContractReport): ContractChange {
  const found = findingsOf(calls).map(nameOf)
  const looked = calls.filter(({ outcome }) => outcome === 'checked').map(({ call }) => call)
  const isMended = (name: string) =>
    !found.includes(name) && looked.some((call) => name.startsWith(`breaking: ${call} `))

  const gone = told.filter(isMended)
  const appeared = found.filter((name) => !told.includes(name))
  return { appeared, gone, told: [...told.filter((name) => !gone.includes(name)), ...appeared] }
}

const nightBegins = 3 * HOUR
const nightLasts = 2 * HOUR

/** When the seller's next night check is due: between three and five, each seller at an own time. `spread` is from 0 to 1. */
export function nextNight(now: Date, zone: string, spread: number): Date {
  const today = dayOf(now, zone)
  const inNight = (day: Day) => after(startOfDay(day, zone), nightBegins + Math.floor(spread * nightLasts))
  return inNight(today) > now ? inNight(today) : inNight(dayAfter(today, 1))
}

/** A place between 0 and 1 that a name always gets. */
export function spreadOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_003
  return sum / 100_003
}
