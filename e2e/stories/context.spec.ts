import { expect, test } from '../support/world.ts'

test('beside a question stands what was said of its product, as a story and as a hint; an answer is taken from there', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Сломался замок на сумке', nmId: 424242 })
  await operator.opensInbox()
  await expect(operator.row('Сломался замок на сумке')).toBeVisible({ timeout: 30_000 })
  await shop.colleague.answers('Сломался замок на сумке', 'Здравствуйте! Передали замечание в отдел качества.')
  // Until it is known, the story would offer the draft of the review.
  const waiting = page.getByRole('link', { name: /Ожидает ответа.*Сломался замок на сумке/ })
  await expect(waiting).toBeHidden({ timeout: 30_000 })
  await shop.buyer.question({ text: 'Замок на сумке сломался, как починить?', nmId: 424242 })
  await operator.opens('как починить')
  await operator.openContext()

  const story = page.getByRole('region', { name: 'История обращения' }).filter({ visible: true })
  await expect(story).toContainText('Может быть другой покупатель')
  await expect(story).toContainText('Тот же товар, в пределах 45\u00a0дней · 82')
  await expect(story.getByRole('listitem').filter({ hasText: 'Вы здесь' })).toHaveCount(1)
  const links = page.getByRole('region', { name: /Возможные связи/ }).filter({ visible: true })
  await expect(links).toContainText('Надёжность: высокая · 85', { timeout: 30_000 })
  await page.screenshot({ path: info.outputPath('context.png') })

  await expect(story.getByRole('button', { name: 'Шаблон' })).toBeVisible({ timeout: 30_000 })
  await story.getByRole('button', { name: 'Шаблон' }).click()
  await expect(operator.field).toHaveValue('Здравствуйте! Передали замечание в отдел качества.')
  await operator.sees('Ответ мог быть другому покупателю')
  await page.screenshot({ path: info.outputPath('filled.png') })

  await operator.openContext()
  await links.getByRole('button', { name: 'Другой покупатель' }).click()
  await expect(links).toContainText('Связь скрыта')
  await links.getByRole('button', { name: 'Отменить' }).click()
  await expect(links.getByRole('button', { name: 'Другой покупатель' })).toBeVisible()
  await links.getByRole('button', { name: 'Другой покупатель' }).dblclick({ force: true })
  await expect(links.getByRole('button', { name: 'Отменить' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('hidden.png') })
  await story.getByRole('button', { name: 'Перейти' }).click()
  await expect(operator.thread).toContainText('Сломался замок на сумке')
  await page.goBack()

  await operator.openContext()
  await links.getByRole('button', { name: 'Скрытые связи · 1' }).click()
  await links.getByRole('button', { name: 'Вернуть' }).scrollIntoViewIfNeeded()
  await page.screenshot({ path: info.outputPath('away.png') })
  await links.getByRole('button', { name: 'Вернуть' }).click()
  await expect(links.getByRole('button', { name: 'Другой покупатель' })).toBeFocused()
  await expect(links).not.toContainText('Скрытые связи')
  await page.screenshot({ path: info.outputPath('back.png') })
  await operator.leavesContext()
  await expect(operator.thread).toContainText('как починить')
})

test(
  'on a phone the product leads to the context, a page of its own; what is typed stays',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    await shop.buyer.review({ rating: 1, text: 'Не работает вторая кнопка', nmId: 424243 })
    await operator.opens('Не работает вторая кнопка')
    await operator.field.fill('Начало ответа')

    await page.getByRole('link', { name: /^Контекст: / }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Контекст' })).toBeFocused()
    const context = page.getByRole('main', { name: 'Контекст обращения' })
    for (const name of ['Товар', 'История обращения', 'Разбор', 'Заметки', 'Обращение', 'Действия'])
      await expect(context.getByRole('heading', { level: 3, name })).toBeVisible()
    await expect(context.getByRole('region', { name: 'Разбор' })).toContainText('Брак, не работает')
    await expect(context.getByRole('region', { name: 'Обращение' })).toContainText('Покупатель написал')
    await page.screenshot({ path: info.outputPath('page.png'), fullPage: true })

    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Контекст' })).toBeVisible()
    await page.goBack()
    await expect(operator.field).toHaveValue('Начало ответа')
    await page.getByRole('button', { name: /Почему такой приоритет$/ }).click()
    await expect(page.getByRole('dialog')).toContainText('Тема: Брак, не работает')
    await page.goBack()
    await page.getByRole('button', { name: 'Назад' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeVisible()
  },
)
