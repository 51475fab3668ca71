import { expect, test } from '../support/world.ts'

test('a newcomer registers, pastes the key, sees what it opens and enters the inbox', { tag: '@once' }, async ({
  operator,
  shop,
}) => {
  await shop.buyer.review({ rating: 5, text: 'Всё понравилось, спасибо' })
  await operator.registers()
  await operator.connects()

  await operator.sees('Чаты: доступ есть')
  await operator.entersInbox()
  await expect(operator.row('Всё понравилось, спасибо')).toBeVisible()
})

test('the first synchronisation counts what the shop really has, and leads on by itself', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  const has = await shop.hasHistory()
  await operator.registers()
  await operator.connects()
  await page.getByRole('button', { name: 'Продолжить' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Загружаем обращения' })).toBeVisible()
  const rows = page.getByRole('main').getByRole('listitem')
  await Promise.all([
    expect(rows.filter({ hasText: 'Отзывы' })).toHaveText(new RegExp(`(из ~|готово: )${has.reviews}`)),
    expect(rows.filter({ hasText: 'Вопросы' })).toHaveText(new RegExp(`(из ~|готово: )${has.questions}`)),
    expect(rows.filter({ hasText: 'Чаты' })).toHaveText(new RegExp(`(из ~|готово: )${has.chats}`)),
  ])
  await expect(page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Срочно' })).toBeVisible()
})

test('a wrong key is refused in words, and nothing is saved', { tag: '@once' }, async ({ operator, page }) => {
  await operator.registers()
  await page.getByLabel('API-ключ Wildberries').fill('this is not a key at all')
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()

  await operator.sees('Введите корректный API-ключ Wildberries')
})

test('a wrong password is refused without saying what was wrong', { tag: '@once' }, async ({
  operator,
  page,
  shop,
}) => {
  await page.goto(`${shop.appUrl}/login`)
  await page.getByLabel('Email').fill(shop.email)
  await page.getByLabel('Пароль', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Войти' }).click()

  await operator.sees('Неверный email или пароль')
  await operator.isReadyForOffline()
  await expect(page.getByText('Готово к работе без связи')).toHaveCount(0)
})
