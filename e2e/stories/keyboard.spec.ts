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
