import { watchEffect } from 'vue'
import { usePreferences } from '#stores/preferences.ts'
import { useMedia } from '#ui/media.ts'

/** Puts the chosen theme on the page, and its colour on the bar of the system. */
export function followTheme(): void {
  const { preferences } = usePreferences()
  const systemIsDark = useMedia('(prefers-color-scheme: dark)')

  watchEffect(() => {
    const dark = preferences.theme === 'dark' || (preferences.theme === 'system' && systemIsDark.value)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour('--surface'))
  })
}

const colour = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim()
