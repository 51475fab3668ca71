import { expect, test } from 'vitest'
import { hasHiddenComplaint } from './hidden-complaint.ts'

const praise = { text: 'Отлично!', pros: '', cons: '' }

test.each([
  ['Отлично, но есть запах'],
  ['Хорошая, однако линяет'],
  ['Не как на фото'],
  ['К сожалению, маловата'],
  ['Всё супер, жаль цвет не тот'],
  ['Чуть-чуть большемерит'],
  ['Отличается от описания'],
  ['Всё хорошо, не хватает кармана'],
  ['Красивый набор. Не хватает одной детали, а слов нет'],
  ['Пришёл недокомплект'],
  ['Минусы есть'],
  ['Плюсов много. Нет, минус один: запах'],
  ['Запах ужасный'],
  ['Без резкого запаха, но маломерит'],
  ['Всё нравится, минусов нет, только молния заедает'],
  ['Недостатков не нашла, кроме цвета'],
  ['Туалетная вода без запаха вообще, пустая'],
  ['Денег нет. Проблем масса'],
  ['Много минусов. Нет карманов'],
])('EX-18: five stars and «%s» hide a complaint', (text) => {
  expect(hasHiddenComplaint({ ...praise, text }, 5)).toBe(true)
})

test.each([
  ['Отлично!'],
  ['Отличный минимализм'],
  ['Ношу с удовольствием, новое платье'],
  ['Брактеат понравился'],
  ['Проблеск солнца'],
  ['Жалюзи ровные'],
  ['Не хватает слов, как понравилось'],
  ['Слов просто не хватает'],
  ['Лучше не найти'],
  ['Хватает на весь день'],
  ['Минусов нет'],
  ['Недостатков не обнаружила'],
  [''],
])('five stars and «%s» hide nothing', (text) => {
  expect(hasHiddenComplaint({ ...praise, text }, 5)).toBe(false)
})

test.each([
  ['нет'],
  ['Нет.'],
  ['Не нашёл'],
  ['не нашла!'],
  ['Не обнаружено'],
  ['-'],
  ['—'],
  ['...'],
  ['Без минусов'],
  ['Не обнаружила'],
  ['Минусов нет!'],
  ['Отсутствуют'],
  [' '],
])('the drawback «%s» is none', (cons) => {
  expect(hasHiddenComplaint({ ...praise, cons }, 5)).toBe(false)
})

test.each([['Нитки торчат'], ['нет кармана'], ['Не обнаружила инструкции'], ['👎']])(
  'the drawback «%s» is one',
  (cons) => {
    expect(hasHiddenComplaint({ ...praise, cons }, 4)).toBe(true)
  },
)

test('a complaint among the advantages counts as well', () => {
  expect(hasHiddenComplaint({ ...praise, pros: 'Ткань хорошая, но маломерит' }, 5)).toBe(true)
})

test('three stars, or none, have nothing to hide', () => {
  expect(hasHiddenComplaint({ ...praise, cons: 'Нитки' }, 3)).toBe(false)
  expect(hasHiddenComplaint({ ...praise, cons: 'Нитки' }, null)).toBe(false)
})
