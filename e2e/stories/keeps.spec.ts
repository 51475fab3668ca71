import { expect, test } from '../support/world.ts'

test('without a network the app opens with the last list, its numbers and the opened item', async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Есть ли размер XL?' })
  await shop.buyer.review({ rating: 2, text: 'Молния заедает с первого дня' })
  await expect(operator.row('Есть ли размер XL?')).toBeVisible()
  await operator.opens('Молния заедает с первого дня')
  await operator.isReadyForOffline()

  await context.setOffline(true)
  await page.goto(`${shop.appUrl}/inbox`)

  await expect(operator.row('Молния заедает с первого дня')).toBeVisible()
  await expect(operator.row('Есть ли размер XL?')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Все' })).toContainText('2')
  await operator.sees('Нет связи')
  await operator.sees('Показано сохранённое на')
  await expect(page.getByText('Обновлено')).toHaveCount(0)
  await operator.opens('Молния заедает с первого дня')
})

test('a page that was closed at once opens again without a network: list, item and home', { tag: '@once' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Посылка пришла открытой', clientName: 'Инна' })
  await operator.opens('Посылка пришла открытой')
  await operator.isReadyForOffline()
  await shop.buyer.review({ rating: 1, text: 'Пришло не то' })
  await expect(page.getByText('Пришло не то').first()).toBeAttached()
  await page.waitForResponse((answer) => answer.request().postData()?.includes('query Home') ?? false)
  await page.waitForTimeout(300)

  await context.setOffline(true)
  await page.close({ runBeforeUnload: false })
  const again = operator.at(await context.newPage())
  await again.page.goto(`${shop.appUrl}/inbox`)

  await again.opens('Посылка пришла открытой')
  await again.page.goto(`${shop.appUrl}/inbox`)
  await expect(again.row('Пришло не то')).toBeVisible()
  await again.page.goto(`${shop.appUrl}/home`)
  await expect(again.page.getByRole('link', { name: /Посылка пришла открытой/ })).toBeVisible()
})

test('an item that waits for an answer opens without a network, though nobody has opened it before', {
  tag: '@once',
}, async ({ operator, shop, page, context }) => {
  await shop.buyer.review({ rating: 1, text: 'Ткань расползлась после стирки', pros: 'Быстро привезли' })
  await operator.startsWork()
  await operator.readsAhead()
  await operator.isReadyForOffline()

  await context.setOffline(true)
  await page.goto(`${shop.appUrl}/inbox`)
  await operator.opens('Ткань расползлась после стирки')

  await operator.sees('Быстро привезли')
})

test('what is typed survives a reload', { tag: '@once' }, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.buyer.question({ text: 'Можно ли стирать в машине?' })
  await operator.opens('Можно ли стирать в машине?')
  await operator.field.fill('Здравствуйте! Да, при тридцати')
  await page.waitForTimeout(600)

  await page.reload()

  await expect(operator.field).toHaveValue('Здравствуйте! Да, при тридцати')
})

test('an answer can be taken back before it leaves: its text is in the field at once, and after a reload', {
  tag: '@once',
}, async ({ operator, shop, page }) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Цвет темнее, чем на фото' })
  await operator.opens('Цвет темнее, чем на фото')
  await operator.answers('Спасибо, проверим фотографии')
  await operator.takesBack()

  await expect(operator.field).toHaveValue('Спасибо, проверим фотографии')
  await page.reload()
  await expect(operator.field).toHaveValue('Спасибо, проверим фотографии')
  await page.waitForTimeout(4_000)
  await expect(operator.field).toHaveValue('Спасибо, проверим фотографии')
  expect(await shop.answersTo('Цвет темнее, чем на фото')).toEqual([])
})

for (const [words, asks] of [
  ['Цвет светлее, чем на фото', 'review'],
  ['Цвет совпадает с фото?', 'question'],
] as const) {
  test(`what is typed into a ${asks} while its answer is being taken back is all there`, { tag: '@once' }, async ({
    operator,
    shop,
    page,
  }) => {
    await operator.takesHerTime()
    await operator.startsWork()
    await (asks === 'review' ? shop.buyer.review({ rating: 3, text: words }) : shop.buyer.question({ text: words }))
    await operator.opens(words)
    const cancelling = await operator.holdsUp('CancelReply')
    await operator.answers('Спасибо, проверим фотографии.')
    await operator.isAskedToTakeBack()
    await operator.returnsTo(words)
    await operator.isAskedToTakeBack()
    await operator.takesBack()
    await expect(operator.field).toHaveValue('Спасибо, проверим фотографии.')

    await operator.goesOnTyping(' И свет в студии тоже.')
    await cancelling.letThrough()
    await operator.goesOnTyping(' Спасибо!')

    const typed = 'Спасибо, проверим фотографии. И свет в студии тоже. Спасибо!'
    await expect(operator.field).toHaveValue(typed)
    await page.waitForTimeout(600)
    await page.reload()
    await expect(operator.field).toHaveValue(typed)
  })
}

test('without a network the field stays with what is typed after an answer was taken back', { tag: '@once' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.takesHerTime()
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Пряжка царапается' })
  await operator.opens('Пряжка царапается')
  await operator.isReadyForOffline()
  await operator.answers('Жаль, проверим партию.')
  await operator.isAskedToTakeBack()
  await context.setOffline(true)
  await operator.takesBack()

  await operator.goesOnTyping(' И напишем поставщику.')
  await expect(operator.field).toHaveValue('Жаль, проверим партию. И напишем поставщику.')
  await page.waitForTimeout(6_000)

  await expect(operator.field).toHaveValue('Жаль, проверим партию. И напишем поставщику.')
})

test('an answer that is taken back too late is published and leaves no draft', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 3, text: 'Коробка помята' })
  await operator.opens('Коробка помята')
  const address = page.url()
  await operator.answers('Жаль, усилим упаковку')
  await operator.isAskedToTakeBack()
  await page.route('**/graphql', async (route) => {
    const isCancelling = route.request().postData()?.includes('CancelReply') ?? false
    if (isCancelling) await new Promise((resolve) => setTimeout(resolve, 5_000))
    await route.continue()
  })
  await operator.takesBack()

  await operator.sees('Отменить уже нельзя')
  await page.goto(address)
  await operator.sees('Ответ опубликован')
  await expect(page.getByText('Черновик')).toHaveCount(0)
})

test('an answer written without a network goes out once when it returns', { tag: '@once' }, async ({
  operator,
  shop,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Подскажите, когда отправите?', clientName: 'Вера' })
  await operator.opens('Подскажите, когда отправите?')
  await operator.isReadyForOffline()

  await context.setOffline(true)
  await operator.answers('Вера, отправим сегодня вечером.')
  await operator.sees('Отправим, когда появится связь')
  await context.setOffline(false)

  await expect(operator.thread.getByText('Отправлено', { exact: true })).toBeVisible({ timeout: 60_000 })
  expect(await shop.sentMessages()).toEqual(['Вера, отправим сегодня вечером.'])
})
