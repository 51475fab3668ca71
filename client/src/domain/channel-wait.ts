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

/** Channels that the marketplace has closed for long, and until when all of them are. What a poor key waits for every time is no such thing. */
export function longClosed(
  key: Connected,
  channels: readonly Pick<LookedAt, 'channel' | 'closedUntil'>[],
  now: Date,
): { channels: ChannelName[]; until: Date } | null {
  const closed = channels.flatMap(({ channel, closedUntil }) => {
    const until = closedUntil === null ? 0 : new Date(closedUntil).getTime()
    return until - now.getTime() > usualPause(key, channel) ? [{ channel, until }] : []
  })
  if (closed.length === 0) return null
  return {
    channels: closed.map(({ channel }) => channel),
    until: new Date(Math.max(...closed.map(({ until }) => until))),
  }
}

export const isSlow = ({ channels }: Connected, channel: ChannelName) =>
  channels.some((one) => one.channel === channel && one.access !== 'DENIED' && one.intervalSeconds > SLOW_SECONDS)

function usualPause(key: Connected, channel: ChannelName): number {
  // A base key of a service that WB trusts looks as often as any.
  if (key.tokenType !== 'BASE' || !isSlow(key, channel)) return 0
  return (key.channels.find((one) => one.channel === channel)?.intervalSeconds ?? 0) * 1000 + MARGIN
}
