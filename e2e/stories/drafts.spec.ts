import { expect, test } from '../support/world.ts'

test('a draft stands over the field, says why, is put in, changed, and sent by a person', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Ручка отломилась на третий день', userName: 'Марина' })
  await operator.opens('Ручка отломилась на третий день')

  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel).toContainText('Марина, здравствуйте! Спасибо, что рассказали об этом.')
  await expect(panel).toContainText('Замечаний нет')
  await panel.getByRole('button', { name: 'Почему так' }).click()
  const why = page.getByRole('dialog', { name: 'Почему такой ответ' })
  await expect(why).toContainText('2 из 5')
  await why.getByRole('button', { name: 'Закрыть' }).click()

  await panel.getByRole('button', { name: 'Вставить' }).click()
  await expect(panel).toContainText('Черновик вставлен')
  const field = page.getByRole('textbox', { name: 'Ответ покупателю' })
  await field.press('End')
  await field.pressSequentially(' Хорошего дня.')
  await expect(panel).toContainText('Черновик изменён вами')
  await page.getByRole('button', { name: 'Отправить' }).click()

  await operator.returnsTo('Ручка отломилась на третий день')
  await operator.sees('Ответ опубликован')
  await expect(panel).toBeHidden()
})

test('where a person must answer there is no draft, and it says so', async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'После крема аллергия по всему лицу' })
  await operator.opens('После крема аллергия по всему лицу')

  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel).toContainText('Нужен ответ человека: здоровье')
  await expect(panel.getByRole('button', { name: 'Вставить' })).toHaveCount(0)
})
