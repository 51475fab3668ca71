import { expect, test } from '../support/world.ts'

test('an edit that WB refuses is told wherever she looks, until she puts it aside', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Карман мал' })
  await operator.opens('Карман мал')
  await operator.answers('Спасибо! Учтём про карман.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Карман мал')
  await operator.sees('Ответ опубликован')
  await shop.hasTrouble('/api/v1/feedbacks/answer', { status: 400 })
  await page.getByRole('button', { name: 'Изменить ответ' }).click()
  await operator.answers('Спасибо! Учтём про карман и молнию.')
  await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()

  await expect(operator.thread).toContainText('Правка не отправлена')
  await expect(operator.thread).toContainText('Спасибо! Учтём про карман и молнию.')
  await operator.sees('Не отправлено: 1')
  await page.getByRole('link', { name: 'Посмотреть' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Учтём про карман и молнию.' })
  await expect(row).toContainText('Правка не отправлена')

  await row.getByRole('button', { name: 'Удалить' }).click()
  await operator.sees('Все ответы отправлены')
  await operator.returnsTo('Карман мал')
  await expect(operator.thread).not.toContainText('и молнию')
  await operator.sees('Ответ опубликован')
})
