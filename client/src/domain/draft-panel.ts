/** What the panel over the field shows of a draft (ui 7.6.5). */
export type DraftPanel = 'stopped' | 'preparing' | 'ready' | 'outdated' | 'inserted' | 'failed' | 'offline' | 'hidden'

type Facts = {
  /** A person has to answer in her own words. */
  isStopped: boolean
  draft: { id: string; isOutdated: boolean; fallbackReason: string | null } | null
  /** Somebody waits for one. */
  isAsked: boolean
  /** It was asked for here, and none came. */
  hasFailed: boolean
  online: boolean
  /** Ids of the draft that was put into the field, and of those that were turned down. */
  insertedId: string | null
  turnedDown: ReadonlySet<string>
}

/** The first row that fits decides. */
export function draftPanelOf(facts: Facts): DraftPanel {
  const { draft } = facts
  if (facts.isStopped) return 'stopped'
  if (facts.isAsked) return 'preparing'
  // Whoever has switched models off wants no texts of machines.
  if (draft?.fallbackReason === 'DISABLED') return 'hidden'
  if (draft && facts.turnedDown.has(draft.id)) return 'hidden'
  if (draft && draft.id === facts.insertedId) return 'inserted'
  if (draft) return draft.isOutdated ? 'outdated' : 'ready'
  if (!facts.online) return 'offline'
  return facts.hasFailed ? 'failed' : 'hidden'
}
