import { continuedEvents } from '#domain/continuation.ts'
import type { NewEvent } from '#domain/events.ts'
import type { LinkSide } from '#domain/link.ts'
import type { Tx } from '#storage/db.ts'
import { continueWaiting, takeAwaiting } from '#storage/escalations.ts'

type Side = Pick<LinkSide, 'id' | 'channel'>

/**
 * A chat may be the one that a review or a question waits for (domain §12.1). Where an identifier says so, the item goes on in it;
 * everything else is told to the operators, and theirs to decide. `sure`: what surely belongs to it. Returns what to record.
 */
export async function followEscalations(tx: Tx, self: Side, sure: readonly Side[], now: Date): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const { chatId, items } of tiesOf(self, sure)) {
    const continued = await continueWaiting(tx, items, chatId, now)
    events.push(...continued.flatMap((interactionId) => continuedEvents({ interactionId, chatId })))
  }
  const awaiting = self.channel === 'chat' ? await takeAwaiting(tx, self.id, now) : []
  const proposals = awaiting.map((interactionId): NewEvent => {
    return { type: 'chat_proposed', interactionId, details: { chatId: self.id } }
  })
  return [...events, ...proposals]
}

/** Which items may go on in which chat. */
function tiesOf(self: Side, sure: readonly Side[]): { chatId: string; items: string[] }[] {
  if (self.channel !== 'chat') {
    return sure.filter(({ channel }) => channel === 'chat').map(({ id }) => ({ chatId: id, items: [self.id] }))
  }
  const items = sure.filter(({ channel }) => channel !== 'chat').map(({ id }) => id)
  return items.length > 0 ? [{ chatId: self.id, items }] : []
}
