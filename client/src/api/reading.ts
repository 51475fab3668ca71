import type { AnyVariables, TypedDocumentNode } from '@urql/core'
import { useQuery } from '@urql/vue'
import { type ComputedRef, computed, shallowRef, watch } from 'vue'

/** What a screen knows of what it reads. What was read once stays while it is read again. */
export type Reading<Data> =
  | { kind: 'loading' }
  | { kind: 'ready'; data: Data }
  | { kind: 'failed' }
  /** No way to the server, and nothing of it on this device. */
  | { kind: 'nothing_kept' }

/** Reads one operation: what the device has at once, then what the server says. */
export function useReading<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
): { reading: ComputedRef<Reading<Data>>; again: () => void } {
  const query = useQuery({ query: document, variables } as Parameters<typeof useQuery<Data>>[0])
  const last = shallowRef<Data | undefined>(query.data.value)

  watch(query.data, (data) => {
    if (data) last.value = data
  })

  const reading = computed<Reading<Data>>(() => {
    if (last.value) return { kind: 'ready', data: last.value }
    if (query.fetching.value) return { kind: 'loading' }
    return query.error.value ? { kind: 'failed' } : { kind: 'nothing_kept' }
  })

  const again = () => void query.executeQuery({ requestPolicy: 'network-only' })
  return { reading, again }
}
