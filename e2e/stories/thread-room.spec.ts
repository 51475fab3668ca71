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

async function opensDraft(operator: Operator, shop: Operator['shop']) {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: words, userName: 'Марина' })
  await operator.opens(words)
  const insert = operator.page.getByRole('region', { name: 'AI-черновик' }).getByRole('button', { name: 'Вставить' })
  await expect(insert).toBeVisible()
}

/** What follows from a change of heights is drawn by then. */
const twoFrames = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))

/** How much of what is visible the conversation has. */
const shareOfThread = (page: Page) =>
  page.getByRole('log', { name: 'Переписка' }).evaluate((log) => log.clientHeight / window.innerHeight)
