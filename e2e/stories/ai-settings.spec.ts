import { expect, test } from '../support/world.ts'

test('the settings say honestly that no model writes; switched off, a draft comes only when it is asked for', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Чехол быстро протёрся' })
  await expect(operator.row('Чехол быстро протёрся')).toBeVisible()
  await page.goto(`${shop.appUrl}/settings/ai`)
  await operator.sees('Модель не подключена: нет ключа DeepSeek')
  await page.getByRole('radio', { name: 'Формальный' }).check({ force: true })
  await operator.sees('Сохранено')
  await page.screenshot({ path: info.outputPath('ai.png') })

  await page.getByRole('switch', { name: 'Писать черновики моделью' }).setChecked(false, { force: true })
  await operator.sees('Модель выключена')
  await operator.opensInbox()
  await operator.opens('Чехол быстро протёрся')
  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(operator.field).toBeVisible()
  await expect(panel).toBeHidden()
  await page.getByRole('button', { name: 'Добавить', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Подготовить черновик' }).click()
  await expect(panel).toContainText('AI выключен')
  await panel.getByRole('button', { name: 'Вставить' }).click()
  await expect(operator.field).toHaveValue(/Нам жаль, что товар вас огорчил/)

  await page.goto(`${shop.appUrl}/settings/ai`)
  await expect(page.getByRole('radio', { name: 'Формальный' })).toBeChecked()
  await expect(page.getByRole('switch', { name: 'Писать черновики моделью' })).not.toBeChecked()
})

test(
  'a key to a model is kept and never shown again; a model that is named wrongly is said beside its field',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    await page.goto(`${shop.appUrl}/settings/ai`)
    await page.getByRole('button', { name: 'Изменить модель' }).click()
    const sheet = page.getByRole('dialog', { name: 'Модель для черновиков' })
    await sheet.getByRole('radiogroup', { name: 'Поставщик' }).getByText('OpenAI').click()
    await sheet.getByLabel('Модель', { exact: true }).fill('gpt 5')
    await sheet.getByRole('button', { name: 'Сохранить' }).click()
    await expect(sheet).toContainText('Название — до 100 знаков, без пробелов')
    await page.screenshot({ path: info.outputPath('sheet.png') })
    await sheet.getByLabel('Модель', { exact: true }).fill('gpt-5-mini')
    await sheet.getByLabel('Ключ поставщика').fill('sk-abcdefghijklmnop')
    await sheet.getByRole('button', { name: 'Сохранить' }).click()

    await operator.sees('Черновики пишет gpt-5-mini (OpenAI)')
    await expect(page.getByText('sk-••••mnop')).toBeVisible()
    await page.getByRole('button', { name: 'Изменить модель' }).click()
    await expect(sheet.getByLabel('Ключ поставщика')).toHaveValue('')
    await sheet.getByRole('button', { name: 'Удалить ключ' }).click()
    await operator.sees('Модель не подключена: нет ключа OpenAI')
  },
)

test(
  'an owner sets how long an answer to a topic may take, sees what is usual, and goes back to it',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    await shop.buyer.question({ text: 'Какой размер взять на рост 170?' })
    await expect(operator.row('Какой размер взять на рост 170?')).toBeVisible()
    await page.goto(`${shop.appUrl}/settings/rules`)
    const questions = page.getByRole('region', { name: 'Вопросы' })
    await questions.getByRole('button', { name: 'Размер и посадка' }).click()
    const sheet = page.getByRole('dialog', { name: 'Размер и посадка' })
    await sheet.getByLabel('Минут на ответ').fill('0')
    await sheet.getByRole('button', { name: 'Сохранить' }).click()
    await expect(sheet).toContainText('Целое число от 1 до 10 080')
    await sheet.getByLabel('Минут на ответ').fill('45')
    await page.screenshot({ path: info.outputPath('deadline.png') })
    await sheet.getByRole('button', { name: 'Сохранить' }).click()
    await expect(questions).toContainText('обычно: Важно · 4 ч')
    await page.screenshot({ path: info.outputPath('rules.png') })

    await operator.opensInbox()
    await expect(operator.row('Какой размер взять на рост 170?')).toContainText(/Осталось 4\d\sмин/)
    await page.goto(`${shop.appUrl}/settings/rules`)
    await page.getByRole('button', { name: 'Вернуть обычные сроки' }).click()
    await page
      .getByRole('dialog', { name: 'Вернуть обычные сроки?' })
      .getByRole('button', { name: 'Вернуть обычные сроки' })
      .click()
    await operator.sees('Обычные сроки действуют снова')
    await expect(questions).not.toContainText('обычно')
  },
)
