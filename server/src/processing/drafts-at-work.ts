import { type DraftTurn, turnsLost } from '#storage/drafts.ts'
import { type WriteDeps, writeDraft } from './write-draft.ts'

/** The drafts that this process is writing. */
export type DraftsAtWork = {
  /** Writes the draft of a turn that this process has. Never fails. */
  write(turn: DraftTurn): Promise<void>
  /** Lets go of the models of drafts that nobody wants any more: their places are free at once. */
  dropUnwanted(): Promise<void>
}

export function openDraftsAtWork(deps: WriteDeps): DraftsAtWork {
  const atWork = new Map<DraftTurn, AbortController>()
  return {
    async write(turn) {
      const leaving = new AbortController()
      atWork.set(turn, leaving)
      await writeDraft(deps, turn, leaving.signal)
      atWork.delete(turn)
    },
    async dropUnwanted() {
      if (atWork.size === 0) return
      // Whoever cancels may do so in another process; the line says it to all.
      for (const turn of await turnsLost(deps.db, [...atWork.keys()], deps.owner)) atWork.get(turn)?.abort()
    },
  }
}
