import { expect, test } from 'vitest'
import { BrokenSeal, createSeal } from './secrets.ts'

const seal = createSeal('a secret key of at least thirty-two characters')

test('a sealed key opens again, for the seller it belongs to', () => {
  expect(seal.open(seal.seal('eyJhbGciOi', 'seller-1'), 'seller-1')).toBe('eyJhbGciOi')
})

test('sealing twice gives two different texts, and neither shows the key', () => {
  const [one, other] = [seal.seal('eyJhbGciOi', 'seller-1'), seal.seal('eyJhbGciOi', 'seller-1')]

  expect(one).not.toBe(other)
  expect(one).not.toContain('eyJhbGciOi')
})

test('a sealed key cannot be moved to another seller', () => {
  expect(() => seal.open(seal.seal('eyJhbGciOi', 'seller-1'), 'seller-2')).toThrow(BrokenSeal)
})

test('a changed letter breaks the seal', () => {
  const sealed = seal.seal('eyJhbGciOi', 'seller-1')
  const [version, nonce, body = '', tag] = sealed.split('.')
  const changed = [version, nonce, (body.startsWith('A') ? 'B' : 'A') + body.slice(1), tag].join('.')

  expect(() => seal.open(changed, 'seller-1')).toThrow(BrokenSeal)
})

test('another SECRET_KEY does not open it', () => {
  const other = createSeal('another key that has thirty-two characters too')

  expect(() => other.open(seal.seal('eyJhbGciOi', 'seller-1'), 'seller-1')).toThrow(BrokenSeal)
})
