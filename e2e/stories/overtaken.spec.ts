import { expect, test } from '../support/world.ts'

test('a colleague was faster: both answers stand there, and hers can be copied', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Пришёл не тот цвет' })
  await operator.opens('Пришёл не тот цвет')

  await operator.answers('Жаль, что так вышло. Проверим упаковку.')
  await operator.isAskedToTakeBack()
  await shop.colleague.answers('Пришёл не тот цвет', 'Коллега уже ответил про цвет.')

  await operator.sees('На это обращение уже ответили')
  await operator.returnsTo('Пришёл не тот цвет')
  await operator.sees('На это обращение уже ответили')
  await expect(operator.thread).toContainText('Коллега уже ответил про цвет.')
  await expect(operator.thread).toContainText('Жаль, что так вышло. Проверим упаковку.')
  await expect(operator.thread.getByRole('button', { name: 'Исправить' })).toHaveCount(0)
  expect(await operator.copies()).toBe('Жаль, что так вышло. Проверим упаковку.')
  await page.reload()
  await expect(operator.thread).toContainText('Жаль, что так вышло. Проверим упаковку.')
  expect(await shop.answersTo('Пришёл не тот цвет')).toEqual(['Коллега уже ответил про цвет.'])

  await operator.sees('Не отправлено: 1')
  await page.getByRole('link', { name: 'Посмотреть' }).click()
  const lost = page.getByRole('listitem').filter({ hasText: 'Жаль, что так вышло. Проверим упаковку.' })
  await expect(lost).toContainText('На это обращение уже ответили')
  await expect(lost).toContainText('в кабинете WB')
  await lost.getByRole('button', { name: 'Посмотреть' }).click()
  await expect(operator.thread).toContainText('Коллега уже ответил про цвет.')
  await expect(operator.thread).toContainText('Жаль, что так вышло. Проверим упаковку.')
  await page.goBack()
  await lost.getByRole('button', { name: 'Удалить' }).click()
  await expect(lost).toHaveCount(0)
})

test('a colleague answered in the chat while she was offline: her message is not sent until she says so', {
  tag: '@once',
}, async ({ operator, shop, page, context }) => {
  await operator.startsWork()
  const chat = await shop.buyer.chat({ text: 'Подойдёт ли чехол?', clientName: 'Олег' })
  await operator.opens('Подойдёт ли чехол?')
  await operator.isReadyForOffline()
  await context.setOffline(true)
  await operator.answers('Да, подойдёт')
  await shop.colleague.writes(chat, 'Здравствуйте! Чехол подойдёт.')
  // Her browser is without a network; the app is not.
  await expect
    .poll(() => operator.asks('{ interactions { edges { node { displayStatus } } } }'), { timeout: 45_000 })
    .toContain('RESPONDED')

  await context.setOffline(false)
  await operator.returnsTo('Подойдёт ли чехол?')
  await operator.sees('На это обращение уже ответили')
  await expect(operator.thread).toContainText('Здравствуйте! Чехол подойдёт.')
  expect(await shop.sentMessages()).toEqual([])
  await page.getByRole('button', { name: 'Отправить всё равно' }).click()

  await expect.poll(() => shop.sentMessages(), { timeout: 45_000 }).toEqual(['Да, подойдёт'])
})
