import { computed, ref } from 'vue'
import { useConnection } from './connection.ts'

const TICK_MS = 30_000

const deviceNow = ref(Date.now())

setInterval(tick, TICK_MS)
document.addEventListener('visibilitychange', tick)

function tick() {
  deviceNow.value = Date.now()
}

/** The server's time, twice a minute: a phone whose clock is wrong cannot invent an overdue. */
export function useNow() {
  const connection = useConnection()
  return computed(() => new Date(deviceNow.value + connection.clockOffset))
}

/** The server's time at this very moment. */
export function serverNow(): Date {
  return new Date(Date.now() + useConnection().clockOffset)
}
