import { computed, onScopeDispose, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { isAllReady, isUnderWay, loadedIn, mayMoveOn, openedOf } from '#domain/first-sync.ts'
import { useConnection } from '#stores/connection.ts'
import { useSession } from '#stores/session.ts'

const POLL_MS = 2_000
const SLOW_MS = 60_000
/** Whatever is done is seen to be done. */
const SEEN_MS = 1_200

/** The first synchronisation as the server counts it: told live, and asked for every two seconds all the same. */
export function useFirstSync() {
  const session = useSession()
  const connection = useConnection()
  const router = useRouter()
  const touched = ref(false)
  const late = ref(false)
  let leaving: ReturnType<typeof setTimeout> | undefined

  const channels = computed(() => openedOf(session.seller?.connection ?? null, session.seller?.sync.channels ?? []))
  const loaded = computed(() => loadedIn(channels.value))
  const done = computed(() => isAllReady(channels.value))
  const underWay = computed(() => isUnderWay(channels.value))
  const slow = computed(() => late.value && loaded.value === 0 && !done.value)

  const polling = setInterval(() => connection.online && void session.refresh(), POLL_MS)
  const patience = setTimeout(() => {
    late.value = true
  }, SLOW_MS)
  document.addEventListener('pointerdown', touch)
  document.addEventListener('keydown', touch)
  onScopeDispose(() => {
    document.removeEventListener('pointerdown', touch)
    document.removeEventListener('keydown', touch)
    clearInterval(polling)
    clearTimeout(patience)
    clearTimeout(leaving)
  })

  watch(
    () => mayMoveOn(channels.value),
    (enough) => {
      if (enough) leaving = setTimeout(() => !touched.value && proceed(), SEEN_MS)
    },
    { immediate: true },
  )

  /** Somebody who has begun to read here is not moved on. */
  function touch() {
    touched.value = true
  }

  function proceed() {
    void router.replace('/inbox')
  }

  return { channels, loaded, done, underWay, slow, proceed }
}
