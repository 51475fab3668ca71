import { expect, test } from 'vitest'
import { leastCpuMs } from '../../testkit/cpu-time.ts'
import { fillTemplate, fitsItem, type TemplateFacts, unfilledIn } from './template.ts'

const facts: TemplateFacts = {
  customerName: 'Козлова Марина',
  productName: 'Термокружка',
  article: '146168367',
  shopName: 'Flax Store',
}

test('every variable is filled with what is known of the item', () => {
  const text = '{имя}, здравствуйте! {Товар}, артикул {артикул}. Ваш {магазин}'

  expect(fillTemplate(text, facts)).toBe('Марина, здравствуйте! Термокружка, артикул 146168367. Ваш Flax Store')
})

test.each([
  ['{имя}, здравствуйте!', 'Здравствуйте!'],
  ['Здравствуйте, {имя}!', 'Здравствуйте!'],
  ['Спасибо, {имя}, за отзыв!', 'Спасибо за отзыв!'],
  ['Добрый день! {имя}, жаль, что так вышло.', 'Добрый день! Жаль, что так вышло.'],
  ['Здравствуйте!\n{имя}, спасибо.', 'Здравствуйте!\nСпасибо.'],
  ['Дорогая {имя}, спасибо', 'Дорогая, спасибо'],
  ['{имя}! Спасибо за отзыв', 'Спасибо за отзыв'],
])('without a name «%s» reads «%s»', (text, filled) => {
  expect(fillTemplate(text, { ...facts, customerName: 'Курченко' })).toBe(filled)
})

test('what is not known stays where it is and is found there', () => {
  const filled = fillTemplate('О {товар} спросите в {магазин}', { ...facts, productName: null, shopName: ' ' })

  expect(filled).toBe('О {товар} спросите в {магазин}')
  expect(unfilledIn(filled)).toEqual([
    { name: 'товар', start: 2, end: 9 },
    { name: 'магазин', start: 21, end: 30 },
  ])
})

test('a value that looks like a variable is not filled again', () => {
  expect(fillTemplate('{товар}', { ...facts, productName: 'Кружка {имя}' })).toBe('Кружка {имя}')
})

test('braces around anything but a word are just text', () => {
  expect(unfilledIn('{} {12} { "a": 1 } :-{ [см. фото] [Имя файла]')).toEqual([])
})

test('a place with an accent or a sign without width, or in square brackets, still has to be filled', () => {
  for (const text of [
    '{и\u0301мя}, здравствуйте',
    '{им\u200bя}, здравствуйте',
    '[имя], здравствуйте',
    '[ Товар ] в пути',
  ]) {
    expect(unfilledIn(fillTemplate(text, facts))).toHaveLength(1)
  }
})

test.each([
  ['Проверили заказ ••••, передали', '••••'],
  ['Написали на i•••@mail.ru', '•••'],
  ['С уважением, [Название магазина]', '[Название магазина]'],
  ['С уважением, [ имя ]', '[ имя ]'],
  ['[Имя покупателя], спасибо', '[Имя покупателя]'],
  ['Ждём по заказу [номер вашего заказа]', '[номер вашего заказа]'],
  ['Возьмите [укажите размер из таблицы]', '[укажите размер из таблицы]'],
  ['Команда [ваш бренд]', '[ваш бренд]'],
  ['<имя>, спасибо', '<имя>'],
  ['С уважением, [Your Name]', '[Your Name]'],
])('«%s» still has a place to be filled', (text, place) => {
  expect(unfilledIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([place])
})

test.each([
  'Сравните [1] и [см. фото]',
  'Нажмите [Enter] или <Insert>',
  'Смотрите [Имя файла] и [товар с витрины]',
  'Замеры [по изделию]: 40 см',
  '• Стирка при 30°\n• Сушка на воздухе',
  'Носите при t < 5 и > -10',
  'Размер [S], цвет <3',
  'Модель [номер 5] и [размер 46]',
  'Спасибо! ❤ … • и всё',
])('«%s» may be sent as it stands', (text) => {
  expect(unfilledIn(text)).toEqual([])
})

test('a text of twenty thousand characters is looked through in no time', () => {
  for (const part of ['[имя ', '[ ', '<укажите ', '[вставьте а', '•', '[название магазина ', '{а ']) {
    const text = part.repeat(Math.ceil(20_000 / part.length))
    expect(leastCpuMs(() => unfilledIn(text))).toBeLessThan(50)
  }
})

test('a template is offered where its channel, its topic and its ratings fit', () => {
  const template = { isActive: true, channels: ['review'], intent: null, ratingMin: 1, ratingMax: 3 }
  const review = { channel: 'review', intent: 'wrong_item', rating: 2 }

  expect(fitsItem(template, review)).toBe(true)
  expect(fitsItem(template, { ...review, rating: 4 })).toBe(false)
  expect(fitsItem(template, { ...review, rating: null })).toBe(false)
  expect(fitsItem(template, { ...review, channel: 'chat' })).toBe(false)
  expect(fitsItem({ ...template, intent: 'sizing_fit' }, review)).toBe(false)
  expect(fitsItem({ ...template, isActive: false }, review)).toBe(false)
  expect(fitsItem({ ...template, channels: ['review', 'chat'] }, { ...review, channel: 'chat', rating: null })).toBe(
    true,
  )
  expect(fitsItem({ ...template, ratingMin: null, ratingMax: null }, { ...review, rating: null })).toBe(true)
})
