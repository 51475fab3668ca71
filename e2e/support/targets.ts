import type { Page } from '@playwright/test'

/** What can be pressed on the page and is smaller for a finger than 44 by 44 pixels, in words. */
export async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const reach = 21.5
    const targets = document.querySelectorAll<HTMLElement>('a[href], button, summary, input, textarea, [role="tab"]')

    return [...targets].filter(isShown).flatMap((target) => {
      target.scrollIntoView({ block: 'center', inline: 'center' })
      const { width, height, left, top } = target.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      const isWide = width >= 44 || (isHit(target, x - reach, y) && isHit(target, x + reach, y))
      const isHigh = height >= 44 || (isHit(target, x, y - reach) && isHit(target, x, y + reach))

      return isWide && isHigh ? [] : [`${nameOf(target)}: ${Math.round(width)} × ${Math.round(height)}`]
    })

    function isShown(target: HTMLElement): boolean {
      if (target.closest('[inert]') || target.matches('.skip, [type="hidden"]')) return false
      return target.checkVisibility({ visibilityProperty: true }) && target.getBoundingClientRect().width > 1
    }

    // The label of a field belongs to it.
    function isHit(target: HTMLElement, x: number, y: number): boolean {
      const hit = document.elementFromPoint(x, y)
      return target.contains(hit) || (hit?.closest('label')?.contains(target) ?? false)
    }

    function nameOf(target: HTMLElement): string {
      const name = target.getAttribute('aria-label') ?? target.textContent ?? ''
      return `${target.tagName.toLowerCase()} «${name.trim().replace(/\s+/g, ' ').slice(0, 40)}»`
    }
  })
}
