import { expect, test } from '../support/world.ts'

test('a search is in the address and on the screen, and gone on the next visit; the channel is not', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Чайник закипает быстро' })
  await shop.buyer.review({ rating: 4, text: 'Плед мягкий' })
  await expect(operator.row('Плед мягкий')).toBeVisible()

  await page.goto(`${shop.appUrl}/inbox?ch=review&q=закипает`)
  await expect(operator.row('Чайник закипает быстро')).toBeVisible()
  await expect(operator.row('Плед мягкий')).toHaveCount(0)
  await expect(page.getByRole('searchbox', { name: 'Поиск обращений' })).toHaveValue('закипает')
  await expect(page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeAttached()

  await page.goto(`${shop.appUrl}/inbox`)
  await expect(operator.row('Плед мягкий')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Отзывы', selected: true })).toBeVisible()
  expect(new URL(page.url()).search).toBe('?ch=review')
})

test('a search that finds nothing says what it looked for and leads back to everything', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Чайник закипает быстро' })
  await expect(operator.row('Чайник закипает быстро')).toBeVisible()

  await page.goto(`${shop.appUrl}/inbox?f=waiting&q=самовар`)
  await operator.sees('Ничего не найдено по «самовар»')
  await expect(page.getByText('Всё разобрано')).toHaveCount(0)
  await page.getByRole('button', { name: 'Показать все обращения' }).click()

  await expect(operator.row('Чайник закипает быстро')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveCount(0)
})
