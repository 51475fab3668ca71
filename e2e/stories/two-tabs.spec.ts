import { signUp } from '../support/account.ts'
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

test('where somebody else signs in beside an open field, what was written stays its writer’s', {
  tag: '@desktop',
}, async ({ operator, shop, page, context }) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Есть ли чек?', clientName: 'Глеб' })
  await operator.opens('Есть ли чек?')
  await operator.field.fill('Глеб, чек в приложении.')
  const hers = await context.cookies()

  await signUp(context, { ...shop, email: `other-${shop.email}` } as typeof shop)
  await looksAgain()
  await expect(page.getByText('Обращение не найдено')).toBeVisible()
  await expect(operator.field).toBeHidden()

  await context.clearCookies()
  await context.addCookies(hers)
  await looksAgain()
  await expect(operator.field).toHaveValue('Глеб, чек в приложении.')

  async function looksAgain() {
    await context.setOffline(true)
    await operator.sees('Нет связи')
    await context.setOffline(false)
  }
})
