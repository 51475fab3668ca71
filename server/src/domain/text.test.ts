import { expect, test } from 'vitest'
import { allMatches, compile, firstMatch, isBlank, matches, norm, tokenize } from './text.ts'

test.each([
  ['capitals', 'БРАК', 'брак'],
  ['ё', 'Пришёл', 'пришел'],
  ['ё of two characters', 'Прише\u0308л', 'пришел'],
  ['й of two characters', 'Каи\u0306ма', 'кайма'],
  ['a stress mark', 'бра\u0301к', 'брак'],
  ['a zero-width space', 'бр\u200bак', 'брак'],
  ['a zero-width joiner', 'бр\u200dак', 'брак'],
  ['a byte order mark', '\ufeffбрак', 'брак'],
  ['a soft hyphen', 'бра\u00adк', 'брак'],
  ['a directional mark', 'бра\u200fк', 'брак'],
  ['Latin letters inside', 'бpaк', 'брак'],
  ['Latin capitals inside', 'БPAК', 'брак'],
  ['Latin h and b inside', 'hoвыb', 'новыв'],
  ['digits for letters', 'в0звpат и 3амена', 'возврат и замена'],
  ['fullwidth letters', 'ＧＰＴ', 'gpt'],
  ['ligatures', 'ﬁt', 'fit'],
  ['circled digits', '①', '1'],
  ['letters apart', 'б р а к', 'брак'],
  ['letters apart by dots', 'Б.Р.А.К.', 'брак'],
  ['letters apart by no-break spaces', 'б\u00a0р\u00a0а\u00a0к', 'брак'],
  ['letters apart of which one is Latin', 'б p а к', 'брак'],
  ['Latin letters apart alone', 'o p t', 'o p t'],
  ['a Latin letter with an accent', 'бp\u00e1к', 'брак'],
  ['a Latin letter with an accent of its own', 'бpa\u0301к', 'брак'],
  ['й with an accent', 'каи\u0306\u0301ма', 'кайма'],
  ['punctuation', '«Отлично!» — и точка…', 'отлично и точка'],
  ['a hyphen', 'чат-бот', 'чат бот'],
  ['emoji', 'брак👍🏽супер❤️', 'брак супер'],
  ['underscores', 'не_тот', 'не тот'],
  ['nothing', '', ''],
  ['no letters at all', ' … 👍 !!! ', ''],
])('%s make no difference to a word', (_, text, words) => {
  expect(norm(text)).toBe(words)
})

test('Latin words stay Latin, and their digits stay digits', () => {
  expect(norm('iPhone 13 Pro, size 30, xxl')).toBe('iphone 13 pro size 30 xxl')
})

