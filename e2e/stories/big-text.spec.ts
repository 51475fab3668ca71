import type { Locator } from '@playwright/test'
import { expect, test } from '../support/world.ts'

test('with text twice as big the pictures of the navigation stay whole, and no line begins with a dot', {
  tag: '@once',
}, async ({ operator, shop, page, context }) => {
  await shop.buyer.review({ rating: 1, text: 'Ручка сломалась в первый день' })
  await operator.startsWork()
  await expect(operator.row('Ручка сломалась в первый день')).toBeVisible()

  const devtools = await context.newCDPSession(page)
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } })

  const inbox = page.getByRole('navigation', { name: 'Основная навигация' }).getByRole('link', { name: /^Сообщения/ })
  const [picture, badge] = [await boxOf(inbox.locator('svg')), await boxOf(inbox.getByText('1', { exact: true }))]
  expect(picture.width).toBe(28)
  expect(picture.x + picture.width - badge.x).toBeLessThanOrEqual(4)
  const source = page.getByText('Источник: WB API')
  expect((await wordsOf(source)).top).toBeGreaterThan((await wordsOf(page.getByText('Обновлено'))).top)
  expect((await wordsOf(source)).left).toBe((await wordsOf(page.getByText('Обновлено'))).left)
})

test('what is to know of a chat takes two lines at most', { tag: '@once' }, async ({ operator, shop, page }) => {
  const chatID = await shop.buyer.chat({ text: 'Здравствуйте', clientName: 'Ольга' })
  await shop.colleague.writes(chatID, 'Слушаем вас')
  await shop.buyer.chat({ chatID, text: 'Перезвоните на 8 916 123-45-67' })
  await operator.startsWork()
  await operator.opens('Перезвоните на')

  const first = await boxOf(page.getByText('Только покупатель', { exact: true }))
  const reason = await boxOf(page.getByText('Срочно: нужен человек — личные данные', { exact: true }))
  const source = await boxOf(page.getByText('WB API', { exact: true }).filter({ visible: true }))
  const thread = await boxOf(operator.thread)

  expect(reason.y - first.y).toBeLessThan(30)
  expect(Math.abs(source.y - reason.y)).toBeLessThan(5)
  expect(thread.y - reason.y).toBeLessThan(36)
  expect(source.x + source.width).toBeLessThan(390)
})

test('no button of the draft breaks inside its word, however narrow the phone and big the text', {
  tag: '@once',
}, async ({ operator, shop, page, context }) => {
  // With a model there is a third button.
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('llmTrouble')) return route.continue()
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replace('"NO_CREDENTIALS"', 'null') })
  })
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Ручка сломалась в первый день' })
  await operator.opens('Ручка сломалась в первый день')
  const panel = page.getByRole('region', { name: 'AI-черновик' })
  const buttons = ['Вставить', 'Другой вариант', 'Почему так'].map((name) => panel.getByRole('button', { name }))
  const row = panel.getByRole('button', { name: /^(AI|Шаблон)/, expanded: false })
  const devtools = await context.newCDPSession(page)

  for (const [width, height, percent] of [
    [360, 740, 100],
    [320, 640, 100],
    [390, 844, 150],
    [360, 740, 150],
    [320, 640, 200],
  ] as const) {
    await page.setViewportSize({ width, height })
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: (16 * percent) / 100 } })
    // Where there is little room it has to be opened first.
    await expect(async () => {
      if (await row.isVisible()) await row.click()
      await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible({ timeout: 500 })
    }).toPass()
    for (const button of buttons) {
      const { lines, needs, has } = await button.evaluate(linesOf)
      expect(lines, `${width} at ${percent} %`).toBe(1)
      expect(needs, `${width} at ${percent} %`).toBeLessThanOrEqual(has)
    }
  }

  await buttons[0]?.click()
  await operator.field.press('End')
  await operator.field.pressSequentially(' Ещё раз извините')
  expect((await boxOf(panel)).height).toBeLessThan(72)
  const { lines, needs, has } = await panel.getByRole('button', { name: 'Вернуть исходный' }).evaluate(linesOf)
  expect(lines).toBe(1)
  expect(needs).toBeLessThanOrEqual(has)
})

/** On how many lines the words of a button are, and whether they stay inside it. */
function linesOf(button: Element) {
  const words = document.createTreeWalker(button, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const tops = new Set<number>()
  while (words.nextNode()) {
    if (words.currentNode.nodeValue?.trim() === '') continue
    range.selectNodeContents(words.currentNode)
    for (const { top } of range.getClientRects()) tops.add(Math.round(top))
  }
  return { lines: tops.size, needs: button.scrollWidth, has: button.clientWidth }
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  return box
}

/** Where the words themselves begin, without what the style puts before them. */
const wordsOf = (element: Locator) =>
  element.evaluate((node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, top } = range.getBoundingClientRect()
    return { left: Math.round(left), top: Math.round(top) }
  })
