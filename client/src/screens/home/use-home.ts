import { computed } from 'vue'
import { useReading } from '#api/reading.ts'
import { HomeDocument } from '#generated/graphql.ts'
import { keepFresh } from '#stores/keep-fresh.ts'
import { useWaiting } from '#stores/waiting.ts'

/** How things stand: the numbers of the whole inbox and the few who wait most urgently. */
export function useHome() {
  const waiting = useWaiting()
  const { reading, again } = useReading(HomeDocument, () => ({}))

  const counts = computed(() => waiting.counts.ALL ?? null)

  keepFresh(readAgain)
  void waiting.refresh()

  function readAgain() {
    again()
    void waiting.refresh()
  }

  return { reading, counts, readAgain }
}