test.each([
  ['nothing', ''],
  ['blanks of every width', ' \t\n\u00a0\u2003\u3000'],
  ['a zero-width space and a word joiner', '\u200b\u2060'],
  ['joiners', '\u200c\u200d'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['directional marks', '\u200e\u200f\u202a\u202c\u2066\u2069'],
  ['Braille of no dots', '\u2800'],
  ['the Hangul filler', '\u3164'],
  ['the Hangul filler of half width', '\uffa0'],
  ['a filler for the first sound', '\u115f'],
  ['a filler for the second sound', '\u1160'],
  ['the Mongolian vowel separator', '\u180e'],
  ['Khmer vowels that are not shown', '\u17b4\u17b5'],
  ['invisible signs of mathematics', '\u2061\u2062\u2063\u2064'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['a tag', '\u{e0041}'],
  ['a note without a head', '\u{1d159}'],
  ['Egyptian blanks', '\u{13441}\u{13442}'],
  ['an accent on nothing', '\u0301'],
  ['control characters', '\u0001\u007f'],
])('of %s nothing can be seen', (_, text) => {
  expect(isBlank(text)).toBe(true)
})

test.each(['я', 'w', '1', '.', '+', '👍', '❤️', '👩‍👩‍👧', '🇷🇺', '4️⃣', '한', '⠁', '\u200bя\u2060'])(
  '«%s» can be seen',
  (text) => {
    expect(isBlank(text)).toBe(false)
  },
)

test('two single letters in a row are two words', () => {
  expect(norm('а я в магазине')).toBe('аяв магазине')
  expect(norm('я в магазине')).toBe('я в магазине')
})

test.each([
  ['the very word', 'брак', 'Это брак!', 'брак'],
  ['a beginning', 'дефект*', 'Много дефектов', 'дефектов'],
  ['a beginning that is the whole word', 'дефект*', 'дефект', 'дефект'],
  ['words in a row', 'не тот', 'Размер НЕ  тот.', 'НЕ  тот'],
  ['a row that ends with a beginning', 'не работа*', 'Кнопка не работает', 'не работает'],
  ['words with none between', 'вместо … заказ*', 'вместо заказа', 'вместо заказа'],
  ['words with one between', 'вместо … заказ*', 'вместо моего заказа', 'вместо моего заказа'],
  ['words with two between', 'вместо … заказ*', 'вместо этого моего заказа', 'вместо этого моего заказа'],
  ['a start that fails and then fits', 'не … тот', 'не не он тот', 'не не он тот'],
  ['a phrase with ё', 'подойдёт', 'Подойдет', 'Подойдет'],
  ['a word with a zero-width space', 'брак', 'тут бр\u200bак,', 'бр\u200bак'],
  ['a word of Latin look-alikes', 'брак', 'тут бpaк', 'бpaк'],
  ['letters apart', 'брак', 'тут б р а к.', 'б р а к'],
  ['letters apart of which one is Latin', 'бот', 'Это б o т.', 'б o т'],
  ['a Latin letter with an accent', 'бот', 'Это бo\u0301т.', 'бo\u0301т'],
  ['a word behind an emoji', 'брак', '👍🏽 брак', 'брак'],
  ['a word behind a letter that grows', 'брак', '™ﬁ брак', 'брак'],
])('%s is found where it stands in the original', (_, phrase, text, found) => {
  const match = firstMatch(compile(phrase), text)

  expect(match?.phrase).toBe(phrase)
  expect(text.slice(match?.start, match?.end)).toBe(found)
})

test.each([
  ['но', 'отлично'],
  ['но', 'Отлично-отлично'],
  ['рост', 'просто'],
  ['рост', 'ростки'],
  ['вес', 'весной'],
  ['вес*', 'навес'],
  ['суд', 'посуда'],
  ['скол', 'осколок'],
  ['брак', 'бракованный'],
  ['не тот', 'не только'],
  ['не тот', 'не вот тот'],
  ['вместо … заказ*', 'вместо этого вот моего заказа'],
  ['вместо … заказ*', 'заказ вместо'],
  ['бот', 'боты'],
  ['ии', 'гарантии'],
])('«%s» is not in «%s»', (phrase, text) => {
  expect(matches(compile(phrase), text)).toBe(false)
})

test('a list is compared as a whole, and the first in the text is told', () => {
  const phrases = compile(`
    брак, дефект*,
    не тот`)

  expect(firstMatch(phrases, 'Размер не тот, и вообще брак')?.phrase).toBe('не тот')
  expect(allMatches(phrases, 'Не тот, дефекты, брак').map(({ phrase }) => phrase)).toEqual([
    'не тот',
    'дефект*',
    'брак',
  ])
  expect(firstMatch(phrases, 'Всё хорошо')).toBeNull()
})

test('a phrase that lies in an exception does not count, and another one in the same text does', () => {
  const phrases = compile('робот, !робот* пылесос*')

  expect(matches(phrases, 'Робот-пылесос моет полы')).toBe(false)
  expect(firstMatch(phrases, 'Робот-пылесос хорош, а отвечает робот')?.start).toBe(32)
  expect(matches(phrases, 'Пылесос и робот')).toBe(true)
  expect(matches(compile('!робот пылесос'), 'Робот-пылесос')).toBe(false)
})

test('a text that is cut once can be compared with many lists', () => {
  const tokens = tokenize('Пришёл брак')

  expect(matches(compile('брак'), tokens)).toBe(true)
  expect(matches(compile('пришел'), tokens)).toBe(true)
})

test('a list with a phrase that can never match is a mistake', () => {
  expect(() => compile('слово, чат-бот')).toThrow('чат-бот')
  expect(() => compile('*')).toThrow('Expected a word')
})

test('every token stands where it says, whatever surrounds it', () => {
  const odd = ['\u200b', '👍', '™', 'ﬁ', '\u0301', '…', ' ', '-', 'Ё', 'е\u0308']

  for (const before of odd) {
    for (const behind of odd) {
      const text = `${before} слово ${behind}`
      const token = tokenize(text).find(({ word }) => word === 'слово')
      expect(text.slice(token?.start, token?.end)).toBe('слово')
    }
  }
})
