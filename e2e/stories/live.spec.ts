import { Operator } from '../support/operator.ts'
import { openShop } from '../support/shop.ts'
import { expect, test } from '../support/world.ts'

test('an answer given on one device appears on the other without a touch', { tag: '@once' }, async ({
  operator,
  shop,
  browser,
}) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Какая длина рукава?' })
  await operator.opens('Какая длина рукава?')
  const other = operator.at(await (await browser.newContext()).newPage())
  await other.signsIn()
  await other.opens('Какая длина рукава?')

  await other.answers('Здравствуйте! Рукав 62 сантиметра.')

  await expect(operator.thread).toContainText('Здравствуйте! Рукав 62 сантиметра.')
  await expect(operator.thread).toContainText('Ответ опубликован', { timeout: 45_000 })
  await other.page.context().close()
})

test('in the middle of the list nothing moves: what is new waits behind a pill', async ({ operator, shop, page }) => {
  for (let index = 1; index <= 14; index++) await shop.buyer.review({ rating: 5, text: `Всё хорошо, заказ ${index}` })
  await operator.startsWork()
  await expect(page.getByRole('tab', { name: 'Все' })).toContainText('14')
  await operator.scrollsDown()
  const before = await operator.rowsInSight()

  await shop.buyer.review({ rating: 1, text: 'Разошёлся шов' })

  await expect(page.getByRole('button', { name: '1 новое' })).toBeVisible()
  expect(await operator.rowsInSight()).toEqual(before)
  await page.getByRole('button', { name: '1 новое' }).click()
  await expect(operator.row('Разошёлся шов')).toBeInViewport()
})

test("a link to another shop's item leads nowhere", { tag: '@once' }, async ({
  operator,
  shop,
  page,
  browser,
  product,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 4, text: 'Хорошая сумка' })
  await operator.opens('Хорошая сумка')
  const stranger = new Operator(await (await browser.newContext()).newPage(), await openShop(product))
  await stranger.startsWork()

  await stranger.page.goto(page.url())

  await stranger.sees('Обращение не найдено')
  await expect(stranger.page.getByText('Хорошая сумка')).toHaveCount(0)
  await stranger.page.context().close()
})
