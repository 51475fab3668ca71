import { expect, test } from '../support/world.ts'

const scheme = { name: 'схема.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 схема сборки') }
const picture = {
  name: 'полка.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}
const empty = { name: 'пусто.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }
const page = { name: 'страница.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') }

test('files chosen in a chat are judged, shown with their sizes, and reach the buyer with the words', async ({
  operator,
  shop,
  page: screen,
}, info) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Как собрать полку?', clientName: 'Олег' })
  await operator.opens('Как собрать полку?')

  await screen.getByRole('button', { name: 'Добавить', exact: true }).click()
  const chooser = screen.waitForEvent('filechooser')
  await screen.getByRole('menuitem', { name: 'Файл' }).click()
  await (await chooser).setFiles([scheme, page, picture, empty])
  await operator.sees('страница.png: WB принимает только JPEG, PNG и PDF')
  await operator.sees('пусто.png: Файл пустой')
  const strip = screen.getByRole('list', { name: 'Файлы к сообщению' })
  await expect(strip.getByRole('listitem')).toHaveText(['схема.pdf · 1 КБ', 'полка.png · 1 КБ'])
  await expect(strip.locator('img')).toHaveAttribute('src', /^blob:/)
  await operator.field.fill('Олег, вот схема сборки.')
  await screen.screenshot({ path: info.outputPath('chosen.png') })

  await screen.getByRole('button', { name: 'Отправить', exact: true }).click()
  await operator.isAskedToTakeBack()
  await operator.returnsTo('Как собрать полку?')
  await expect(operator.thread.getByText('схема.pdf')).toBeVisible()
  await expect(operator.thread.getByText('Отправлено', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(operator.thread.getByRole('link', { name: /схема\.pdf/ })).toBeVisible()
  await screen.screenshot({ path: info.outputPath('sent.png') })
  expect(await shop.sentMessages()).toEqual(['Олег, вот схема сборки.'])
})

test('a file chosen without a network survives a reload, and goes once when the network is back', {
  tag: '@once',
}, async ({ operator, shop, page: screen, context }) => {
  await operator.startsWork()
  await shop.buyer.chat({ text: 'Пришлите паспорт изделия', clientName: 'Вера' })
  await operator.opens('Пришлите паспорт изделия')
  await operator.isReadyForOffline()
  await context.setOffline(true)
  await screen.locator('input[type=file]').setInputFiles([scheme])
  await operator.sees('схема.pdf')
  await screen.waitForTimeout(500)

  await screen.reload()
  await operator.sees('схема.pdf')
  await screen.getByRole('button', { name: 'Отправить', exact: true }).click()
  await operator.sees('Отправим, когда появится связь')
  await expect(operator.thread.getByText('схема.pdf')).toBeVisible()
  await context.setOffline(false)

  await expect(operator.thread.getByText('Отправлено', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(operator.thread.getByRole('link', { name: /схема\.pdf/ })).toBeVisible()
  expect(await shop.sentMessages()).toEqual([''])
})

test(
  'a file that WB lost is named under the message, and goes at a press',
  { tag: '@once' },
  async ({ operator, shop, page: screen }, info) => {
    await operator.startsWork()
    await shop.buyer.chat({ text: 'Есть инструкция на русском?', clientName: 'Анна' })
    await operator.opens('Есть инструкция на русском?')
    await shop.meets({ lastFileFails: true })
    await screen.locator('input[type=file]').setInputFiles([picture, scheme])
    await operator.answers('Анна, инструкция в файле.')
    await operator.isAskedToTakeBack()

    await operator.returnsTo('Есть инструкция на русском?')
    await expect(operator.thread.getByText('Отправлено без 1 файла')).toBeVisible({ timeout: 60_000 })
    await shop.meets({ lastFileFails: false })
    await screen.screenshot({ path: info.outputPath('lost.png') })
    await operator.thread.getByRole('button', { name: 'Отправить файлы' }).click()

    await expect(operator.thread.getByRole('link', { name: /схема\.pdf/ })).toBeVisible({ timeout: 60_000 })
    await expect(operator.thread.getByText('Отправлено без 1 файла')).toHaveCount(0)
    const sent = ['Анна, инструкция в файле.', '']
    await expect.poll(() => shop.sentMessages(), { timeout: 30_000 }).toEqual(sent)
    await expect(operator.thread.getByText('Отправлено', { exact: true })).toHaveCount(2, { timeout: 60_000 })
  },
)
