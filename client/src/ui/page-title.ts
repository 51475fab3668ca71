import { type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watchEffect } from 'vue'

/** What the open page calls itself. The frame makes the title of the window out of it. */
export const pageTitle = shallowRef('')

export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  onScopeDispose(
    watchEffect(() => {
      pageTitle.value = toValue(title)
    }),
  )
}
