import { createHash } from 'node:crypto'

/** A stream of chance that can be written down and gone on with: the same state gives the same future. */
export type Random = { state: number }

export function randomFrom(...seeds: (string | number)[]): Random {
  return { state: createHash('sha256').update(seeds.join('\n')).digest().readUInt32LE(0) }
}

/** A number from 0 up to, but not including, 1. */
export function chance(random: Random): number {
  random.state = (random.state + 0x6d2b79f5) | 0
  let mixed = Math.imul(random.state ^ (random.state >>> 15), 1 | random.state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

export function between(random: Random, low: number, high: number): number {
  return low + chance(random) * (high - low)
}

export function whole(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1))
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(chance(random) * items.length)] ?? items[0]
}

export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: chance(random) }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

export function hex(random: Random, length: number): string {
  return characters(random, length, '0123456789abcdef')
}

/** An id as reviews and questions carry it: twenty letters and digits. */
export function itemId(random: Random): string {
  return characters(random, 20, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
}

export function uuid(random: Random): string {
  const digits = hex(random, 30)
  const variant = pick(random, ['8', '9', 'a', 'b'])
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(12, 15)}`,
    `${variant}${digits.slice(15, 18)}`,
    digits.slice(18),
  ].join('-')
}

function characters(random: Random, length: number, alphabet: string): string {
  const codes = Array.from({ length }, () => alphabet.charCodeAt(Math.floor(chance(random) * alphabet.length)))
  return String.fromCharCode(...codes)
}
