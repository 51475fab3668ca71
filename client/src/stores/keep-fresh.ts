import { onScopeDispose } from 'vue'
import { onLiveNews } from '#api/live.ts'
import { useConnection } from './connection.ts'

/** News come in bursts; after the first of one so long nothing is read. */
const CALM_MS = 1_500

/** Has a screen read again whenever something has happened in the shop, or the network is back. */
export function keepFresh(readAgain: () => void): void {
  let planned: ReturnType<typeof setTimeout> | undefined

  onScopeDispose(useConnection().onBackOnline(readAgain))
  onScopeDispose(
    onLiveNews((news) => {
      if (news.kind !== 'state') planned ??= setTimeout(read, CALM_MS)
    }),
  )
  onScopeDispose(() => clearTimeout(planned))

  function read() {
    planned = undefined
    readAgain()
  }
}
