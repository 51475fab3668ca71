import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { serverNow } from '#stores/clock.ts'

/** The server's time, second by second, for as long as something counts down. */
export function useSeconds(counting: () => boolean): Readonly<Ref<Date>> {
  const now = ref(serverNow())
  let timer: ReturnType<typeof setInterval> | undefined

  watch(
    counting,
    (active) => {
      clearInterval(timer)
      now.value = serverNow()
      if (active) {
        timer = setInterval(() => {
          now.value = serverNow()
        }, 500)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => clearInterval(timer))

  return now
}
