import { computed, ref } from 'vue'
import { onInboxEvent } from '#api/live.ts'
import type { JournalEventType } from '#generated/graphql.ts'
import { useConnection } from './connection.ts'

const TICK_MS = 30_000

const deviceNow = ref(Date.now())

setInterval(tick, TICK_MS)
document.addEventListener('visibilitychange', tick)

// What the server tells at the very instant is seen then, and not half a minute later; once more for a clock that is behind the server's.
const deadlines: ReadonlySet<JournalEventType> = new Set(['SLA_DUE_SOON', 'SLA_OVERDUE'])
onInboxEvent(({ type }) => {
  if (!deadlines.has(type)) return
  tick()
  setTimeout(tick, 1000)
})

function tick() {
  deviceNow.value = Date.now()
}

/** The server's time, twice a minute and when a deadline comes: a phone whose clock is wrong cannot invent an overdue. */
export function useNow() {
  const connection = useConnection()
  return computed(() => new Date(deviceNow.value + connection.clockOffset))
}

/** The server's time at this very moment. */
export function serverNow(): Date {
  return new Date(Date.now() + useConnection().clockOffset)
}
