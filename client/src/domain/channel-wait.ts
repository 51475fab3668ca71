const MINUTE = 60_000

/** From here on nothing pretends to be live (ui 6.2). */
const SLOW_SECONDS = 600
/** The hour that a poor key waits is never counted to the minute. */
const MARGIN = 15 * MINUTE

type ChannelName = 'REVIEW' | 'QUESTION' | 'CHAT'
export type LookedAt = {
  channel: ChannelName
  status: string
  problem: string | null
  nextAt: string | null
  closedUntil: string | null
}
export type Connected = {
  tokenType: string
  channels: readonly { channel: ChannelName; access: string; intervalSeconds: number }[]
}

/** When the marketplace takes the channel's next request, if that is all the channel waits for. It is no failure. */
export function waitsUntil({ status, nextAt }: Pick<LookedAt, 'status' | 'nextAt'>): Date | null {
  return status === 'WAITING' && nextAt !== null ? new Date(nextAt) : null
}

/** The next look worth announcing: of the channels that wait for their turn or are looked at rarely, the soonest. */
export function nextLook(key: Connected, channels: readonly LookedAt[], now: Date): Date | null {
  const times = channels
    .filter((one) => waitsUntil(one) || isSlow(key, one.channel))
    .flatMap(({ nextAt }) => (nextAt !== null && new Date(nextAt) > now ? [new Date(nextAt).getTime()] : []))
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** A channel that the marketplace has closed for long. What a poor key waits for every time is no such thing. */
export function longClosed(
  key: Connected,
  channels: readonly Pick<LookedAt, 'channel' | 'closedUntil'>[],
  now: Date,
): { channel: ChannelName; until: Date } | null {
  for (const { channel, closedUntil } of channels) {
    const until = closedUntil === null ? null : new Date(closedUntil)
    if (until && until.getTime() - now.getTime() > usualPause(key, channel)) return { channel, until }
  }
  return null
}

export const isSlow = ({ channels }: Connected, channel: ChannelName) =>
  channels.some((one) => one.channel === channel && one.access !== 'DENIED' && one.intervalSeconds > SLOW_SECONDS)

function usualPause({ tokenType, channels }: Connected, channel: ChannelName): number {
  if (tokenType !== 'BASE') return 0
  return (channels.find((one) => one.channel === channel)?.intervalSeconds ?? 0) * 1000 + MARGIN
}
