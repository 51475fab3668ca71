import { OutcomeUnknown } from '#sources/errors.ts'
import { type Fields, fieldsOf, textOf } from './payload.ts'

/**
 * What WB wraps its answers in. Without its wrapper an answer has said nothing, and must not pass for a list on which there is
 * nothing.
 */
export function unwrapped(body: unknown, wrapper: 'data' | 'result'): Fields {
  const fields = fieldsOf(fieldsOf(body)?.[wrapper])
  if (!fields) throw new OutcomeUnknown(`WB answered without \`${wrapper}\``, numberOfCall(body))
  return fields
}

/** The number that WB gave the call, where it says so in its answer. */
export function numberOfCall(body: unknown): string | null {
  return textOf(fieldsOf(body)?.requestId)
}
