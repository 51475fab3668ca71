import { expect, test } from '../support/world.ts'

test(
  'a message that WB refuses raises a signal, which leads to it and ends when it is put aside',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    await shop.buyer.chat({ text: 'Пишите в другой чат?', clientName: 'Игорь' })
    await operator.opens('Пишите в другой чат?')
    await shop.hasTrouble('/api/v1/seller/message', { status: 400 })
    await operator.answers('Игорь, напишем вам здесь.')
    await operator.isAskedToTakeBack()
    await operator.returnsTo('Пишите в другой чат?')
    await operator.sees('WB отклонил ответ')

    await page.goto(`${shop.appUrl}/analytics`)
    await operator.sees('Отклонено модерацией: 1')
    await page.screenshot({ path: info.outputPath('signal.png') })
    await page.getByRole('link', { name: 'Открыть ответы' }).click()
    const stopped = page.getByRole('list', { name: 'Остановленные ответы' })
    await expect(stopped.getByRole('listitem')).toContainText('Игорь, напишем вам здесь.')
    await expect(stopped.getByRole('button', { name: 'Повторить' })).toHaveCount(0)
    await page.screenshot({ path: info.outputPath('stopped.png') })

    await stopped.getByRole('link').click()
    await operator.thread.getByRole('button', { name: 'Удалить' }).click()
    await page.goto(`${shop.appUrl}/settings/stopped`)
    await operator.sees('Остановленных ответов нет')
    await page.goto(`${shop.appUrl}/analytics`)
    await operator.sees('Активных сигналов нет')
  },
)

test('a review whose answer failed opens at the failure, with all that can be done about it in sight', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  const words = 'Ткань тонкая и мнётся, шов на рукаве разошёлся после первой стирки, цвет не такой, как на фото. '
  await shop.buyer.review({ rating: 1, text: words.repeat(12).trim(), userName: 'Анна' })
  await operator.opens('Ткань тонкая и мнётся')
  await shop.hasTrouble('/api/v1/feedbacks/answer', { status: 400 })
  await operator.answers('Анна, нам жаль. Передали замечание по ткани и швам на производство.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Ткань тонкая и мнётся')
  await operator.sees('WB не принял текст ответа')

  await page.reload()

  await expect(operator.thread.getByText('WB не принял текст ответа')).toBeInViewport({ ratio: 1 })
  await expect(operator.thread.getByRole('button', { name: 'Удалить' })).toBeInViewport({ ratio: 1 })
})
