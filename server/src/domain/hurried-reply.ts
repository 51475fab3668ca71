import type { ReplyState } from './reply.ts'

/** Whether an operator may have the next try made at once: it waits for the network, and nobody else has said until when. */
export function mayBeHurried({ state, lastError }: { state: ReplyState; lastError: string | null }): boolean {
  return state === 'retry_wait' && lastError === 'network'
}
