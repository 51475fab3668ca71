import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { client } from '#api/client.ts'
import { followInbox, type LiveState, onLiveNews } from '#api/live.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** Follows the journals of the viewer's sellers for as long as somebody is signed in. */
export const useLive = defineStore('live', () => {
  const session = useSession()
  const connection = useConnection()
  const state = ref<LiveState>('stopped')
  let followed = new Map<string, ReturnType<typeof followInbox>>()

  onLiveNews((news) => {
    if (news.kind === 'state') state.value = news.state
  })
  connection.onBackOnline(wakeAll)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wakeAll()
  })

  function start() {
    watch(() => [session.state, session.confirmed, ...sellerIds()].join(), follow, { immediate: true })
  }

  function follow() {
    for (const { stop } of followed.values()) stop()
    if (session.state !== 'signed_in' || !session.confirmed) {
      followed = new Map()
      return
    }
    const sellers = session.viewer?.sellers ?? []
    followed = new Map(sellers.map((seller) => [seller.id, followInbox(client.value, seller)]))
  }

  const sellerIds = () => session.viewer?.sellers.map(({ id }) => id) ?? []

  function wakeAll() {
    for (const { wake } of followed.values()) wake()
  }

  return { state, start }
})
