import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { client } from '#api/client.ts'
import { onInboxEvent } from '#api/live.ts'
import type { Outcome } from '#api/outcome.ts'
import { resetSlaTargets, type SlaTarget, setSlaTarget } from '#api/sla-targets.ts'
import {
  type ResetSlaTargetsMutation,
  type SetSlaTargetInput,
  type SetSlaTargetMutation,
  SlaTargetsDocument,
} from '#generated/graphql.ts'
import { serverNow } from '#stores/clock.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'
import { failures, refusalText } from '#texts/refusals.ts'
import { ru } from '#texts/ru.ts'
import { showToast } from '#ui/toasts.ts'

type Changed = Outcome<SetSlaTargetMutation['setSlaTarget']> | Outcome<ResetSlaTargetsMutation['resetSlaTargets']>

/** What each topic starts from, for the seller; read again when a colleague changes it. */
export function useSlaTargets() {
  const session = useSession()
  const connection = useConnection()
  const targets = shallowRef<readonly SlaTarget[]>([])
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const sellerId = session.seller?.id ?? ''

  const { unsubscribe } = client.value
    .query(SlaTargetsDocument, { sellerId }, { requestPolicy: 'cache-and-network' })
    .subscribe(({ data, stale }) => {
      if (data?.node?.__typename === 'Seller') {
        targets.value = data.node.slaTargets
        state.value = 'ready'
      } else if (!stale && state.value === 'loading') state.value = 'failed'
    })
  onBeforeUnmount(unsubscribe)
  onBeforeUnmount(onInboxEvent(({ type }) => type === 'SLA_TARGETS_CHANGED' && read()))

  /** Why nothing can be changed now; null when it can. */
  const obstacle = computed(() => {
    if (session.seller?.role !== 'OWNER') return ru.deadlines.onlyOwner
    return connection.online ? null : ru.settings.offline
  })

  function read() {
    if (state.value === 'failed') state.value = 'loading'
    void client.value.query(SlaTargetsDocument, { sellerId }, { requestPolicy: 'network-only' }).toPromise()
  }

  /** False: it was not kept, and why was said. */
  async function set(target: Omit<SetSlaTargetInput, 'sellerId'>): Promise<boolean> {
    return told(await setSlaTarget({ sellerId, ...target }), ru.deadlines.saved)
  }

  async function reset(): Promise<boolean> {
    return told(await resetSlaTargets(sellerId), ru.deadlines.resetDone)
  }

  function told(changed: Changed, done: string): boolean {
    switch (changed.kind) {
      case 'accepted':
        showToast({ text: done })
        return true
      case 'refused':
        showToast({ text: refusalText(changed.refusal, serverNow()), tone: 'error' })
        return false
      case 'unreachable':
        showToast({ text: ru.frame.needsConnection })
        return false
      case 'broken':
        showToast({ text: failures.broken(changed.incident), tone: 'error' })
        return false
    }
  }

  function explain() {
    showToast({ text: obstacle.value ?? ru.settings.offline })
  }

  return { targets, state, obstacle, read, set, reset, explain }
}
