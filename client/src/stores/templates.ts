import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { client } from '#api/client.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import { readTemplates } from '#api/templates.ts'
import { type TemplateFieldsFragment, TemplatesDocument } from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** The texts that the team uses again. They are on the device: a shortcut works without a network (domain 12.3). */
export const useTemplates = defineStore('templates', () => {
  const session = useSession()
  const connection = useConnection()
  const templates = shallowRef<readonly TemplateFieldsFragment[]>([])
  /** `failed`: neither the server nor the device has told. */
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  let following: { unsubscribe: () => void } | null = null

  function start() {
    watch(() => [session.seller?.id, session.state === 'signed_in'].join(), follow, { immediate: true })
    onInboxEvent(({ type }) => type === 'TEMPLATES_CHANGED' && read())
    onInboxGap(read)
    connection.onBackOnline(read)
  }

  function follow() {
    following?.unsubscribe()
    following = null
    templates.value = []
    state.value = 'loading'
    const sellerId = session.seller?.id
    if (!sellerId || session.state === 'signed_out') return

    following = client.value
      .query(TemplatesDocument, { sellerId }, { requestPolicy: 'cache-and-network' })
      .subscribe(({ data, stale }) => {
        if (data?.node?.__typename === 'Seller') {
          templates.value = data.node.replyTemplates
          state.value = 'ready'
        } else if (!stale && state.value === 'loading') state.value = 'failed'
      })
  }

  function read() {
    if (session.seller) void readTemplates(session.seller.id)
  }

  return { templates, state, start, read }
})
