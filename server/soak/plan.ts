import { HOUR, SECOND } from '../simulator/clock.ts'

/** Which key a seller has. `base` has no secret, so it works in a product that has none. */
export type Kind =
  | 'personal'
  | 'service'
  | 'base with secret'
  | 'base'
  | 'read-only'
  | 'without chats'
  | 'expiring'
  | 'replaced'
  | 'revoked'

/** How long and how much. */
export type Effort = {
  /** Simulated hours of trouble. */
  hours: number
  kinds: Kind[]
  /** How much time is skipped at once while there is trouble, in milliseconds. */
  skipMs: [number, number]
  /** How often in an hour buyers, colleagues and WB do something in a shop; and operators reply. */
  deedsPerHour: number
  repliesPerHour: number
  /** How often in an hour trouble is ordered, for all shops together; and a shop becomes odd. */
  troublesPerHour: number
  odditiesPerHour: number
  samples: number
  /** How long the world may take to settle, and how much time is skipped at once then, in milliseconds. */
  settleMs: number
  settleSkipMs: number
}

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item)

export const longEffort: Effort = {
  hours: 10,
  kinds: [
    ...times(4, 'personal' as const),
    ...times(3, 'service' as const),
    ...times(3, 'base with secret' as const),
    ...times(2, 'base' as const),
    ...times(2, 'read-only' as const),
    ...times(2, 'without chats' as const),
    'expiring',
    ...times(2, 'replaced' as const),
    'revoked',
  ],
  skipMs: [30 * SECOND, 120 * SECOND],
  deedsPerHour: 10,
  repliesPerHour: 4,
  troublesPerHour: 24,
  odditiesPerHour: 8,
  samples: 20,
  settleMs: 8 * HOUR,
  settleSkipMs: 750 * SECOND,
}

export const shortEffort: Effort = {
  ...longEffort,
  hours: 0.4,
  kinds: [
    'personal',
    'service',
    'base with secret',
    'base',
    'read-only',
    'without chats',
    'expiring',
    'replaced',
    'revoked',
  ],
  deedsPerHour: 20,
  repliesPerHour: 12,
  troublesPerHour: 100,
  odditiesPerHour: 20,
  samples: 12,
  settleSkipMs: 1500 * SECOND,
}

/** What the simulator is asked for to make the key. */
export function keyOf(kind: Kind, hours: number): object {
  switch (kind) {
    case 'service':
      return { acc: 4 }
    case 'base':
    case 'base with secret':
      return { acc: 1 }
    case 'read-only':
      return { acc: 3, readOnly: true }
    case 'without chats':
      return { acc: 3, categories: [7] }
    case 'expiring':
      return { acc: 3, expiresInDays: (hours * expiresAfter) / 24 }
    case 'personal':
    case 'replaced':
    case 'revoked':
      return { acc: 3 }
  }
}

const expiresAfter = 0.4

/** What happens to a seller's key, and after which part of the trouble. */
export type Turn = { after: number; dies: boolean; isNewKey: boolean; key: object }

/** A key that ends is followed by another of the same shop, which finds what the first has left. */
export function turnsOf(kind: Kind): Turn[] {
  const key = { acc: 3 }
  switch (kind) {
    case 'expiring':
      return [
        { after: expiresAfter, dies: true, isNewKey: false, key },
        { after: 0.6, dies: false, isNewKey: true, key },
      ]
    case 'replaced':
      return [
        { after: 0.3, dies: false, isNewKey: true, key },
        { after: 0.7, dies: false, isNewKey: true, key: { acc: 1 } },
      ]
    case 'revoked':
      return [
        { after: 0.5, dies: true, isNewKey: false, key },
        { after: 0.65, dies: false, isNewKey: true, key },
      ]
    default:
      return []
  }
}
