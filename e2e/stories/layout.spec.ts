import type { Page } from '@playwright/test'
import { expect, test } from '../support/world.ts'

test('a cold load does not jump, whether somebody is signed in or not', { tag: '@desktop' }, async ({
  operator,
  shop,
  browser,
}) => {
  await shop.hasHistory()
  await operator.startsWork()
  await expect(operator.page.getByRole('heading', { level: 2, name: 'Срочно' })).toBeVisible()
  const cookies = await operator.page.context().cookies()

  for (const path of ['/inbox', '/settings']) {
    for (const known of [cookies, []]) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      await context.addCookies(known)
      const page = await context.newPage()
      await page.addInitScript(noteShifts)
      await page.goto(`${shop.appUrl}${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      expect(await shiftOf(page), path).toBeLessThan(0.02)
      await context.close()
    }
  }
})

test('every name in the rail of a tablet is whole', { tag: '@desktop' }, async ({ operator, page }) => {
  await operator.startsWork()

  for (const width of [768, 1279]) {
    await page.setViewportSize({ width, height: 900 })
    for (const section of ['Главная', 'Сообщения', 'Аналитика', 'Настройки']) {
      const link = page.getByRole('navigation', { name: 'Основная навигация' }).getByRole('link', { name: section })
      await link.click()
      await expect(link).toHaveAttribute('aria-current', 'page')
      const { needs, has } = await link.getByText(section).evaluate(roomOf)
      expect(needs, `${section} at ${width}`).toBeLessThanOrEqual(has)
    }
  }
})

test('under a finger a compact list shows one line of each text, and rows stay high enough to be hit', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  const text = 'Сколько весит плед и можно ли его стирать в машинке при сорока градусах вместе с другими вещами?'
  await operator.startsWork()
  await shop.buyer.question({ text })
  await expect(operator.row(text)).toBeVisible()
  const before = (await operator.row(text).boundingBox())?.height ?? 0

  await page.goto(`${shop.appUrl}/settings/app`)
  await page.getByText('Компактно').click()
  await operator.opensInbox()

  const { height = 0 } = (await operator.row(text).boundingBox()) ?? {}
  expect(height).toBeLessThan(before)
  expect(height).toBeGreaterThanOrEqual(80)
})

test('a compact list has low rows with a box where the picture is, and leaves the open item alone', {
  tag: '@desktop',
}, async ({ operator, shop, page }) => {
  const text = 'Сколько весит плед и можно ли его стирать в машинке при сорока градусах вместе с другими вещами?'
  await operator.startsWork()
  await shop.buyer.question({ text })
  await expect(operator.row(text)).toBeVisible()
  const list = page.getByRole('list', { name: 'Обращения' })
  const top = (await page.getByRole('heading', { level: 1 }).boundingBox())?.y
  expect((await operator.row(text).boundingBox())?.height).toBeGreaterThan(80)

  await page.goto(`${shop.appUrl}/settings/app`)
  await page.getByText('Компактно').click()
  await operator.opensInbox()
  // 72 pixels and the line above them.
  expect((await operator.row(text).boundingBox())?.height).toBeLessThanOrEqual(73)
  expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.y).toBe(top)

  const picture = await operator.row(text).locator('.photo').boundingBox()
  expect(picture?.height).toBe(32)
  await operator.row(text).hover()
  expect(await list.locator('.box').boundingBox()).toEqual(picture)
})

test('what is done to all unsent replies ends where their page ends', { tag: '@once' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Молния заедает' })
  await operator.opens('Молния заедает')
  await operator.isReadyForOffline()
  await context.setOffline(true)
  await operator.answers('Жаль, передали мастерам по молниям')
  await operator.sees('Ожидает отправки')
  await page.goto(`${shop.appUrl}/outbox`)

  const words = await page.getByRole('button', { name: 'Отправить сейчас' }).evaluate(rightOfWords)
  const gutter = (await page.getByRole('link', { name: 'Назад' }).locator('..').evaluate(rightOfContent)) - words
  expect(Math.abs(gutter)).toBeLessThan(2)
})

/** Where the words of an element end, in pixels from the left. */
function rightOfWords(element: Element): number {
  const range = document.createRange()
  range.selectNodeContents(element)
  return range.getBoundingClientRect().right
}

/** Where what an element holds has to end: before its padding. */
function rightOfContent(element: Element): number {
  return element.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(element).paddingRight)
}

/** How wide the words of an element are, and how wide the item that they stand in. */
function roomOf(element: Element): { needs: number; has: number } {
  const range = document.createRange()
  range.selectNodeContents(element)
  return { needs: range.getBoundingClientRect().width, has: element.getBoundingClientRect().width }
}

/** Runs in the page, before anything is drawn. */
function noteShifts() {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ('value' in entry) sum += Number(entry.value)
      document.documentElement.dataset.shift = String(sum)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** How far what was drawn has moved since, as the browser counts it. */
const shiftOf = (page: Page) => page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0))
