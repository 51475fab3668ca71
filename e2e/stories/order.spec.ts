import type { Page } from '@playwright/test'
import type { Operator } from '../support/operator.ts'
import { expect, test } from '../support/world.ts'

test('she sorts the inbox: the list, the address and the next visit stand in that order, and what comes takes its place in it', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  for (const [rating, text] of [
    [3, 'Фонарик тускло светит'],
    [1, 'Кресло скрипит'],
    [5, 'Гамак удобный'],
  ] as const) {
    await shop.buyer.review({ rating, text })
    await expect(operator.row(text)).toBeVisible()
  }

  await sorts(page, 'Сначала новые')
  expect(new URL(page.url()).search).toBe('?sort=newest')
  await expect(page.getByRole('heading', { level: 2, name: 'Сначала новые 3' })).toBeVisible()
  await standsAs(operator, ['Гамак', 'Кресло', 'Фонарик'])

  await sorts(page, 'Сначала старые')
  await standsAs(operator, ['Фонарик', 'Кресло', 'Гамак'])

  await sorts(page, 'Сначала низкие оценки')
  await standsAs(operator, ['Кресло', 'Фонарик', 'Гамак'])
  await shop.buyer.review({ rating: 2, text: 'Палатка протекает' })
  await standsAs(operator, ['Кресло', 'Палатка', 'Фонарик', 'Гамак'])

  await page.goto(`${shop.appUrl}/inbox`)
  await standsAs(operator, ['Кресло', 'Палатка', 'Фонарик', 'Гамак'])
  expect(new URL(page.url()).search).toBe('?sort=lowest_rating')

  await operator.opens('Палатка протекает')
  await page.getByRole('button', { name: 'Следующее' }).click()
  await expect(operator.thread).toContainText('Фонарик тускло светит')
  await operator.opensInbox()

  await sorts(page, 'По срочности')
  await expect(page.getByRole('heading', { level: 2, name: 'Срочно' })).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
})

test('the sort menu is walked with the keyboard alone and names what is chosen', { tag: '@desktop' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Гамак удобный' })
  await expect(operator.row('Гамак удобный')).toBeVisible()

  const more = page.getByRole('button', { name: 'Ещё', exact: true }).first()
  await more.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('menuitemradio', { name: 'По срочности', checked: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem', { name: 'Сортировка' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 2, name: 'Сначала новые' })).toBeVisible()
  await expect(more).toBeFocused()
  await expect(page.getByText('Сортировка: Сначала новые')).toBeAttached()
})

async function sorts(page: Page, order: string) {
  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Сортировка' }).click()
  await page.getByRole('menuitemradio', { name: order }).click()
}

async function standsAs(operator: Operator, words: string[]) {
  const rows = operator.page.getByRole('list', { name: 'Обращения' }).getByRole('link')
  await expect(rows).toContainText(words)
}
