import type { Deps } from '#deps.ts'
import type { Status } from '#domain/interaction.ts'
import { isInactive, patienceWithSilence } from '#domain/thread.ts'
import { after } from '#domain/time.ts'
import { inTransaction } from '#storage/db.ts'
import { recordEvents } from '#storage/events.ts'
import { listQuietChats, lockChat } from '#storage/quiet-chats.ts'
import { saveDecision } from '#storage/standing.ts'

type CloseDeps = Pick<Deps, 'db' | 'clock'>

/** Closes answered chats in which nobody has said a word for ten days, some at a time (domain §2.5). False: there may be more. */
export async function closeStale(deps: CloseDeps): Promise<boolean> {
  const quiet = await listQuietChats(deps.db, after(deps.clock.now(), -patienceWithSilence), atOnce)
  for (const id of quiet) await closeIfStale(deps, id)
  return quiet.length < atOnce
}

const atOnce = 50

/** Looks once more while it holds the chat: another process may have closed it, and the buyer may have written. */
async function closeIfStale({ db, clock }: CloseDeps, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const chat = await lockChat(tx, id)
    if (!chat) return
    const { interaction, lastMessageAt } = chat
    // The column holds the domain's words; nobody else writes it.
    if (!isInactive({ status: interaction.status as Status, lastMessageAt }, now)) return

    const reason = 'inactive'
    await saveDecision(tx, interaction, { status: 'closed', closeReason: reason }, now)
    await recordEvents(tx, interaction.sellerId, now, [
      { type: 'closed', interactionId: id, channel: 'chat', details: { reason } },
    ])
  })
}
