import { expect, test } from '../support/world.ts'

test('a published answer is edited once, after she was told that it is the only time', { tag: '@once' }, async ({
  operator,
  shop,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Рукав короче, чем на фото' })
  await operator.opens('Рукав короче, чем на фото')
  await operator.answers('Спасибо! Уточним замеры рукава в карточке.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Рукав короче, чем на фото')
  await operator.sees('Ответ опубликован')

  await operator.page.getByRole('button', { name: 'Изменить ответ' }).click()
  await expect(operator.field).toHaveValue('Спасибо! Уточним замеры рукава в карточке.')
  await operator.answers('Спасибо! Замеры рукава в карточке уже уточнили.')
  await operator.sees('Это единственная правка. Отправить?')
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()

  await expect(operator.thread).toContainText('Спасибо! Замеры рукава в карточке уже уточнили.')
  await operator.sees('Ответ уже редактировали')
  await operator.sees('Прежняя версия')
  expect(await shop.answersTo('Рукав короче, чем на фото')).toEqual(['Спасибо! Замеры рукава в карточке уже уточнили.'])
})

test('an edit that is taken back is gone on with in the field for edits, also after a reload', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.takesHerTime()
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Капюшон маловат' })
  await operator.opens('Капюшон маловат')
  await operator.answers('Спасибо! Уточним замеры капюшона.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Капюшон маловат')
  await operator.sees('Ответ опубликован')
  const cancelling = await operator.holdsUp('CancelReply')
  await page.getByRole('button', { name: 'Изменить ответ' }).click()
  await operator.answers('Спасибо! Замеры уточнили.')
  await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()
  await operator.isAskedToTakeBack()
  await operator.takesBack()
  await expect(operator.field).toHaveValue('Спасибо! Замеры уточнили.')

  await operator.goesOnTyping(' Они')
  await expect(page.getByRole('button', { name: 'Не менять' })).toBeVisible()
  await cancelling.letThrough()
  await operator.goesOnTyping(' в карточке.')

  await expect(operator.field).toHaveValue('Спасибо! Замеры уточнили. Они в карточке.')
  await page.waitForTimeout(600)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Не менять' })).toBeVisible()
  await expect(operator.field).toHaveValue('Спасибо! Замеры уточнили. Они в карточке.')
  expect(await shop.answersTo('Капюшон маловат')).toEqual(['Спасибо! Уточним замеры капюшона.'])
})

test('a question is rejected for good, and only when she confirms it', { tag: '@once' }, async ({ operator, shop }) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Вы вообще люди?' })
  await operator.opens('Вы вообще люди?')

  await operator.page.getByRole('button', { name: 'Ещё' }).filter({ visible: true }).last().click()
  await operator.page.getByRole('menuitem', { name: 'Отклонить вопрос' }).click()
  await operator.sees('Он не появится на карточке товара. После отправки отменить нельзя.')
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Отклонить' }).click()
  await operator.sees('Отклоним через')

  await operator.returnsTo('Вы вообще люди?')
  await operator.sees('Вопрос отклонён')
  await expect(operator.field).toBeHidden()
})

test('until it leaves, a rejection is spoken of as one and can be taken back; what she typed is still there', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'А зачем он такой тяжёлый?' })
  await operator.opens('А зачем он такой тяжёлый?')
  await operator.field.fill('Плотная ткань держит форму')
  await page.getByRole('button', { name: 'Ещё' }).filter({ visible: true }).last().click()
  await page.getByRole('menuitem', { name: 'Отклонить вопрос' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Отклонить' }).click()

  await operator.sees('Отклоним через')
  await operator.takesBack()

  await operator.sees('Отклонение отменено')
  await operator.returnsTo('А зачем он такой тяжёлый?')
  await expect(operator.field).toHaveValue('Плотная ткань держит форму')
})
