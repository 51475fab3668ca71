/** A draft that changed in one tab, as the others hear of it. */
export type DraftNews = {
  /** Whose it is: another tab may be another account's. */
  userId: string
  interactionId: string
  /** The text that went to the outbox from there; null when the draft only changed. */
  sent: string | null
}

const CHANNEL = 'drafts'

/** Tells the other tabs of the app; this one knows. */
export function tellOtherTabs(news: DraftNews): void {
  channel()?.postMessage(news)
}

export function onDraftElsewhere(listener: (news: DraftNews) => void): () => void {
  listeners.add(listener)
  channel()
  return () => listeners.delete(listener)
}

const listeners = new Set<(news: DraftNews) => void>()
let opened: BroadcastChannel | undefined

function channel(): BroadcastChannel | undefined {
  if (opened || typeof BroadcastChannel === 'undefined') return opened

  opened = new BroadcastChannel(CHANNEL)
  opened.onmessage = ({ data }: MessageEvent<DraftNews>) => {
    for (const listener of listeners) listener(data)
  }
  return opened
}
