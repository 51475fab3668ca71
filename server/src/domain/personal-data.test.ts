import { expect, test } from 'vitest'
import { leastCpuMs } from '../../testkit/cpu-time.ts'
import { hasPersonalData, isLuhnValid, maskPersonalData } from './personal-data.ts'

test.each([
  ['a card', 'Карта 4276380012345678', false],
  ['a card', 'Карта 4111111111111111', 'Карта •••• 1111'],
  ['a phone in odd groups', 'тел 8 999 1 234 567', 'тел •••• 67'],
  ['a phone digit by digit', 'мой 8 9 9 9 1 2 3 4 5 6 7', 'мой •••• 67'],
  ['a phone in pairs', '+7 99 91 23 45 67', '•••• 67'],
  ['a phone in brackets without the country', 'тел (916) 123-45-67!', 'тел •••• 67!'],
  ['two phones', '89161234567 и 916 123 45 68', '•••• 67 и •••• 68'],
  ['prices that rise', 'по 900 950 1000 рублей', false],
  ['an article of eleven digits', 'Артикул 89123456789', false],
  ['a card in groups', 'на 4111 1111 1111 1111, пожалуйста', 'на •••• 1111, пожалуйста'],
  ['a card with hyphens', '4111-1111-1111-1111', '•••• 1111'],
  ['a card with zero-width blanks', '4111\u200b1111\u200b1111\u200b1111', '•••• 1111'],
  ['sixteen digits that are no card', 'заказ 1234567812345678', false],
  ['seventeen digits', '41111111111111111', false],
  ['a phone', 'Звоните 89161234567!', 'Звоните •••• 67!'],
  ['a phone with +7', '+79161234567', '•••• 67'],
  ['a phone in brackets', '8 (916) 123-45-67', '•••• 67'],
  ['a phone with dots', '8.916.123.45.67', '•••• 67'],
  ['a phone with no-break spaces', '+7\u00a0916\u00a0123\u00a045\u00a067', '•••• 67'],
  ['a phone without a code', 'тел 916 123-45-67', 'тел •••• 67'],
  ['a city phone', '+7 (495) 123-45-67', '•••• 67'],
  ['a phone of another country', '+375 (29) 123-45-67', '•••• 67'],
  ['an e-mail', 'пишите anna.k@mail.ru.', 'пишите a•••@mail.ru.'],
  ['a Cyrillic e-mail', 'почта@яндекс.рф', 'п•••@яндекс.рф'],
  ['an e-mail that is a phone', '89161234567@mail.ru', '8•••@mail.ru'],
  ['a passport', 'паспорт 4512 345678', 'паспорт •••• ••••••'],
  ['a passport in three groups', '45 12 345678', '•••• ••••••'],
  ['a passport with a number sign', '4512 № 345678', '•••• ••••••'],
  ['a passport without a blank', 'Паспорт: 4512345678', 'Паспорт: •••• ••••••'],
  ['a passport in words', 'паспорт серия 4510 номер 123456', 'паспорт серия •••• ••••••'],
  ['a passport with a comma', 'серия 4510, № 123456', 'серия •••• ••••••'],
  ['a passport in two lines', 'Серия: 45 10\nНомер: 123456, выдан', 'Серия: •••• ••••••, выдан'],
  ['full-width digits', 'тел ＋７９１２３４５６７８９', 'тел •••• 89'],
  ['a full-width mailbox', '😀 ｉｖａｎ＠mail.ru, №5…', '😀 i•••@mail.ru, №5…'],
  ['digits in boxes', '8\ufe0f\u20e39\ufe0f\u20e3123456789!', '•••• 89!'],
  ['a phone with slashes', '8/912/345/67/89', '•••• 89'],
  ['a phone with underscores', 'мой:8_912_345_67_89.', 'мой:•••• 89.'],
  ['a phone with minus signs', '8−912−345−67−89', '•••• 89'],
  ['a mailbox with blanks', 'пишите ivan @ mail.ru', 'пишите i•••@ mail.ru'],
  ['a batch', 'серия 4512345678', false],
  ['a series and an article', 'серия 4510, артикул 123456', false],
  ['a series and a price', 'Сериал 4510 №12, 123 456 руб.', false],
  ['sizes', '50/52/54/56/58/60/62/64, рост 158/164/170, 80_90_100', false],
  ['sizes of children', '80/86/92/98/104/110/116', false],
  ['a range of dates', '01/02/2026–05/02/2026', false],
  ['articles with an underscore or a slash', 'арт. 1234_567890 и 1234/567890', false],
  ['prices', '1 200/1 500/8 990 ₽', false],
  ['a size in full width', 'размер ４８－５０ за １５００', false],
  ['a name behind a blank and a sign', 'привет @ всем, 100 @ 5.99', false],
  ['ten digits alone', 'стикер 4512345678', false],
  ['a barcode', '2000000012345', false],
  ['an article', 'артикул 282955222', false],
  ['a size and a price', 'размер 48-50 за 1500', false],
  ['a date', '01.02.2026 12:30', false],
  ['a name with an at sign', '@anna, привет', false],
  ['nothing personal', 'Подошва отклеилась', false],
])('%s in «%s»', (_, text, masked) => {
  expect(maskPersonalData(text)).toBe(masked || text)
  expect(hasPersonalData(text)).toBe(masked !== false)
})

test('several pieces of personal data in one text are all masked, and masking twice changes nothing', () => {
  const masked = maskPersonalData('4111 1111 1111 1111, a@b.ru, +7 916 123-45-67')

  expect(masked).toBe('•••• 1111, a•••@b.ru, •••• 67')
  expect(maskPersonalData(masked)).toBe(masked)
})

test.each([
  ['4111111111111111', true],
  ['4111111111111112', false],
  ['0', true],
  ['18', true],
  ['81', false],
  ['', false],
])('the check digit of %s', (digits, valid) => {
  expect(isLuhnValid(digits)).toBe(valid)
})

test('one wrong digit always breaks the check', () => {
  const card = '4111111111111111'

  for (let place = 0; place < card.length; place++) {
    const wrong = card.slice(0, place) + ((Number(card[place]) + 1) % 10) + card.slice(place + 1)
    expect(isLuhnValid(wrong)).toBe(false)
  }
})

test.each([
  ['digits with separators after a plus', '+1 - 2 - 3 - 4 - 5 - 6 - 7 - 8 - 9 - '],
  ['the same, broken off', '+1 - 2 - 3 … 23456789'],
  ['a plus before every digit', '+1   '],
  ['brackets', '+1()2()3'],
  ['pluses', '+'],
  ['blanks', '+7                                  '],
  ['letters', 'a'],
  ['letters and dots', 'a.'],
  ['mailboxes without an end', 'a@b.'],
  ['signs of mailboxes', '@'],
  ['digits', '8'],
  ['digits apart', '8  '],
  ['pairs of digits', '12 '],
  ['series without a number', '12 34 № '],
  ['passports without a number', 'паспорт 1'],
  ['series in words', 'серия 45 10, '],
  ['blanks behind a series', 'серия 4510    номер   '],
  ['full-width digits', '＋１　'],
  ['accents of two kinds', '1\u0301\u0323'],
  ['accents without end', `1${'\u0301\u0323'.repeat(2500)}`],
  ['mailboxes apart', 'a @ '],
  ['blanks that nobody sees', '+1\u200b2\u200b'],
])('nobody’s text takes long, not even five thousand characters of %s', (_, part) => {
  const text = part.repeat(Math.ceil(5000 / part.length))
  expect(leastCpuMs(() => maskPersonalData(text))).toBeLessThan(30)
})
