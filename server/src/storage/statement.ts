import { createHash } from 'node:crypto'
import type { Statement } from './driver.ts'

/** Values of a statement that is put together from parts: each takes its place and gets its number. */
export type Values = { readonly list: unknown[]; take(value: unknown, type: string): string }

export function noValues(): Values {
  const list: unknown[] = []
  return { list, take: (value, type) => `$${list.push(value)}::${type}` }
}

/** Names a statement after its text, so that the same shape is prepared once per connection. */
export function named(text: string): Statement {
  const known = statements.get(text)
  if (known) return known

  const statement = { name: `s_${createHash('sha1').update(text).digest('hex')}`, text }
  statements.set(text, statement)
  return statement
}

// One for each combination of filters, sort and place that somebody has asked for: hundreds at most.
const statements = new Map<string, Statement>()
