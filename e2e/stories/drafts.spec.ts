import { expect, test } from '../support/world.ts'

test('a draft stands over the field, says why, is put in, changed, and sent by a person', async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Ручка отломилась на третий день', userName: 'Марина' })
  await operator.opens('Ручка отломилась на третий день')

  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel).toContainText('Марина, здравствуйте! Спасибо, что рассказали об этом.')
  await expect(panel).toContainText('Замечаний нет')
  await panel.getByRole('button', { name: 'Почему так' }).click()
  const why = page.getByRole('dialog', { name: 'Почему так' })
  await expect(why).toContainText('2 из 5')
  await why.getByRole('button', { name: 'Закрыть' }).click()

  await panel.getByRole('button', { name: 'Вставить' }).click()
  await expect(panel).toContainText('Черновик вставлен')
  const field = page.getByRole('textbox', { name: 'Ответ покупателю' })
  await field.press('End')
  await field.pressSequentially(' Хорошего дня.')
  await expect(panel).toContainText('Черновик изменён вами')
  await page.getByRole('button', { name: 'Отправить' }).click()
  await operator.isAskedToTakeBack()

  await operator.returnsTo('Ручка отломилась на третий день')
  await operator.sees('Ответ опубликован')
  await expect(panel).toBeHidden()
})

test('where a person must answer there is no draft, and it says so', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 1, text: 'После крема аллергия по всему лицу' })
  await operator.opens('После крема аллергия по всему лицу')

  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel).toContainText('Нужен ответ человека: здоровье')
  await expect(panel.getByRole('button', { name: 'Вставить' })).toHaveCount(0)
})

test('a draft that is put in on the train is named with the reply when it leaves', { tag: '@once' }, async ({
  operator,
  shop,
  page,
  context,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Замок заедает с первого дня' })
  await operator.opens('Замок заедает с первого дня')
  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()
  await operator.isReadyForOffline()

  await context.setOffline(true)
  await panel.getByRole('button', { name: 'Вставить' }).click()
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await operator.sees('Ожидает отправки')
  await operator.returnsTo('Замок заедает с первого дня')
  await operator.sees('Ожидает отправки')

  const sent = page.waitForRequest((request) => request.postData()?.includes('mutation SendReply') ?? false)
  await context.setOffline(false)
  const { variables } = (await sent).postDataJSON() as { variables: { input: { draftId?: string | null } } }
  expect(variables.input.draftId).toBeTruthy()
  await operator.sees('Ответ опубликован')
})

test('a row says that its draft is ready, and the inbox can be narrowed to such rows', { tag: '@once' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 2, text: 'Пряжка погнулась быстро' })
  await shop.buyer.review({ rating: 5, text: 'Удобный ремень' })
  await operator.opens('Пряжка погнулась быстро')
  await expect(
    page.getByRole('region', { name: 'AI-черновик' }).getByRole('button', { name: 'Вставить' }),
  ).toBeVisible()
  await operator.opensInbox()
  await expect(operator.row('Пряжка погнулась быстро')).toHaveAccessibleName(/Черновик готов/)
  await expect(operator.row('Удобный ремень')).toHaveAccessibleName(/^(?!.*Черновик готов)/)

  await page.getByRole('button', { name: 'Фильтры' }).click()
  const sheet = page.getByRole('dialog', { name: 'Фильтры' })
  await sheet.getByRole('radiogroup', { name: 'Черновик' }).getByText('Готов').click()
  await sheet.getByRole('button', { name: 'Показать 1' }).click()
  await expect(operator.row('Пряжка погнулась быстро')).toBeVisible()
  await expect(operator.row('Удобный ремень')).toHaveCount(0)

  await page.getByRole('button', { name: 'Убрать фильтр: Черновик готов' }).click()
  await expect(operator.row('Удобный ремень')).toBeVisible()
})

test('D puts the draft in, and no letter of it gets into the answer', { tag: '@desktop' }, async ({
  operator,
  shop,
  page,
}) => {
  await operator.startsWork()
  await shop.buyer.review({ rating: 5, text: 'Отлично!' })
  await operator.opens('Отлично!')
  const panel = page.getByRole('region', { name: 'AI-черновик' })
  await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()

  const another = page.waitForRequest((request) => request.postData()?.includes('mutation GenerateDraft') ?? false)
  await page.keyboard.press('g')
  expect((await another).postDataJSON()).toMatchObject({ variables: { input: { force: true } } })
  await expect(panel.getByRole('button', { name: 'Вставить' })).toBeVisible()
  await page.keyboard.press('d')

  await expect(operator.field).toBeFocused()
  await expect(operator.field).toHaveValue(/^Анна, здравствуйте! .*[.!]$/)
})

test(
  'drafts for chosen items are prepared at once and stand in the queue, ready to be approved',
  { tag: '@once' },
  async ({ operator, shop, page }, info) => {
    await operator.startsWork()
    for (const text of ['Швы разошлись', 'Краска облезла']) {
      await shop.buyer.review({ rating: 2, text })
      await expect(operator.row(text)).toBeVisible()
    }
    await page.getByRole('button', { name: 'Ещё', exact: true }).first().click()
    await page.getByRole('menuitem', { name: 'Выбрать' }).click()
    await page.getByRole('button', { name: 'Выбрать все 2' }).click()
    const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' })
    await bar.getByRole('button', { name: 'Подготовить черновики' }).click()
    await operator.sees('Черновики готовы: 2')
    await page.screenshot({ path: info.outputPath('prepared.png') })

    await bar.getByRole('button', { name: 'Проверить и отправить' }).click()
    await expect(operator.field).toHaveValue(/Нам жаль, что товар вас огорчил/)
    await page.screenshot({ path: info.outputPath('queue-draft.png') })
    await page.getByRole('button', { name: 'Одобрить', exact: true }).click()
    await expect(page.getByText('2 из 2')).toBeVisible()
    await expect(operator.field).not.toHaveValue('')
    await operator.field.fill('Спасибо за отзыв, передали мастерам.')
    await expect(page.getByText('Черновик изменён вами')).toBeVisible()
    await page.getByRole('button', { name: 'Одобрить', exact: true }).click()
    await page.getByRole('button', { name: 'Отправить 2' }).click()
    await operator.sees('Отправлено 2')

    const answers = await Promise.all(['Швы разошлись', 'Краска облезла'].map((each) => shop.answersTo(each)))
    expect(answers.flat()).toHaveLength(2)
    expect(answers.flat()).toContain('Спасибо за отзыв, передали мастерам.')
  },
)
