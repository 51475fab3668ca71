import type { Page } from '@playwright/test'
import type { Operator } from '../support/operator.ts'
import { expect, test } from '../support/world.ts'

const words = 'Ручка отломилась на третий день, а обещали, что она выдержит много лет'

test(
  'over an open keyboard the draft is a row that opens, and what the buyer said keeps its room',
  {
    tag: '@once',
  },
  async ({ operator, shop, page }, info) => {
    await opensDraft(operator, shop)
    const panel = page.getByRole('region', { name: 'AI-черновик' })
    const row = panel.getByRole('button', { name: /^(Шаблон|AI недоступен, показан шаблон)/ })
    await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()
    await expect(row).toHaveCount(0)
    await expect(page.getByText('Ответ увидят все покупатели')).toBeInViewport()
    await page.screenshot({ path: info.outputPath('room.png') })

    await page.setViewportSize({ width: 390, height: 450 })
    await expect(row).toHaveAttribute('aria-expanded', 'false')
    expect((await panel.boundingBox())?.height).toBe(44)
    await expect(panel.getByRole('button', { name: 'Вставить' })).toBeHidden()
    await expect(operator.field).toHaveAccessibleDescription(/^Ответ увидят все покупатели/)
    expect(await shareOfThread(page)).toBeGreaterThan(0.4)
    await page.screenshot({ path: info.outputPath('keyboard.png') })

    const thread = await operator.thread.boundingBox()
    await operator.field.pressSequentially('Здравствуйте! Спасибо')
    expect(await operator.thread.boundingBox()).toEqual(thread)

    await row.click()
    await expect(row).toHaveAttribute('aria-expanded', 'true')
    await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Отклонить черновик' })).toBeVisible()
    await page.screenshot({ path: info.outputPath('opened.png') })
    await row.click()
    await expect(row).toHaveAttribute('aria-expanded', 'false')

    await page.setViewportSize({ width: 390, height: 844 })
    await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()
    await expect(row).toHaveCount(0)
  },
)

test(
  'with text twice as big the draft is a row that says so, and can be put in',
  {
    tag: '@once',
  },
  async ({ operator, shop, page, context }, info) => {
    await opensDraft(operator, shop)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } })

    const panel = page.getByRole('region', { name: 'AI-черновик' })
    await expect.poll(async () => (await panel.boundingBox())?.height).toBe(44)
    await page.screenshot({ path: info.outputPath('big.png') })
    await expect(operator.field).toHaveAccessibleDescription(/^Ответ увидят все покупатели/)
    await panel.getByRole('button', { expanded: false }).click()
    await page.screenshot({ path: info.outputPath('big-opened.png') })
    await panel.getByRole('button', { name: 'Вставить' }).click()
    await expect(panel).toContainText('Черновик вставлен')
    await page.screenshot({ path: info.outputPath('big-inserted.png') })
  },
)

test(
  'a long text folds nothing while it is typed, and counts with the next keyboard',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await opensDraft(operator, shop)
    const panel = page.getByRole('region', { name: 'AI-черновик' })
    const height = (await panel.boundingBox())?.height

    await operator.field.fill('Здравствуйте! Спасибо, что написали нам. '.repeat(12))
    await page.evaluate(twoFrames)

    expect((await panel.boundingBox())?.height).toBe(height)
    await page.screenshot({ path: info.outputPath('long.png') })

    // A keyboard comes, or goes.
    await page.setViewportSize({ width: 390, height: 843 })
    await expect.poll(async () => (await panel.boundingBox())?.height).toBe(44)
    await page.screenshot({ path: info.outputPath('long-folded.png') })
  },
)

/** Two lines of a field, two of what is found, a draft with a line of its words: what a small screen has to hold beside the conversation. */
const least = [
  { of: 'a keyboard', width: 390, height: 450, font: 16, five: 0.38, found: 0.24, unfolded: 0.2 },
  { of: 'text twice as big', width: 390, height: 844, font: 32, five: 0.4, found: 0.33, unfolded: 0.3 },
  { of: 'a small phone', width: 320, height: 640, font: 16, five: 0.4, found: 0.39, unfolded: 0.33 },
]

