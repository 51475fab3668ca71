import { expect, test } from '../support/world.ts'

test('a review waits for the chat that only the buyer can open; she picks it, answers there, and both cards show the tie', async ({
  operator,
  shop,
  page,
}, info) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Фен не включается из коробки', nmId: 424243 })
  await operator.opensInbox()
  await expect(operator.row('Фен не включается')).toBeVisible({ timeout: 30_000 })
  await operator.opens('Фен не включается')
  const review = page.url()

  await page.getByRole('button', { name: 'Ещё', exact: true }).last().click()
  await page.getByRole('menuitem', { name: 'Продолжить в чате' }).click()
  const notice = page.getByRole('region', { name: 'Ждём чат покупателя' })
  await expect(notice).toContainText('Писать первым WB не разрешает')
  await notice.getByRole('button', { name: 'Вставить приглашение' }).click()
  await expect(operator.field).toHaveValue('Напишите нам в чат WB по этому заказу — разберёмся.')
  await page.screenshot({ path: info.outputPath('waiting.png') })

  await shop.buyer.chat({ text: 'Фен не включается, что делать?', clientName: 'Олег', nmId: 424243 })
  await notice.getByRole('button', { name: 'Возможные чаты: 1' }).click({ timeout: 45_000 })
  const choice = page.getByRole('dialog', { name: 'Возможные чаты' })
  await expect(choice).toContainText('Только подсказка')
  await page.screenshot({ path: info.outputPath('choice.png') })
  await choice.getByRole('button', { name: 'Продолжить здесь' }).click()

  await expect(operator.thread).toContainText('что делать?')
  await operator.sees('Продолжение отзыва')
  await page.screenshot({ path: info.outputPath('chat.png') })
  await operator.answers('Здравствуйте! Подскажите, загорается ли индикатор на вилке?')
  await expect.poll(() => shop.sentMessages(), { timeout: 45_000 }).toHaveLength(1)

  await page.goto(review)
  await expect(page.getByRole('region', { name: 'Продолжается в чате' })).toBeVisible()
})
