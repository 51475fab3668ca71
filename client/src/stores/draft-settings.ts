import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { client } from '#api/client.ts'
import { readDraftSettings, setDraftSettings } from '#api/draft-settings.ts'
import { onInboxEvent, onInboxGap } from '#api/live.ts'
import type { Outcome } from '#api/outcome.ts'
import {
  DraftSettingsDocument,
  type DraftSettingsFieldsFragment,
  type SetDraftSettingsInput,
  type SetDraftSettingsMutation,
} from '#generated/graphql.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

export type DraftSettings = DraftSettingsFieldsFragment['draftSettings']

/** How drafts are written for the seller. Known to every screen: where models are switched off, no draft comes unasked (ui 7.6.5). */
export const useDraftSettings = defineStore('draftSettings', () => {
  const session = useSession()
  const connection = useConnection()
  const settings = shallowRef<DraftSettings | null>(null)
  /** `failed`: neither the server nor the device has told. */
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  let following: { unsubscribe: () => void } | null = null

  /** As long as nobody has said so, models are not switched off. */
  const isOff = computed(() => settings.value?.llmEnabled === false)
  /** Items for which somebody asked for a draft during this visit. */
  const wanted = shallowRef<ReadonlySet<string>>(new Set())

  function start() {
    watch(() => [session.seller?.id, session.state === 'signed_in'].join(), follow, { immediate: true })
    onInboxEvent(({ type }) => type === 'DRAFT_SETTINGS_CHANGED' && read())
    onInboxGap(read)
    connection.onBackOnline(read)
  }

  function follow() {
    following?.unsubscribe()
    following = null
    settings.value = null
    state.value = 'loading'
    const sellerId = session.seller?.id
    if (!sellerId || session.state === 'signed_out') return

    following = client.value
      .query(DraftSettingsDocument, { sellerId }, { requestPolicy: 'cache-and-network' })
      .subscribe(({ data, stale }) => {
        if (data?.node?.__typename === 'Seller') {
          settings.value = data.node.draftSettings
          state.value = 'ready'
        } else if (!stale && state.value === 'loading') state.value = 'failed'
      })
  }

  /** Whoever asks for drafts sees them, whatever is set. */
  function want(ids: readonly string[]) {
    wanted.value = new Set([...wanted.value, ...ids])
  }

  /** Whether the drafts of an item stay out of sight: models are switched off, and nobody has asked for one. */
  const isHidden = (id: string) => isOff.value && !wanted.value.has(id)

  function read() {
    if (session.seller) void readDraftSettings(session.seller.id)
  }

  async function change(
    wanted: Omit<SetDraftSettingsInput, 'sellerId'>,
  ): Promise<Outcome<SetDraftSettingsMutation['setDraftSettings']>> {
    return await setDraftSettings({ ...(session.seller && { sellerId: session.seller.id }), ...wanted })
  }

  return { settings, state, isOff, isHidden, want, start, read, change }
})
