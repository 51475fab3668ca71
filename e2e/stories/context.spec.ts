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
  await expect(links).toContainText('Похожих обращений нет')
  await story.getByRole('button', { name: 'Перейти' }).click()
  await expect(operator.thread).toContainText('Сломался замок на сумке')
  await page.goBack()
  await expect(operator.thread).toContainText('как починить')
})
