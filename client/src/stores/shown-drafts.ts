/**
 * Which proposed text stood before the operator last, by item: her words are compared with it even if the server could not be told
 * that she saw it (domain 11.7).
 */
const shown = new Map<string, string>()

export function noteShown(interactionId: string, draftId: string): void {
  shown.set(interactionId, draftId)
}

export function shownDraftOf(interactionId: string): string | null {
  return shown.get(interactionId) ?? null
}

/** A reply was written with it before her; the next one of the conversation is compared with what she sees by then. */
export function forgetShown(interactionId: string): void {
  shown.delete(interactionId)
}
