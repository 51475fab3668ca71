import { expect, test } from 'vitest'
import { withNearLetters } from './near-letters.ts'

test('letters of a shape are those of Russian texts, in brackets and outside', () => {
  const shape = new RegExp(`^${withNearLetters(String.raw`\p{Lu}[\p{Ll}-]+ \p{L}\[\p{N}`)}$`, 'u')

  for (const text of ['Ёлка-ель й[5', 'Ab ї[0', 'Ћь é[9']) expect(text).toMatch(shape)
  for (const text of ['ёлка ь[5', 'Ель 5[5', 'Ель ь[x', 'Ель ×[5'.replace('×', '·')]) expect(text).not.toMatch(shape)
})
