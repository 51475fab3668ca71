import { expect, test } from '../support/world.ts'

test('a message that waits for the one before it says so, and so does one that waits for a key; with that both leave in their order', async ({
  operator,
  shop,
  page,
}, info) => {
  test.setTimeout(240_000)
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Что лежит в коробке?', clientName: 'Лада' })
  await expect(operator.row('Что лежит в коробке?')).toBeVisible({ timeout: 30_000 })
  await operator.opens('Что лежит в коробке?')
  await shop.hasTrouble('/api/v1/seller/message', { status: 429, retrySeconds: 60, times: 1 })

  await operator.answers('Лада, фен и две насадки.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Что лежит в коробке?')
  await operator.sees('WB ограничил частоту запросов')
  await operator.answers('И чехол.')
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Что лежит в коробке?')
  await operator.sees('Ждёт предыдущего сообщения')
  await expect(operator.thread.getByRole('button', { name: 'Изменить' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('earlier.png') })

  await shop.revokesKeys()
  await operator.sees('Ждёт ключ WB')
  await page.screenshot({ path: info.outputPath('key.png') })
  await operator.thread.getByRole('button', { name: 'Обновить ключ' }).last().click()
  await operator.connects(await shop.key({}))

  await expect.poll(() => shop.sentMessages(), { timeout: 120_000 }).toEqual(['Лада, фен и две насадки.', 'И чехол.'])
})
