import { expect, test } from '../support/world.ts'

test('a key with few requests looks calm: what came is there, and the next look is announced', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await shop.buyer.chat({ text: 'Когда привезут заказ?' })
  await operator.registers()
  await operator.connects(await shop.key({ acc: 1 }))
  await operator.sees('WB разрешает такому ключу 5')
  await page.getByRole('button', { name: 'Продолжить' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Загружаем обращения' })).toBeVisible()
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows.filter({ hasText: 'Отзывы' })).toContainText('следующее обновление около')
  await expect(rows.filter({ hasText: /ошибка|Не удалось/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Перейти к сообщениям' }).click()

  await expect(operator.row('Когда привезут заказ?')).toBeVisible()
  await operator.sees('следующее обновление около')
  await expect(page.getByText('Ещё не обновлялось')).toHaveCount(0)
  await expect(page.getByRole('alert').filter({ hasText: /WB|Wildberries/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Повторить' })).toHaveCount(0)

  // The reviews and questions were not read yet: neither the end of the list nor a number passes for the whole.
  await operator.sees('Ждём первые обращения…')
  await page.goto(`${shop.appUrl}/home`)
  const waiting = page.getByRole('link', { name: /^Без ответа/ })
  await expect(waiting).toContainText('1')
  await expect(waiting).toContainText('Загружено не всё')
  await expect(page.getByText('Всё разобрано')).toHaveCount(0)
})

test('before anything was read nothing is called done: the first items are waited for, with the hour of the next look', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.registers()
  await operator.connects(await shop.key({ acc: 1 }))
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('button', { name: 'К сообщениям', exact: true }).click()

  await operator.sees('Ждём первые обращения…')
  await operator.sees('следующее обновление около')
  await expect(page.getByText('Обращений пока нет')).toHaveCount(0)
  await page.goto(`${shop.appUrl}/home`)
  await operator.sees('Ждём первые обращения…')
  await expect(page.getByRole('link', { name: /^Срочно/ })).toHaveText(/—/)
  await expect(page.getByText('Всё разобрано')).toHaveCount(0)
})

test('each key that is refused says what is wrong with it and what to do', { tag: '@once' }, async ({
  operator,
  shop,
}) => {
  await operator.registers()

  await operator.connects(await shop.key({ expiresInDays: -3 }))
  await operator.sees('Ключ истёк')
  await operator.sees('Создайте новый токен в кабинете WB')

  await operator.connects(await shop.key({ acc: 2, test: true }))
  await operator.sees('Тестовый ключ не работает с настоящим магазином')

  await operator.connects(await shop.key({ categories: [9] }))
  await operator.sees('У ключа нет доступа к отзывам и вопросам')
  await operator.sees('Создайте токен с категорией «Вопросы и отзывы»')
})

test('a key that WB does not answer about is not kept', { tag: '@once' }, async ({ operator, shop, page }) => {
  await operator.registers()
  await shop.hasTrouble('/api/v1/', { status: 503 })
  await operator.connects()

  await operator.sees('Wildberries не отвечает. Ключ не сохранён')
  await expect(page.getByLabel('API-ключ Wildberries')).toBeVisible()
})

test('a key that WB no longer takes is replaced in a sheet, and a stranger’s is refused by name', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await shop.buyer.review({ rating: 5, text: 'Отличная куртка' })
  await operator.startsWork()
  await expect(operator.row('Отличная куртка')).toBeVisible()
  await shop.revokesKeys()
  await operator.sees('Wildberries не принимает ключ')
  await page.getByRole('link', { name: 'Обновить ключ' }).click()

  await operator.connects(await shop.key({ ofStranger: true }))
  await operator.sees('Этот ключ от другого магазина. Вставьте ключ магазина Моя компания')
  await operator.connects(await shop.key({}))
  await operator.sees('Ключ действителен')
  await page.getByRole('button', { name: 'Продолжить' }).click()

  await expect(page.getByText('Wildberries не принимает ключ')).toHaveCount(0)
  // Where the first look was still going on when the key died, the app shows it first.
  await operator.opensConnections()
  await expect(operator.channel('Отзывы')).toContainText('успешно:')
})

test('EX-66: the channel that fails is named and told apart in the settings', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.hasTrouble('/api/v1/questions', { status: 500 })
  await operator.sees('Вопросы: Wildberries отвечает с ошибкой')
  await operator.opensConnections()

  await expect(operator.channel('Вопросы')).toContainText('Wildberries отвечает с ошибкой')
  await expect(operator.channel('Вопросы').getByRole('button', { name: 'Повторить' })).toBeVisible()
  await expect(operator.channel('Отзывы').getByRole('button')).toHaveCount(0)
  const runs = page.getByRole('list', { name: 'Последние обновления: Вопросы' })
  await expect(runs.getByText('Wildberries отвечает с ошибкой').first()).toBeVisible()
})

test('a channel that WB has closed for long is named with the hour, and nobody is asked to act', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.hasTrouble('/api/v1/feedbacks', { status: 429, retrySeconds: 3600 })

  // Reviews and questions have one budget with WB: what closes the ones may close the others.
  const closed = page.getByText(/WB ограничил «[^»]*отзывы[^»]*» до/i).filter({ visible: true })
  await expect(closed.first()).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('button', { name: 'Повторить' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Подробнее' }).click()
  await expect(operator.channel('Отзывы')).toContainText('следующее обновление около')
})

test('a key that ends within two weeks is spoken of, in the checks and above every screen', { tag: '@once' }, async ({
  operator,
  shop,
}) => {
  await operator.registers()
  await operator.connects(await shop.key({ expiresInDays: 6 }))
  await operator.sees('Создайте новый ключ заранее')

  await operator.entersInbox()
  await operator.sees('Ключ WB действует до')
})
