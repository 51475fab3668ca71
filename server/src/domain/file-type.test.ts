import { expect, test } from 'vitest'
import { fileTypeOf } from './file-type.ts'

test.each([
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0], 'image/png'],
  ['a photo', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
  ['a document', [...Buffer.from('%PDF-1.7')], 'application/pdf'],
  ['a page that calls itself a picture', [...Buffer.from('<html><script>')], null],
  ['a drawing that can run programs', [...Buffer.from('<svg onload=')], null],
  ['half of a signature', [0x89, 0x50], null],
  ['nothing', [], null],
])('%s is told by its first bytes', (_, bytes, type) => {
  expect(fileTypeOf(Uint8Array.from(bytes))).toBe(type)
})
