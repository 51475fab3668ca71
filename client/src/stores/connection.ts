import { defineStore } from 'pinia'
import { ref } from 'vue'
import { onReach, request } from '#api/reach.ts'
import { remember, remembered } from '#offline/remembered.ts'

/** A failure counts when it is still there after this long; the banner then stays at least so long (ui 6.1). */
const CONFIRM_MS = 2_000
const SHOWN_MS = 3_000
const PROBE_MS = 7_000

const REACHED_AT = 'account.reachedAt'

/** Whether our server can be reached. The browser's own opinion only prompts us to look. */
export const useConnection = defineStore('connection', () => {
  const online = ref(true)
  /** The server was heard since this page was opened: until then what is shown is what the device has kept. */
  const heard = ref(false)
  /** What is shown is at least as new as this. */
  const reachedAt = ref<Date | null>(dateOf(remembered<string>(REACHED_AT)))
  /** Milliseconds to add to the clock of this device to get the server's. */
  const clockOffset = ref(0)

  let offlineSince = 0
  let confirming: ReturnType<typeof setTimeout> | undefined
  let probing: ReturnType<typeof setTimeout> | undefined
  const backAgain = new Set<() => void>()

  onReach((reach) => {
    if (reach.kind === 'unreachable') suspect()
    if (reach.kind === 'reached') reached(reach.serverTime)
  })
  window.addEventListener('offline', suspect)
  window.addEventListener('online', probe)
  document.addEventListener('visibilitychange', () => {
    if (!online.value && document.visibilityState === 'visible') void probe()
  })

  function suspect() {
    if (!online.value || confirming) return
    confirming = setTimeout(async () => {
      if (!(await probe())) goOffline()
      confirming = undefined
    }, CONFIRM_MS)
  }

  function goOffline() {
    online.value = false
    offlineSince = Date.now()
    probing = setTimeout(probeAgain, PROBE_MS)
  }

  async function probeAgain() {
    if (!(await probe())) probing = setTimeout(probeAgain, PROBE_MS)
  }

  function reached(serverTime: Date | null) {
    if (serverTime) clockOffset.value = offsetOf(serverTime, Date.now())
    heard.value = true
    reachedAt.value = new Date()
    remember(REACHED_AT, reachedAt.value)
    clearTimeout(confirming)
    confirming = undefined
    if (!online.value) setTimeout(goOnline, Math.max(0, SHOWN_MS - (Date.now() - offlineSince)))
  }

  function goOnline() {
    if (online.value) return
    clearTimeout(probing)
    online.value = true
    for (const resume of backAgain) resume()
  }

  /** Runs whenever the connection has come back: the moment to read again and to send what waits. */
  function onBackOnline(resume: () => void): () => void {
    backAgain.add(resume)
    return () => backAgain.delete(resume)
  }

  return { online, heard, reachedAt, clockOffset, onBackOnline, probe }
})

/** One cheap question. Its answer, or its absence, is heard by everyone who listens to `onReach`. */
async function probe(): Promise<boolean> {
  try {
    const response = await request('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
      signal: AbortSignal.timeout(5_000),
    })
    return response.status < 502
  } catch {
    return false
  }
}

/** The header has no fractions of a second: half of one is the best guess. */
export function offsetOf(serverTime: Date, deviceNow: number): number {
  const offset = serverTime.getTime() + 500 - deviceNow
  return Math.abs(offset) < 1_500 ? 0 : offset
}

const dateOf = (stored: string | null) => (stored === null ? null : new Date(stored))
