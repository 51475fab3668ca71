/** What the panel over the field shows of a draft (ui 7.6.5). */
export type DraftPanel = 'stopped' | 'preparing' | 'ready' | 'outdated' | 'inserted' | 'failed' | 'offline' | 'hidden'

type PanelDraft = { id: string; isOutdated: boolean; outdatedBy: string | null }

type Facts = {
  /** A person has to answer in her own words. */
  isStopped: boolean
  draft: PanelDraft | null
  /** The seller has switched models off: no text of machines comes unasked. */
  isOff: boolean
  /** They are switched off, and nobody has asked for one all the same. */
  isHidden: boolean
  /** Somebody waits for one. */
  isAsked: boolean
  /** She has pressed for it here, so that the one that is there does not count any more. */
  isPressed: boolean
  /** It was asked for here, and none came. */
  hasFailed: boolean
  /** It was called off here. */
  isGivenUp: boolean
  online: boolean
  /** Ids of the draft that was put into the field, and of those that were turned down. */
  insertedId: string | null
  turnedDown: ReadonlySet<string>
}

/** The first row that fits decides. */
export function draftPanelOf(facts: Facts): DraftPanel {
  const { draft } = facts
  if (facts.isStopped) return 'stopped'
  if (facts.isHidden) return 'hidden'
  if (facts.isAsked && (facts.isPressed || !draft)) return 'preparing'
  if (draft && facts.turnedDown.has(draft.id)) return 'hidden'
  if (draft && draft.id === facts.insertedId) return 'inserted'
  if (draft) return draft.isOutdated ? 'outdated' : 'ready'
  if (!facts.online) return 'offline'
  return facts.hasFailed ? 'failed' : 'hidden'
}

/**
 * Whether a draft is to be asked for although nobody has pressed anything: there is none, or another would be written now. What stands
 * in the field, or was turned down, is left alone; and that the buyer has written again is hers to see first.
 */
export function comesUnasked(facts: Facts): boolean {
  const { draft, isStopped, isOff, isAsked, hasFailed, isGivenUp, online } = facts
  if (isStopped || isOff || isAsked || hasFailed || isGivenUp || !online) return false
  if (draft === null) return true
  if (draft.id === facts.insertedId || facts.turnedDown.has(draft.id)) return false
  return draft.outdatedBy !== null && draft.outdatedBy !== 'BUYER_WROTE'
}

/** Whether a row says that a draft is ready: one for words that the buyer has changed since is none. */
export function hasReadyDraft({ draft }: { draft: { isOutdated: boolean } | null }): boolean {
  return draft?.isOutdated === false
}

/** Whether another text could come at all: without a model, and where the buyer has said nothing, it would be the same again. */
export function mayVary(draft: { origin: string; fallbackReason: string | null } | null, hasModel: boolean): boolean {
  if (draft?.origin !== 'FALLBACK') return true
  return hasModel && draft.fallbackReason !== 'NO_WORDS'
}
