/** What a topic starts from, and what it usually starts from. */
type Target = { channel: string; priority: string; minutes: number; usualPriority: string; usualMinutes: number }

/** A week: whoever allows more has no deadline. */
export const mostMinutes = 10_080

/** The minutes that somebody has typed; null when they are none that a deadline can have (domain 6.6). */
export function minutesIn(typed: string): number | null {
  const digits = typed.replace(/[\s\u00a0]/g, '')
  const minutes = /^\d{1,6}$/.test(digits) ? Number(digits) : 0
  return minutes >= 1 && minutes <= mostMinutes ? minutes : null
}

/** What is to be kept: a figure that is the usual one is none of the seller's own. */
export function ownFigures<Priority extends string>(
  { usualPriority, usualMinutes }: Pick<Target, 'usualPriority' | 'usualMinutes'>,
  { priority, minutes }: { priority: Priority; minutes: number },
): { priority: Priority | null; minutes: number | null } {
  return {
    priority: priority === usualPriority ? null : priority,
    minutes: minutes === usualMinutes ? null : minutes,
  }
}

/** By channel, in the order of the channels; a channel without any is left out. */
export function byChannel<T extends Pick<Target, 'channel'>>(
  targets: readonly T[],
  channels: readonly T['channel'][],
): { channel: T['channel']; targets: T[] }[] {
  return channels
    .map((channel) => ({ channel, targets: targets.filter((target) => target.channel === channel) }))
    .filter((group) => group.targets.length > 0)
}
