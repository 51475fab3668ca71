import type { Locator } from '@playwright/test'
import { expect, test } from '../support/world.ts'

test('chosen items are answered together: each text is approved, then all of them leave by themselves', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  for (const text of ['Отличный плед', 'Мягкий и тёплый', 'Нитки торчат']) {
    await shop.buyer.review({ rating: text === 'Нитки торчат' ? 2 : 5, text })
  }
  for (const text of ['Отличный плед', 'Мягкий и тёплый', 'Нитки торчат'])
    await expect(operator.row(text)).toBeVisible()

  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  await operator.row('Отличный плед').click()
  await operator.row('Мягкий и тёплый').click()
  await operator.row('Нитки торчат').click()
  await expect(page.getByText('Выбрано: 3')).toBeVisible()
  // The boxes stand in the place of the pictures, whose glyphs reach out of theirs.
  for (const picture of await page.locator('.selectable .photo').all()) await expect(picture).toBeHidden()
  await page.screenshot({ path: info.outputPath('selection.png') })
  await page
    .getByRole('toolbar', { name: 'Действия с выбранными' })
    .getByRole('button', { name: 'Проверить и отправить' })
    .click()

  await expect(page.getByText('1 из 3')).toBeVisible()
  await operator.field.fill('Спасибо за отзыв, рады, что понравилось!')
  await page.screenshot({ path: info.outputPath('queue.png') })
  await page.getByRole('button', { name: 'Одобрить', exact: true }).click()
  await operator.field.fill('Мы вернём вам деньги, как обещали')
  await page.getByRole('button', { name: 'Одобрить', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Проверка текста' })).toContainText('Нельзя обещать возврат')
  await expect(page.getByText('2 из 3')).toBeVisible()
  await page.screenshot({ path: info.outputPath('queue-finding.png') })
  await operator.field.fill('Спасибо! Пусть греет.')
  await page.getByRole('button', { name: 'Одобрить', exact: true }).click()
  await page.getByRole('button', { name: 'Пропустить' }).click()
  await operator.sees('Одобрено 2 · пропущено 1 · с замечаниями 0')
  await page.screenshot({ path: info.outputPath('summary.png') })
  await page.getByRole('button', { name: 'Отправить 2' }).click()

  await operator.sees('Отправим 2 через')
  await page.screenshot({ path: info.outputPath('undo.png') })
  await operator.sees('Отправлено 2')
  await page.getByRole('link', { name: 'Посмотреть' }).click()
  await expect(page.getByText('Отправлено', { exact: true })).toHaveCount(2)
  await page.screenshot({ path: info.outputPath('results.png') })
  const answers = await Promise.all(
    ['Отличный плед', 'Мягкий и тёплый', 'Нитки торчат'].map((each) => shop.answersTo(each)),
  )
  expect(answers.flat().sort()).toEqual(['Спасибо за отзыв, рады, что понравилось!', 'Спасибо! Пусть греет.'].sort())
})

test('the name of a button goes when its menu opens', { tag: '@desktop' }, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Есть ли в детском размере?' })
  await expect(operator.row('Есть ли в детском размере?')).toBeVisible()
  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  const more = page.getByRole('toolbar', { name: 'Действия с выбранными' }).getByRole('button', { name: 'Ещё' })

  await more.hover()
  await expect.poll(() => nameBeside(more)).toBe('visible')
  await more.click()
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  expect(await nameBeside(more)).toBe('hidden')
  await page.keyboard.press('Escape')
  await expect.poll(() => nameBeside(more)).toBe('visible')
})

/** Whether the name of the button stands beside it. */
async function nameBeside(button: Locator): Promise<string> {
  return await button.evaluate((element) => getComputedStyle(element, '::after').visibility)
}

