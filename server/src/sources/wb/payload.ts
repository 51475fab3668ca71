import { parseInstant } from '#domain/time.ts'

/** Readers of the marketplace's JSON: unknown fields are ignored, absent ones are null, odd ones never an exception. */
export type Fields = Record<string, unknown>

export function fieldsOf(value: unknown): Fields | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null
}

/** An object's field that is an object itself; empty when it is not there. */
export function within(fields: Fields | null, name: string): Fields {
  return fieldsOf(fields?.[name]) ?? {}
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that says something, as it can be kept; null for an empty one. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = keepable(value)
  return text.trim() === '' ? null : text
}

/** The database takes no U+0000 and no half of a surrogate pair, and a buyer's phone may send both. */
function keepable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** A size as told; things that have none are said to have size "0". */
export function sizeOf(value: unknown): string | null {
  const size = textOf(value)
  return size === '0' ? null : size
}

/** An id, which WB writes sometimes as a number and sometimes as a text. Zero means none. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value !== 0 ? String(value) : null
  return textOf(value)
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A whole number as the database and the API can hold it; null for one that is negative or beyond them. */
export function countOf(value: unknown): number | null {
  const number = numberOf(value)
  if (number === null || number < 0 || number > largestCount) return null
  return Math.round(number)
}

const largestCount = 2 ** 31 - 1

export function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

export function instantOf(value: unknown): Date | null {
  return parseInstant(value)
}

/** Reads what can be read. What cannot is given back as it came, and never spoils the others. */
export function readEach<Item>(
  values: unknown[],
  read: (fields: Fields) => Item | null,
): { items: Item[]; unreadable: unknown[] } {
  const items: Item[] = []
  const unreadable: unknown[] = []
  for (const value of values) {
    const fields = fieldsOf(value)
    const item = fields ? read(fields) : null
    if (item === null) unreadable.push(value)
    else items.push(item)
  }
  return { items, unreadable }
}
