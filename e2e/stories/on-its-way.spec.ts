import { expect, test } from '../support/world.ts'

test('an answer that WB does not take yet leaves its item where it is, and in no number, until WB has it', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'Разошёлся шов' })
  await shop.buyer.review({ rating: 1, text: 'Разошлась молния' })
  await expect(page.getByRole('tab', { name: 'Все' })).toContainText('2')
  await shop.hasTrouble('/api/v1/feedbacks/answer', { status: 429, retrySeconds: 15 })

  await operator.opens('Разошёлся шов')
  await operator.answers('Здравствуйте! Спасибо, разберёмся с этим швом.')
  await operator.returnsTo('Разошёлся шов')
  await operator.sees('WB ограничил частоту запросов')
  await operator.opensInbox()

  await expect(operator.row('Разошёлся шов')).toContainText('Ожидает отправки')
  await expect(page.getByRole('tab', { name: 'Все' })).toContainText('1')
  await expect(page.getByRole('heading', { level: 2, name: 'Ожидают ответа 1' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Обработаны' })).toHaveCount(0)

  await shop.recovers()
  await expect(page.getByRole('heading', { level: 2, name: 'Обработаны 1' })).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('heading', { level: 2, name: 'Ожидают ответа 1' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Все' })).toContainText('1')
  await expect.poll(() => shop.answersTo('Разошёлся шов')).toEqual(['Здравствуйте! Спасибо, разберёмся с этим швом.'])
})