test('items closed together come back together', { tag: '@once' }, async ({ operator, shop, page }, info) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Какой это цвет?' })
  await shop.buyer.question({ text: 'Сколько весит?' })
  await expect(operator.row('Какой это цвет?')).toBeVisible()
  await expect(operator.row('Сколько весит?')).toBeVisible()

  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  await page.getByRole('button', { name: 'Выбрать все 2' }).click()
  await page.getByRole('button', { name: 'Закрыть', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Закрыть 2 без ответа?' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('close.png') })
  await page.getByRole('button', { name: 'Ответ не нужен' }).click()

  await operator.sees('Закрыто: 2')
  await page.getByRole('button', { name: 'Отменить' }).filter({ visible: true }).first().click()
  await operator.sees('Возвращено в работу: 2')
})

test(
  'a priority chosen without a connection waits on the device, and is set once when there is one',
  { tag: '@once' },
  async ({ operator, shop, page, context }, info) => {
    await operator.startsWork()
    await shop.buyer.question({ text: 'Какой это цвет?' })
    await shop.buyer.question({ text: 'Сколько весит?' })
    await expect(operator.row('Какой это цвет?')).toBeVisible()
    await expect(operator.row('Сколько весит?')).toBeVisible()
    await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
    await page.getByRole('menuitem', { name: 'Выбрать' }).click()
    await page.getByRole('button', { name: 'Выбрать все 2' }).click()
    await context.setOffline(true)
    await operator.sees('Нет связи')

    const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' })
    await bar.getByRole('button', { name: 'Ещё', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Приоритет' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Срочно', exact: true }).click()

    await operator.sees('Сделаем, когда появится связь')
    await expect(operator.row('Сколько весит?')).toContainText('Ждёт связи: Приоритет «Срочно»')
    await page.screenshot({ path: info.outputPath('waiting-rows.png') })
    await page.getByRole('link', { name: 'Подробнее' }).click()
    await operator.sees('Приоритет «Срочно» · 2 обращения')
    await page.screenshot({ path: info.outputPath('waiting-outbox.png') })

    await context.setOffline(false)

    await operator.sees('Приоритет изменён: 2')
    await expect(page.getByText('Ожидают связи')).toHaveCount(0)
  },
)

test('in the queue a review is seen whole, and whoever looks into its conversation comes back to where she was', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Греет как печка' })
  await shop.buyer.review({ rating: 2, text: 'Бахрома осыпается', pros: 'Ровная строчка', photos: 2 })
  for (const text of ['Греет как печка', 'Бахрома осыпается']) await expect(operator.row(text)).toBeVisible()
  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  await operator.row('Греет как печка').click()
  await operator.row('Бахрома осыпается').click()
  await page.getByRole('button', { name: 'Проверить и отправить' }).click()
  await page.getByRole('button', { name: 'Пропустить' }).click()

  await expect(page.getByText('2 из 2', { exact: true })).toBeVisible()
  await operator.sees('Ровная строчка')
  await page.screenshot({ path: info.outputPath('whole.png') })
  await page.getByRole('button', { name: 'Фото покупателя 2 из 2' }).click()
  await expect(page.getByRole('dialog', { name: 'Фото покупателя 2 из 2' })).toBeVisible()
  await page.getByRole('button', { name: 'Закрыть' }).click()
  await operator.field.fill('Жаль, что так вышло. Передали мастерам.')

  await page.getByRole('link', { name: 'Открыть переписку' }).click()
  await expect(operator.thread).toContainText('Бахрома осыпается')
  await page.screenshot({ path: info.outputPath('conversation.png') })
  await page.getByRole('button', { name: 'Назад' }).click()

  await expect(page.getByText('2 из 2', { exact: true })).toBeVisible()
  await expect(operator.field).toHaveValue('Жаль, что так вышло. Передали мастерам.')
})

test('what was answered in the portal while the texts are looked at is not approved any more', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  for (const text of ['Плотная вязка', 'Колется немного']) await shop.buyer.review({ rating: 5, text })
  for (const text of ['Плотная вязка', 'Колется немного']) await expect(operator.row(text)).toBeVisible()
  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  await operator.row('Плотная вязка').click()
  await operator.row('Колется немного').click()
  await page.getByRole('button', { name: 'Проверить и отправить' }).click()
  await expect(page.getByRole('button', { name: 'Одобрить', exact: true })).toBeEnabled()

  await shop.colleague.answers('Плотная вязка', 'Спасибо за тёплые слова!')

  await operator.sees('Ответ уже дан')
  await expect(page.getByRole('button', { name: 'Одобрить', exact: true })).toBeDisabled()
})

test('that there is no room for more stands above what can be done with the chosen ones', async ({
  operator,
  shop,
  page,
}, info) => {
  await shop.hasHistory()
  await operator.startsWork()
  await expect(page.getByRole('heading', { level: 2, name: 'Срочно' })).toBeVisible()
  await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Выбрать' }).click()
  await page.getByRole('button', { name: /^Выбрать все/ }).click()
  const toast = page.getByRole('status').filter({ hasText: 'За раз — до 50 обращений' })
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' })
  // The end moves away while older items come in.
  await expect(async () => {
    await page.getByRole('list', { name: 'Обращения' }).press('End')
    await expect(toast).toBeVisible({ timeout: 1500 })
  }).toPass({ timeout: 20_000 })
  await page.screenshot({ path: info.outputPath('limit.png') })
  expect(await bottomOf(toast)).toBeLessThanOrEqual(await topOf(bar))

  await bar.getByRole('button', { name: 'Проверить и отправить' }).click()
  await expect(operator.field).toBeVisible()
  await page.screenshot({ path: info.outputPath('limit-queue.png') })
  expect(await bottomOf(toast)).toBeLessThanOrEqual(await topOf(page.locator('form')))
})

const topOf = async (element: Locator) => (await element.boundingBox())?.y ?? 0
const bottomOf = async (element: Locator) => {
  const box = await element.boundingBox()
  return box ? box.y + box.height : 0
}