for (const { of, width, height, font, ...share } of least) {
  test(
    `${of}: an answer grows only as far as leaves the conversation its part, and nothing is longer than the screen`,
    { tag: '@once' },
    async ({ operator, shop, page, context }, info) => {
      await opensDraft(operator, shop)
      const devtools = await context.newCDPSession(page)
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: font } })
      await page.setViewportSize({ width, height })
      const panel = page.getByRole('region', { name: 'AI-черновик' })
      const row = panel.getByRole('button', { name: /^(Шаблон|AI недоступен, показан шаблон)/ })
      const insert = panel.getByRole('button', { name: 'Вставить' })
      const keeps = async (part: number, what: string) => {
        await page.evaluate(twoFrames)
        expect(new Set(await page.evaluate(heightsOfField)).size, `${what} keeps still`).toBe(1)
        await page.screenshot({ path: info.outputPath(`${what}.png`) })
        expect(await shareOfThread(page), what).toBeGreaterThanOrEqual(part)
        expect(await longerThanScreen(page), what).toBe(0)
      }

      // Only a change of something else than the text folds the draft.
      await operator.field.fill('Раз.\nДва.\nТри.\nЧетыре.\nПять')
      await operator.field.blur()
      await page.setViewportSize({ width, height: height - 1 })
      await expect(row).toHaveAttribute('aria-expanded', 'false')
      await keeps(share.five, 'five lines')
      const field = await operator.field.boundingBox()
      await operator.field.press('End')
      await operator.field.pressSequentially(' раз')
      expect(await operator.field.boundingBox()).toEqual(field)

      await row.click()
      await expect(insert).toBeInViewport({ ratio: 1 })
      await keeps(share.unfolded, 'unfolded over text')
      await row.click()

      await operator.field.fill('Мы вернём деньги. Вы сами виноваты. Напишите нам на почту')
      await expect(page.getByRole('region', { name: 'Проверка текста' })).toBeInViewport({ ratio: 1 })
      await keeps(share.found, 'findings')

      await operator.field.fill('')
      await row.click()
      await insert.click()
      await expect(panel).toContainText('Черновик вставлен')
      await keeps(share.five, 'inserted')
      const toast = page.getByRole('status').filter({ hasText: 'Вставлено' })
      const [bar, thread] = [await toast.boundingBox(), await operator.thread.boundingBox()]
      if (!bar || !thread) throw new Error('There is no toast, or no conversation.')
      expect(thread.y + thread.height - bar.y).toBeLessThan(1.25 * font)
    },
  )
}

async function opensDraft(operator: Operator, shop: Operator['shop']) {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: words, userName: 'Марина' })
  await operator.opens(words)
  const insert = operator.page.getByRole('region', { name: 'AI-черновик' }).getByRole('button', { name: 'Вставить' })
  await expect(insert).toBeVisible()
}

/** What follows from a change of heights is drawn by then. */
const twoFrames = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))

/** How high the field is in some frames that follow. */
async function heightsOfField() {
  const heights: number[] = []
  for (let frame = 0; frame < 8; frame++) {
    await new Promise((drawn) => requestAnimationFrame(drawn))
    heights.push(document.querySelector('textarea')?.getBoundingClientRect().height ?? 0)
  }
  return heights
}

/** How much of what is visible the conversation has. */
const shareOfThread = (page: Page) =>
  page.getByRole('log', { name: 'Переписка' }).evaluate((log) => log.clientHeight / window.innerHeight)

/** How much of the card, or of what it stands in, is beyond its edge. */
const longerThanScreen = (page: Page) =>
  page.getByRole('log', { name: 'Переписка' }).evaluate((log) => {
    let beyond = 0
    for (let place = log.parentElement; place; place = place.parentElement)
      beyond = Math.max(beyond, place.scrollHeight - place.clientHeight)
    return beyond
  })
