import { expect, test } from '../support/world.ts'

test('a template made in the settings is brought up by its shortcut, filled, and published', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Шов разошёлся', userName: 'Козлова Марина' })
  await page.goto(`${shop.appUrl}/settings/templates`)
  await page.getByRole('button', { name: 'Новый шаблон' }).click()
  await page.getByLabel('Название').fill('Извинение за брак')
  await page.getByLabel('Команда').fill('брак')
  await page.getByLabel('Текст').fill('{имя}, нам очень жаль! Передали на проверку качества.')
  await page.screenshot({ path: info.outputPath('template-form.png') })
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await operator.sees('Извинение за брак')
  await page.screenshot({ path: info.outputPath('template-list.png') })

  await operator.opensInbox()
  await operator.opens('Шов разошёлся')
  await operator.field.pressSequentially('/бр')
  await expect(page.getByRole('region', { name: 'Подходящие шаблоны' })).toContainText('Марина, нам очень жаль!')
  await page.screenshot({ path: info.outputPath('shortcut.png') })
  await operator.field.press('Enter')
  await expect(operator.field).toHaveValue('Марина, нам очень жаль! Передали на проверку качества.')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await operator.isAskedToTakeBack()

  await operator.returnsTo('Шов разошёлся')
  await operator.sees('Ответ опубликован')
  expect(await shop.answersTo('Шов разошёлся')).toEqual(['Марина, нам очень жаль! Передали на проверку качества.'])
})

test('what has no value stops the reply; templates are at hand without a network', { tag: '@once' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Здравствуйте, есть вопрос', clientName: 'Олег' })
  await page.goto(`${shop.appUrl}/settings/templates`)
  await page.getByRole('button', { name: 'Новый шаблон' }).click()
  await page.getByLabel('Название').fill('О товаре')
  await page.getByLabel('Команда').fill('товар')
  await page.getByLabel('Текст').fill('Добрый день! О {товар} расскажем.')
  await page.getByRole('button', { name: 'Чаты' }).click()
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await operator.sees('О товаре')

  await operator.opensInbox()
  await operator.opens('Здравствуйте, есть вопрос')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Добавить' }).click()
  await page.getByRole('menuitem', { name: 'Шаблоны' }).click()
  await page.getByRole('button', { name: /О товаре/ }).click()
  await expect(operator.field).toHaveValue(/Добрый день! О .+ расскажем\./)

  await operator.field.fill('О {товар} расскажем')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await operator.sees('Заполните: {товар}')
  await expect(operator.field).toHaveValue('О {товар} расскажем')
  await context.setOffline(false)
})

test(
  'a note is for the team: it stays with the item and reaches nobody',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    await shop.buyer.review({ rating: 2, text: 'Коробка помята' })
    await operator.opens('Коробка помята')
    await operator.openContext()
    await operator.sees('Видит только ваша команда')
    await page.getByRole('textbox', { name: 'Новая заметка' }).fill('Склад проверяет партию 12')
    await page.getByRole('button', { name: 'Добавить заметку' }).click()
    await expect(page.getByText('Склад проверяет партию 12').filter({ visible: true })).toBeVisible()
    await page.screenshot({ path: info.outputPath('notes.png') })

    await operator.leavesContext()
    await expect(operator.thread).not.toContainText('Склад проверяет')
    expect(await shop.answersTo('Коробка помята')).toEqual([])
  },
)
