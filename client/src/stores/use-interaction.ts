import { onScopeDispose, ref, shallowRef } from 'vue'
import { client } from '#api/client.ts'
import { askFreshly } from '#api/freshly.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import {
  type InteractionDetailFragment,
  InteractionDocument,
  InteractionGlanceDocument,
  type LiveInteractionFragment,
} from '#generated/graphql.ts'
import { useConnection } from './connection.ts'

export type Opened =
  | { kind: 'loading'; glance: LiveInteractionFragment | null }
  | { kind: 'ready'; interaction: InteractionDetailFragment }
  | { kind: 'missing' }
  | { kind: 'failed'; glance: LiveInteractionFragment | null }

const BURST_MS = 150

/** One open item: at once as the list knows it, then whole, then as it changes. */
export function useInteraction(id: string) {
  const connection = useConnection()
  const opened = shallowRef<Opened>({ kind: 'loading', glance: glanceOf(id) })
  /** Shown from the device because the server could not be asked. */
  const saved = ref(false)
  let planned: ReturnType<typeof setTimeout> | undefined

  const { unsubscribe } = client.value
    .query(InteractionDocument, { id }, { requestPolicy: 'cache-and-network' })
    .subscribe(({ data, error, stale }) => {
      if (data?.interaction) opened.value = { kind: 'ready', interaction: data.interaction }
      else if (data && !stale) opened.value = { kind: 'missing' }
      else if (!stale && opened.value.kind === 'loading') {
        opened.value = { kind: 'failed', glance: opened.value.glance }
      }
      saved.value = !stale && (Boolean(error) || !connection.online)
    })

  const deaf = [
    onInboxEvent(({ interaction }) => {
      if (interaction?.id === id) plan()
    }),
    onInboxGap(read),
    connection.onBackOnline(read),
  ]
  onScopeDispose(() => {
    unsubscribe()
    clearTimeout(planned)
    for (const stop of deaf) stop()
  })

  // The event tells of the item, not of its conversation.
  function plan() {
    planned ??= setTimeout(read, BURST_MS)
  }

  function read() {
    clearTimeout(planned)
    planned = undefined
    void askFreshly(InteractionDocument, { id })
  }

  function retry() {
    opened.value = { kind: 'loading', glance: glanceOf(id) }
    read()
  }

  return { opened, saved, retry }
}

/** Reads ahead, so that moving on is instant and works in a tunnel. */
export function prefetch(ids: (string | null)[]): void {
  for (const id of ids) {
    if (id !== null) void client.value.query(InteractionDocument, { id }, { requestPolicy: 'cache-first' }).toPromise()
  }
}

const glanceOf = (id: string) => client.value.readQuery(InteractionGlanceDocument, { id })?.data?.interaction ?? null
