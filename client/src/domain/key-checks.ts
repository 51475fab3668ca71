type ChannelName = 'REVIEW' | 'QUESTION' | 'CHAT'
type Access = 'GRANTED' | 'DENIED' | 'UNREACHABLE'

export type CheckedKey = {
  tokenType: 'PERSONAL' | 'SERVICE' | 'BASE' | 'TEST'
  expiresAt: string | null
  /** How many days before the end the server warns; null when it does not. */
  expiryWarning: number | null
  canReply: boolean
  channels: readonly { channel: ChannelName; access: Access; intervalSeconds: number }[]
}

export type KeyCheck =
  | { kind: 'valid'; tokenType: CheckedKey['tokenType'] }
  | { kind: 'reviews_and_questions'; access: Access }
  | { kind: 'chats'; access: Access }
  | { kind: 'may_reply' }
  | { kind: 'read_only' }
  | { kind: 'valid_until'; at: Date; isSoon: boolean }
  | { kind: 'cadence'; seconds: number; chatSeconds: number | null }
  | { kind: 'slow'; requestsPerHour: number }

/** What WB allows a base key for reviews and questions. */
export const BASE_REQUESTS_PER_HOUR = 5

/** What a key turned out to allow, one line each (ui 7.2). */
export function checksOf({ tokenType, channels, canReply, expiresAt, expiryWarning }: CheckedKey): KeyCheck[] {
  const accessTo = (channel: ChannelName) => channels.find((one) => one.channel === channel)?.access ?? 'DENIED'
  const rhythmOf = (...named: ChannelName[]) =>
    channels.find(({ channel, access }) => named.includes(channel) && access !== 'DENIED')?.intervalSeconds ?? null
  const seconds = rhythmOf('REVIEW', 'QUESTION')

  return [
    { kind: 'valid', tokenType },
    { kind: 'reviews_and_questions', access: worse(accessTo('REVIEW'), accessTo('QUESTION')) },
    { kind: 'chats', access: accessTo('CHAT') },
    canReply ? { kind: 'may_reply' } : { kind: 'read_only' },
    ...(expiresAt === null
      ? []
      : [{ kind: 'valid_until', at: new Date(expiresAt), isSoon: expiryWarning !== null } as const]),
    ...(seconds === null ? [] : [{ kind: 'cadence', seconds, chatSeconds: rhythmOf('CHAT') } as const]),
    ...(isPoor({ tokenType, channels }) ? [{ kind: 'slow', requestsPerHour: BASE_REQUESTS_PER_HOUR } as const] : []),
  ]
}

/** Whether WB lets the key ask only a few times an hour. A base key has the full pace where our service has WB's secret. */
export function isPoor({ tokenType, channels }: Pick<CheckedKey, 'tokenType' | 'channels'>): boolean {
  return tokenType === 'BASE' && channels.some((one) => one.access !== 'DENIED' && one.intervalSeconds > POOR_SECONDS)
}

/** With a pace of its own no channel is looked at so seldom. */
const POOR_SECONDS = 1800

const badness: Record<Access, number> = { GRANTED: 0, UNREACHABLE: 1, DENIED: 2 }
const worse = (one: Access, other: Access) => (badness[one] >= badness[other] ? one : other)
