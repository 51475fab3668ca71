import { expect, test } from '../support/world.ts'

test('a draft that is sent in one tab is gone from the other, and reaches the buyer once', { tag: '@desktop' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Когда отправите заказ?', clientName: 'Глеб' })
  await operator.opens('Когда отправите заказ?')
  await operator.field.fill('Глеб, отправим сегодня.')
  const other = operator.at(await context.newPage())
  await other.page.goto(page.url())
  await expect(other.field).toHaveValue('Глеб, отправим сегодня.')

  await operator.field.press('Control+Enter')
  await expect(other.field).toHaveValue('')
  await other.field.press('Control+Enter')

  await expect(operator.thread.getByText('Отправлено', { exact: true })).toBeVisible({ timeout: 45_000 })
  expect(await shop.sentMessages()).toEqual(['Глеб, отправим сегодня.'])
})
