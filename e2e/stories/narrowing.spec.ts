import { expect, test } from '../support/world.ts'

test('she narrows the inbox in the sheet, sees how many are left before she looks, and takes a filter away with one press', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Кресло скрипит', photos: 1 })
  await shop.buyer.review({ rating: 2, text: 'Фонарик тускло светит' })
  await shop.buyer.review({ rating: 5, text: 'Гамак удобный' })
  for (const text of ['Кресло скрипит', 'Фонарик тускло светит', 'Гамак удобный'])
    await expect(operator.row(text)).toBeVisible()

  await page.getByRole('button', { name: 'Фильтры' }).click()
  const sheet = page.getByRole('dialog', { name: 'Фильтры' })
  await expect(sheet.getByRole('button', { name: 'Показать 3' })).toBeVisible()
  await sheet.getByRole('radiogroup', { name: 'Период' }).getByText('Сегодня').click()
  const ratings = sheet.getByRole('group', { name: 'Оценка' })
  await ratings.getByRole('button', { name: '1 ★' }).click()
  await ratings.getByRole('button', { name: '2 ★' }).click()
  await expect(sheet.getByRole('button', { name: 'Показать 2' })).toBeVisible()
  await expect(operator.row('Гамак удобный')).toBeAttached()
  await sheet.getByRole('switch', { name: 'С фото' }).setChecked(true, { force: true })
  await sheet.getByRole('button', { name: 'Показать 1' }).click()

  await expect(operator.row('Кресло скрипит')).toBeVisible()
  await expect(operator.row('Фонарик тускло светит')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Фильтры, 3' })).toBeFocused()
  expect(new URL(page.url()).search).toBe('?period=today&stars=1-2&photos=1')

  await page.getByRole('button', { name: 'Убрать фильтр: С фото' }).click()
  await expect(operator.row('Фонарик тускло светит')).toBeVisible()
  await shop.buyer.review({ rating: 2, text: 'Палатка протекает' })
  await shop.buyer.review({ rating: 4, text: 'Коврик ровный' })
  await expect(operator.row('Палатка протекает')).toBeVisible()
  await expect(operator.row('Коврик ровный')).toHaveCount(0)

  await page.getByRole('link', { name: 'Аналитика' }).first().click()
  await page.getByRole('link', { name: 'Сообщения' }).first().click()
  await expect(page.getByRole('button', { name: 'Фильтры, 2' })).toBeVisible()
  await expect(operator.row('Гамак удобный')).toHaveCount(0)
})

test('filters that let nothing through say so and lead back to everything', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Гамак удобный' })
  await expect(operator.row('Гамак удобный')).toBeVisible()

  await page.goto(`${shop.appUrl}/inbox?stars=1&pr=urgent`)
  await operator.sees('Нет обращений по фильтру')
  await page.getByRole('button', { name: 'Фильтры, 2' }).click()
  await page.getByRole('button', { name: 'Сбросить' }).click()
  await page.getByRole('button', { name: 'Показать 1' }).click()
  await expect(operator.row('Гамак удобный')).toBeVisible()

  await page.goto(`${shop.appUrl}/inbox?product=самовар`)
  await operator.sees('Нет обращений по фильтру')
  await page.getByRole('button', { name: 'Показать все обращения' }).click()
  await expect(operator.row('Гамак удобный')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
})
