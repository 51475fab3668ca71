import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { LiveInteractionFragment } from '#generated/graphql.ts'
import { type AfterSending, usePreferences } from '#stores/preferences.ts'
import { useQueue } from '#stores/queue.ts'
import { ru } from '#texts/ru.ts'
import { announce } from '#ui/announcer.ts'
import { useIsTablet } from '#ui/media.ts'

/** The ways that lead away from an open item: to its neighbours, back, and on when it is dealt with. */
export function useWayOn(id: string, interaction: () => LiveInteractionFragment | null) {
  const route = useRoute()
  const router = useRouter()
  const queue = useQueue()
  const isTablet = useIsTablet()
  const { preferences } = usePreferences()

  // Moving on replaces the item in the history: what lies under it stays.
  const cameFrom = String(window.history.state?.back ?? '')
  /** Texts are looked at one by one there, and this is one of them: she goes back to where she was. */
  const fromReviewQueue = cameFrom.startsWith('/review-queue')

  const previous = computed(() => queue.neighbour(id, -1))
  const next = computed(() => queue.neighbour(id, 1))
  /** The list she came from stands beside it: there is nothing to go back to. */
  const besideList = computed(() => isTablet.value && !fromReviewQueue)

  const addressOf = (other: string) => ({ path: `/inbox/${encodeURIComponent(other)}`, query: route.query })

  function go(other: string | null) {
    if (other) void router.replace(addressOf(other))
  }

  function back() {
    if (fromReviewQueue || (cameFrom.startsWith('/inbox') && !isTablet.value)) router.back()
    else void router.replace({ path: '/inbox', query: route.query })
  }

  /** Where to go when this one is dealt with, and what was done with it in words. */
  function moveOn(done: string, then: AfterSending = preferences.afterSending) {
    const following = queue.nextWaiting(id)
    if (then === 'list') return back()
    if (then === 'next' && following) {
      announce(ru.interaction.openedNext(done))
      void router.replace({ ...addressOf(following), state: { heading: true } })
      return
    }
    announce(done)
    // Nobody waits any more. A conversation may go on; an answered review or question is done with.
    if (then === 'next' && !isTablet.value && interaction()?.channel !== 'CHAT') back()
  }

  return { previous, next, besideList, addressOf, go, back, moveOn }
}
