import { bundledGuardrails, checkReply, type Finding } from '@agentiq/server/rules'
import { expect, test } from 'vitest'
import { byGravity, piecesOf, placeFor, rangeOf, stillThere, withServers } from './findings.ts'

const check = (text: string, channel = 'review') =>
  checkReply(bundledGuardrails, text, { channel, buyerText: 'Хороший товар', intent: null, wasSent: () => false })

const first = (text: string, channel?: string): Finding => {
  const finding = check(text, channel).find(({ phrase }) => phrase !== '')
  if (!finding) throw new Error('Nothing was found.')
  return finding
}

test.each(['вы ошиблись', '👍 вы ошиблись', '👩‍👩‍👧 Увы, вы ошиблись 😀'])(
  'what is selected of «%s» is the phrase',
  (text) => {
    const { start, end } = rangeOf(text, first(text, 'chat'))

    expect(text.slice(start, end)).toBe('вы ошиблись')
  },
)

test('a phrase that was moved or mended is there no longer', () => {
  const finding = first('Увы, вы ошиблись', 'chat')

  expect(stillThere('Увы, вы ошиблись!', finding)).toBe(true)
  expect(stillThere('Нет, увы, вы ошиблись', finding)).toBe(false)
  expect(stillThere('', finding)).toBe(false)
})

test('a text is cut at its marks, and the graver of two shows', () => {
  const text = '👍 Вернём вам деньги, уважаемый клиент'

  expect(piecesOf(text, check(text))).toEqual([
    { text: '👍 ', severity: null },
    { text: 'Вернём вам деньги', severity: 'block' },
    { text: ', ', severity: null },
    { text: 'уважаемый клиент', severity: 'warn' },
  ])
  expect(piecesOf('', [])).toEqual([])
})

test('what blocks stands before what is advice', () => {
  expect(byGravity(check('Уважаемый клиент, сами виноваты!')).map(({ code }) => code)).toEqual(['blame', 'jargon'])
})

test('what only the server knows to find stays until it is mended', () => {
  const secret: Finding = { ...first('Вы ошиблись', 'chat'), code: 'promise', phrase: 'открытку', start: 8, end: 16 }
  const text = 'Положим открытку'

  expect(withServers([], text, [secret])).toEqual([secret])
  expect(withServers([secret], text, [secret])).toEqual([secret])
  expect(withServers([], 'Положим письмо', [secret])).toEqual([])
})

test.each([
  ['Мы вернём вам деньги в течение дня.', 'Нам жаль, что так вышло. Передали информацию.'],
  ['Здравствуйте! Мы вернём вам деньги. Ждём!', 'Здравствуйте! Нам жаль, что так вышло. Передали информацию. Ждём!'],
  ['Анна,\nмы вернём вам деньги\nСпасибо', 'Анна,\nНам жаль, что так вышло. Передали информацию\nСпасибо'],
  ['👍 вернём деньги', '👍 Нам жаль, что так вышло. Передали информацию'],
])('a sentence takes the place of the sentence: %s', (text, mended) => {
  const finding = first(text)
  const { start, end } = placeFor(text, finding)

  expect(text.slice(0, start) + finding.hint + text.slice(end)).toBe(mended)
})

test('a word takes the place of the word', () => {
  const text = 'Товар едет на ФБО, ждём.'
  const finding = first(text, 'chat')
  const { start, end } = placeFor(text, finding)

  expect(text.slice(0, start) + finding.hint + text.slice(end)).toBe('Товар едет на склад WB, ждём.')
})
