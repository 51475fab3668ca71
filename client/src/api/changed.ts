import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { onInboxEvent } from './live.ts'

type Listener = (interaction: LiveInteractionFragment) => void

const listeners = new Set<Listener>()

/** What our own requests changed, said at once: the live feed may be away. */
export function tellChanged(interaction: LiveInteractionFragment): void {
  for (const listener of listeners) listener(interaction)
}

/** Every interaction that changed, by others or by us; some of them twice. */
export function onInteractionChanged(listener: Listener): () => void {
  listeners.add(listener)
  const deaf = onInboxEvent(({ interaction }) => interaction && listener(interaction))

  return () => {
    listeners.delete(listener)
    deaf()
  }
}
