import { expect, test } from 'vitest'
import { buyerWordsOf, chatTextOf, previewOf, previewText } from './preview.ts'

const image = { kind: 'image', name: null } as const
const receipt = { kind: 'file', name: 'чек.pdf' } as const

test.each([
  ['words as they are', ' Здравствуйте! ', [], 'Здравствуйте!'],
  ['words rather than pictures', 'Вот фото', [image], 'Вот фото'],
  ['one picture', null, [image], '[Изображение]'],
  ['two pictures', '', [image, image], '[2 изображений]'],
  ['five pictures', ' ', [image, image, image, image, image], '[5 изображений]'],
  ['a file by its name', null, [receipt], '[Файл: чек.pdf]'],
  ['a file rather than pictures', null, [image, receipt], '[Файл: чек.pdf]'],
  ['a file without a name', null, [{ kind: 'file', name: null }], '[Файл]'],
] as const)('a message shows %s', (_, text, attachments, line) => {
  const preview = previewOf({ text, attachments })

  expect(preview && previewText(preview)).toBe(line)
})

test('a message with neither words nor attachments shows nothing', () => {
  expect(previewOf({ text: ' ', attachments: [] })).toBeNull()
})

test('the text of a chat is its last words, not those of the marketplace', () => {
  const said = { attachments: [], isAuto: false, status: 'sent' } as const
  const question = { ...said, id: '1', author: 'buyer', text: 'Где заказ?', sentAt: new Date(1) } as const
  const notice = { ...said, id: '2', author: 'system', text: 'Чат создан', sentAt: new Date(2) } as const

  expect(chatTextOf([question, notice])).toBe('Где заказ?')
  expect(chatTextOf([notice])).toBeNull()
})

test('the buyer’s words in a chat are his last twenty messages, and nobody else’s', () => {
  const said = { attachments: [], isAuto: false, status: 'sent' } as const
  const message = (author: 'buyer' | 'seller' | 'system', text: string | null, at: number) => {
    return { ...said, id: String(at).padStart(3, '0'), author, text, sentAt: new Date(at) }
  }
  const talk = [
    message('buyer', ' Молния сломалась ', 1),
    message('seller', 'Сочувствуем', 2),
    message('buyer', null, 3),
    message('system', 'Чат создан', 4),
    message('buyer', 'Что делать?', 5),
  ]

  expect(buyerWordsOf(talk)).toBe('Молния сломалась\nЧто делать?')
  expect(buyerWordsOf([message('seller', 'Здравствуйте', 1)])).toBe('')
  expect(buyerWordsOf([])).toBeNull()
  const many = Array.from({ length: 25 }, (_, at) => message('buyer', String(at), at))
  expect(buyerWordsOf(many)?.split('\n')).toEqual(many.slice(5).map(({ text }) => text))
})
