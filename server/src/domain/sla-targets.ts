import { BadInput } from './errors.ts'
import type { Channel, Intent, Priority } from './interaction.ts'
import { type Overrides, type Target, usualTargets } from './priority.ts'

/** What a seller set for one intent in one channel; null keeps our figure. */
export type OwnTarget = { channel: Channel; intent: Intent; priority: Priority | null; minutes: number | null }

/** A week: who allows more has no deadline. */
const mostMinutes = 10_080

/** The figure that is to be kept. Refuses with `BadInput`. */
export function checkedTarget(own: OwnTarget): OwnTarget {
  if (!usualTargets.some((usual) => isFor(usual, own)))
    throw new BadInput('intent', `Nothing of urgency depends on ${own.intent} in this channel.`)
  if (own.minutes !== null && !(Number.isInteger(own.minutes) && own.minutes >= 1 && own.minutes <= mostMinutes))
    throw new BadInput('minutes', `An answer is allowed 1 to ${mostMinutes} minutes.`)
  return own
}

/** The figures that count for a seller, beside ours. */
export function targetsOf(own: readonly OwnTarget[]): { usual: Target; own: OwnTarget | null }[] {
  return usualTargets.map((usual) => ({ usual, own: own.find((each) => isFor(usual, each)) ?? null }))
}

/** The seller's figures for one channel, as judging reads them. */
export function overridesIn(own: readonly OwnTarget[], channel: Channel): Overrides {
  const ofChannel = own.filter((each) => each.channel === channel)
  return Object.fromEntries(ofChannel.map(({ intent, priority, minutes }) => [intent, given({ priority, minutes })]))
}

function given({ priority, minutes }: Pick<OwnTarget, 'priority' | 'minutes'>): Overrides[Intent] {
  return { ...(priority && { priority }), ...(minutes !== null && { minutes }) }
}

function isFor(usual: Target, own: Pick<OwnTarget, 'channel' | 'intent'>): boolean {
  return usual.channel === own.channel && usual.intent === own.intent
}
