import { expect, test } from 'vitest'
import { fileNameOf } from './file-name.ts'

test.each([
  ['C:\\Документы\\чек.PDF', 'application/pdf', 'чек.PDF'],
  ['../../этикетка.jpeg', 'image/jpeg', 'этикетка.jpeg'],
  ['photo.heic', 'image/jpeg', 'photo.heic.jpg'],
  ['a"b\u202e\n.png', 'image/png', 'ab.png'],
  ['', 'application/pdf', 'file.pdf'],
  ['.png', 'image/png', 'file.png'],
  ['я'.repeat(300), 'image/png', `${'я'.repeat(100)}.png`],
] as const)('%j, a %s, goes as %j', (given, type, name) => {
  expect(fileNameOf(given, type)).toBe(name)
})
