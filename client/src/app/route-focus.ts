import { nextTick } from 'vue'
import { useRouter } from 'vue-router'
import { useIsTablet } from '#ui/media.ts'

/** After each change of page the focus goes to its heading, so that it is read out and Tab goes on from there. */
export function useRouteFocus(): void {
  const router = useRouter()
  const isTablet = useIsTablet()
  let first = true

  router.afterEach(async (to, from, failure) => {
    const samePage = to.path === from.path
    // With both panes in sight the focus stays in the list (ui 7.6).
    const besideList = isTablet.value && to.meta.section === 'inbox' && from.meta.section === 'inbox'
    if (first || failure || samePage || besideList) {
      first = false
      return
    }

    await nextTick()
    focusHeading()
  })
}

export function focusHeading(): void {
  const heading = [...document.querySelectorAll<HTMLElement>('#content h1')].find((one) =>
    one.checkVisibility({ visibilityProperty: true }),
  )
  if (!heading) return

  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
