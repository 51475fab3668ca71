import { expect, test } from '../support/world.ts'

test('a long chat scrolls inside its pane; header and field stay where they are', async ({ operator, shop, page }) => {
  const chatID = await shop.buyer.chat({ text: 'Здравствуйте, есть вопрос по заказу', clientName: 'Ольга' })
  for (let index = 1; index < 30; index++) {
    await shop.colleague.writes(chatID, `Ответ номер ${index}`)
    await shop.buyer.chat({ chatID, text: `Уточнение номер ${index}` })
  }
  await operator.startsWork()

  await operator.opens('Уточнение номер 29')

  await expect(operator.thread).toContainText('Здравствуйте, есть вопрос по заказу')
  expect(await page.locator('#content').evaluate((pane) => pane.scrollHeight - pane.clientHeight)).toBe(0)
  expect(await operator.thread.evaluate((pane) => pane.scrollHeight > pane.clientHeight)).toBe(true)
  await expect(operator.field).toBeInViewport()
})

test('a long review opens shortened and unfolds, in the thread as in the answers', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  const text = `Рюкзак держит форму. ${'Ношу его каждый день и в дождь. '.repeat(50)}Последние слова отзыва.`
  await shop.buyer.review({ rating: 3, text })
  await operator.startsWork()
  await operator.opens('Рюкзак держит форму.')

  await expect(operator.thread).not.toContainText('Последние слова отзыва.')
  await page.getByRole('button', { name: 'Показать полностью' }).click()
  await expect(operator.thread).toContainText('Последние слова отзыва.')
  await page.getByRole('button', { name: 'Свернуть', exact: true }).click()
  await expect(operator.thread).not.toContainText('Последние слова отзыва.')
})

test("a buyer's telephone number is hidden until the operator asks for it", { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await shop.buyer.review({ rating: 2, text: 'Позвоните мне: 8 916 123-45-67', pros: 'Почта anna@example.com' })
  await operator.startsWork()
  await operator.opens('Позвоните мне:')

  await expect(operator.thread).toContainText('Позвоните мне: •••• 67')
  await expect(operator.thread).not.toContainText('anna@example.com')
  await page.getByRole('button', { name: 'Показать личные данные' }).first().click()
  await expect(operator.thread).toContainText('Позвоните мне: 8 916 123-45-67')
})
