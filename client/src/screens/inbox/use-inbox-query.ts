import { type ComputedRef, computed, type WritableComputedRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { addressOf, type InboxQuery, inboxQueryOf } from '#domain/inbox-query.ts'
import { remember, remembered } from '#offline/remembered.ts'
import { usePreferences } from '#stores/preferences.ts'

const LAST = 'account.inboxAddress'

/**
 * The facets live in the address, so that a reload and a shared link find them again. An address that says nothing is
 * somebody coming back: she finds the channel and the status she had chosen (ui 2.3) and the order this device likes, but no
 * search, which nobody would see in time.
 */
export function useInboxQuery(): { query: WritableComputedRef<InboxQuery>; addressEnd: ComputedRef<string> } {
  const route = useRoute()
  const router = useRouter()
  const { preferences } = usePreferences()

  const query = computed<InboxQuery>({
    get: () => inboxQueryOf(route.query),
    set: (wanted) => {
      remember(LAST, facetsOf(wanted))
      if (wanted.order !== query.value.order) preferences.inboxOrder = wanted.order
      void router.replace({ path: route.path, query: addressOf(wanted) })
    },
  })

  const addressEnd = computed(() => {
    const end = new URLSearchParams(addressOf(query.value)).toString()
    return end === '' ? '' : `?${end}`
  })

  watch(() => [route.meta.section, addressEnd.value] as const, comeBack, { immediate: true })

  function comeBack([section, end]: readonly [unknown, string]) {
    if (section !== 'inbox') return
    if (end !== '') return remember(LAST, facetsOf(query.value))

    const facets = inboxQueryOf(remembered<Record<string, string>>(LAST) ?? {})
    const last = addressOf({ ...facets, search: '', order: preferences.inboxOrder })
    if (Object.keys(last).length > 0) void router.replace({ path: route.path, query: last })
  }

  return { query, addressEnd }
}

const facetsOf = (query: InboxQuery) => addressOf({ ...query, search: '', order: 'urgency' })
