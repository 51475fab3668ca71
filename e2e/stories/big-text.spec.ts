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
