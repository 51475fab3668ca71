import { type Ref, ref } from 'vue'

/** Whether a media query holds, kept up to date for as long as the app runs. */
export function useMedia(query: string): Readonly<Ref<boolean>> {
  const known = followed.get(query)
  if (known) return known

  const list = matchMedia(query)
  const holds = ref(list.matches)
  list.addEventListener('change', () => {
    holds.value = list.matches
  })
  followed.set(query, holds)
  return holds
}

const followed = new Map<string, Ref<boolean>>()

/** The breakpoints of ui 3.1. */
export const useIsTablet = () => useMedia('(width >= 768px)')
export const useIsDesktop = () => useMedia('(width >= 1280px)')
export const useIsWide = () => useMedia('(width >= 90em)')
/** A phone on its side, or big text. */
export const useIsShort = () => useMedia('(height < 30em)')
export const useFinePointer = () => useMedia('(pointer: fine)')
