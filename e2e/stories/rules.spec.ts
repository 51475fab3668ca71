import { expect, test } from '../support/world.ts'

test('what must not be said is found while it is written, mended and then sent', { tag: '@once' }, async ({
  operator,
  shop,
}) => {
  const { page } = operator
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Ткань оказалась тонкой', userName: 'Марина' })
  await operator.opens('Ткань оказалась тонкой')

  await operator.field.fill('Марина, здравствуйте! 🙏 Мы вернём вам деньги в течение дня.')
  const findings = page.getByRole('region', { name: 'Проверка текста' })
  await expect(findings.getByRole('listitem')).toHaveCount(2)
  await expect(findings.getByRole('listitem').first()).toContainText(
    'Блокирует. Нельзя обещать возврат, замену или компенсацию: «вернём вам деньги»',
  )

  const send = page.getByRole('button', { name: 'Отправить', exact: true })
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  // It says that it is disabled and can be pressed all the same.
  await send.click({ force: true })
  await expect(findings.getByRole('listitem').first()).toBeFocused()
  expect(await shop.answersTo('Ткань оказалась тонкой')).toEqual([])

  await findings.getByRole('button', { name: 'Показать' }).first().click()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('вернём вам деньги')

  await findings.getByRole('button', { name: 'Вставить вместо' }).first().click()
  await expect(operator.field).toHaveValue('Марина, здравствуйте! 🙏 Нам жаль, что так вышло. Передали информацию.')
  await expect(findings).toBeHidden()
  await send.click()
  await operator.isAskedToTakeBack()

  await operator.returnsTo('Ткань оказалась тонкой')
  await operator.sees('Ответ опубликован')
})

test('marks lie under the words they mean, however long the text', { tag: '@desktop' }, async ({ operator, shop }) => {
  const { page } = operator
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Расскажите подробнее про заказ', clientName: 'Олег' })
  await operator.opens('Расскажите подробнее про заказ')

  await operator.field.fill(`${'Здравствуйте, вот ещё одна строка ответа. '.repeat(14)}\n\nЗвоните 8 912 345-67-89`)
  await page.getByRole('button', { name: 'Показать' }).click()

  const [mark, field] = await Promise.all([page.locator('mark').boundingBox(), operator.field.boundingBox()])
  expect(mark?.y).toBeGreaterThanOrEqual(field?.y ?? Number.POSITIVE_INFINITY)
  expect((mark?.y ?? 0) + (mark?.height ?? 0)).toBeLessThanOrEqual((field?.y ?? 0) + (field?.height ?? 0))
})

test('a device with older rules sends from a tunnel; the server refuses, and the text is back with what was found', {
  tag: '@once',
}, async ({ operator, shop, context }) => {
  const { page } = operator
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Цвет не такой яркий', userName: 'Анна' })
  await operator.opens('Цвет не такой яркий')
  await operator.isReadyForOffline()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('agentiq.account.replyRules'))).not.toBeNull()
  await page.evaluate(() => {
    const name = 'agentiq.account.replyRules'
    const kept = JSON.parse(localStorage.getItem(name) ?? '{}')
    localStorage.setItem(name, JSON.stringify({ ...kept, version: 'older', rules: [] }))
  })

  await context.setOffline(true)
  await page.reload()
  await operator.answers('Анна, это наша вина, передали замечание на производство.')
  await operator.sees('Ожидает отправки')
  await context.setOffline(false)

  await operator.sees('Не отправлено: нарушает правила')
  await operator.returnsTo('Цвет не такой яркий')
  await expect(operator.field).toHaveValue('Анна, это наша вина, передали замечание на производство.')
  await expect(page.getByRole('region', { name: 'Проверка текста' })).toContainText('«наша вина»')
  expect(await shop.answersTo('Цвет не такой яркий')).toEqual([])

  await operator.answers('Анна, спасибо! Передали замечание на производство.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Цвет не такой яркий')
  await operator.sees('Ответ опубликован')
})
