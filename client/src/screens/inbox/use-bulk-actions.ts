import { onBeforeUnmount } from 'vue'
import { type ClosedByHand, subjectOf, type Wish } from '#domain/kept-action.ts'
import type { Priority } from '#generated/graphql.ts'
import { tellFailure } from '#parts/tell-failure.ts'
import { useTellKept } from '#parts/tell-kept.ts'
import { useBulk } from '#stores/bulk.ts'
import { useSelection } from '#stores/selection.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

/** Actions on the chosen items that need no texts: begun here, done by the server, told by the frame when they are over. */
export function useBulkActions() {
  const bulk = useBulk()
  const selection = useSelection()
  const tellKept = useTellKept()
  onBeforeUnmount(selection.onAnswered((n) => showToast({ text: ru.triage.select.answered(n), unasked: true })))

  const chosen = () => [...selection.items.values()].map(({ id, version }) => ({ interactionId: id, version }))

  async function begin(input: Wish): Promise<void> {
    const outcome = await bulk.begin(input, [...selection.items.values()].map(subjectOf))
    switch (outcome.kind) {
      case 'accepted':
        return selection.end()
      case 'kept':
        selection.end()
        return tellKept(outcome.key)
      default:
        tellFailure(outcome)
    }
  }

  return {
    close: (closeReason: ClosedByHand) => begin({ action: 'CLOSE', closeReason, items: chosen() }),
    reopen: () => begin({ action: 'REOPEN', items: chosen() }),
    prioritise: (priority: Priority | null) => begin({ action: 'SET_PRIORITY', priority, items: chosen() }),
  }
}
