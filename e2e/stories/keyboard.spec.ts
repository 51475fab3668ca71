import { expect, test } from '../support/world.ts'

test('J opens, R leads into the field, and no letter of a shortcut gets into the answer', { tag: '@desktop' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Ручка отвалилась через неделю' })
  await expect(operator.row('Ручка отвалилась через неделю')).toBeVisible()

  await page.keyboard.press('j')
  await expect(operator.thread).toContainText('Ручка отвалилась через неделю')
  await page.keyboard.press('r')
  await page.keyboard.type('Жаль')

  await expect(operator.field).toBeFocused()
  await expect(operator.field).toHaveValue('Жаль')
})

test('«?» lists the keys, and single ones can be switched off', { tag: '@desktop' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Первый' })
  await shop.buyer.review({ rating: 2, text: 'Второй' })
  await expect(operator.row('Первый')).toBeVisible()
  await expect(operator.row('Второй')).toBeVisible()

  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Горячие клавиши' })
  await expect(list).toContainText('Следующее обращение')
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()

  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/inbox\//)
  const first = page.url()
  await page.keyboard.press(']')
  await expect(page).not.toHaveURL(first)
  await page.keyboard.press('[')
  await expect(page).toHaveURL(first)

  await page.goto(`${shop.appUrl}/settings/app`)
  await page.getByText('Клавиши без Ctrl').click()
  await operator.opensInbox()
  await expect(operator.row('Первый')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  await page.waitForTimeout(300)
  expect(page.url()).toMatch(/\/inbox$/)
  await expect(list).toBeHidden()
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/\/inbox\//)
})
