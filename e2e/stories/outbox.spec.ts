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
  await operator.editsInVain('Спасибо! Учтём про карман и молнию.')
  const row = page.getByRole('listitem').filter({ hasText: 'молни' })
  await expect(row).toContainText('Правка не отправлена')

  await row.getByRole('button', { name: 'Удалить' }).click()
  await operator.sees('Все ответы отправлены')
  await operator.returnsTo('Карман мал')
  await expect(operator.thread).not.toContainText('молни')
  await operator.sees('Ответ опубликован')

  await operator.editsInVain('Спасибо! Учтём и про молнию.')
  await row.getByRole('button', { name: 'Изменить' }).click()
  await expect(operator.field).toHaveValue('Спасибо! Учтём и про молнию.')
})
