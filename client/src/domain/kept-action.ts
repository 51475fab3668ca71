import { type Counted, countedOf, type OutboxChannel } from './outbox-item.ts'

/** Why an item is closed by hand. */
export type ClosedByHand = 'MANUAL' | 'SPAM'

/** What somebody wants done to items, in the server's words. */
export type Wish = {
  action: 'CLOSE' | 'REOPEN' | 'SEND' | 'SET_PRIORITY'
  /** Each with the version it had when it was chosen: what has changed since is left alone. */
  items: { interactionId: string; version: number; text?: string | null; templateId?: string | null }[]
  /** Null gives the items back to the rules. */
  priority?: 'HIGH' | 'LOW' | 'NORMAL' | 'URGENT' | null
  closeReason?: ClosedByHand
}

/** Something to be done to items that the server does not know of yet. It lives on the device until the server has it. */
export type KeptAction = {
  /** Made together with the action and never again: the same key on every attempt is one job. */
  key: string
  input: Wish
  /** Whose wish it is: nobody else's session sends it. */
  userId: string
  /** Milliseconds; actions go out oldest first. */
  createdAt: number
  /** Whether the server was asked: it may have the action, whatever came back. */
  hasLeft: boolean
  /** How its items were counted when it was chosen. */
  subjects: readonly Subject[]
}

/** An item, and what decides in which numbers it is. */
export type Subject = { interactionId: string; channel: OutboxChannel; counted: Counted }

export const subjectOf = ({ id, channel, ...facts }: { id: string; channel: OutboxChannel } & Counted): Subject => ({
  interactionId: id,
  channel,
  counted: countedOf(facts),
})

/** Items that are about to be closed: they wait for nobody any more. */
export function closingIn(waiting: readonly KeptAction[]): (Subject & { key: string; state: 'waiting' })[] {
  return waiting
    .filter(({ input }) => input.action === 'CLOSE')
    .flatMap((one) => {
      const ids = idsOf(one)
      const subjects = one.subjects.filter(({ interactionId }) => ids.includes(interactionId))
      return subjects.map((subject) => ({
        ...subject,
        key: `${one.key} ${subject.interactionId}`,
        state: 'waiting' as const,
      }))
    })
}

/**
 * What waits once somebody wants something more. Of each item the last wish counts: an earlier one that has not left lets it go, and
 * to close an item and bring it back is to do nothing. Texts that are to be sent are nobody's second thought; they stay.
 */
export function withAction(waiting: readonly KeptAction[], wanted: KeptAction): KeptAction[] {
  const { action, items } = wanted.input
  if (action === 'SEND') return [...waiting, wanted]

  const chosen = new Set(items.map(({ interactionId }) => interactionId))
  const undone = new Set(action === 'REOPEN' ? waiting.filter(isClosing).flatMap(idsOf) : [])
  const earlier = waiting.map((one) => (isReplaceable(one) ? without(one, chosen) : one))
  return [...earlier, without(wanted, undone)].filter(({ input }) => input.items.length > 0)
}

/** The oldest that this person wants, of those that may go. */
export function nextToGo(waiting: readonly KeptAction[], userId: string | null): KeptAction | undefined {
  return [...waiting].sort(byAge).find((one) => one.userId === userId)
}

/** What is to be done to an item once there is a connection; the last wish first. */
export function wishFor(waiting: readonly KeptAction[], interactionId: string): KeptAction['input'] | null {
  const wishes = waiting.filter((one) => idsOf(one).includes(interactionId))
  return wishes.sort(byAge).at(-1)?.input ?? null
}

export const byAge = (a: KeptAction, b: KeptAction) => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1)

const isReplaceable = ({ input, hasLeft }: KeptAction) => !hasLeft && input.action !== 'SEND'
const isClosing = (one: KeptAction) => isReplaceable(one) && one.input.action === 'CLOSE'
const idsOf = ({ input }: KeptAction) => input.items.map(({ interactionId }) => interactionId)

function without(one: KeptAction, ids: ReadonlySet<string>): KeptAction {
  const items = one.input.items.filter(({ interactionId }) => !ids.has(interactionId))
  return { ...one, input: { ...one.input, items } }
}
