import { expect, test } from '../support/world.ts'

test('a review arrives live, is answered and published', async ({ operator, shop }) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Кружка треснула на второй день', userName: 'Марина' })

  await operator.opens('Кружка треснула на второй день')
  await operator.answers('Марина, нам жаль, что так вышло. Передали на проверку качества.')

  await operator.isAskedToTakeBack()
  await operator.returnsTo('Кружка треснула на второй день')
  await operator.sees('Ответ опубликован')
})

test('a question arrives live, is answered and published', { tag: '@once' }, async ({ operator, shop }) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Подойдёт ли на рост 175?' })

  await operator.opens('Подойдёт ли на рост 175?')
  await operator.answers('Здравствуйте! При росте 175 подойдёт размер M.')

  await operator.isAskedToTakeBack()
  await operator.returnsTo('Подойдёт ли на рост 175?')
  await operator.sees('Ответ опубликован')
})

test('a chat message arrives live, is answered and delivered', async ({ operator, shop }) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Здравствуйте, где мой заказ?', clientName: 'Олег' })

  await operator.opens('Здравствуйте, где мой заказ?')
  await operator.answers('Олег, заказ передан в доставку.')
  await operator.sees('Олег, заказ передан в доставку.')

  // Only its echo makes it so: until then it says «Отправлено, ждём WB».
  await expect(operator.thread.getByText('Отправлено', { exact: true })).toBeVisible({ timeout: 45_000 })
})
