import type { IncomingItem } from '#domain/incoming.ts'
import { OutcomeUnknown, RefusedBySource } from '#sources/errors.ts'
import { type Fields, fieldsOf } from './payload.ts'
import { numberOfCall } from './wrapper.ts'

/** Reads one item by its id; null when WB knows none, which it says with 422 or 404 (WB contract §6.4, §7.4). */
export async function findItem(
  read: () => Promise<unknown>,
  toItem: (fields: Fields) => IncomingItem | null,
): Promise<IncomingItem | null> {
  try {
    const body = await read()
    const data = fieldsOf(fieldsOf(body)?.data)
    const item = data && toItem(data)
    if (!item) throw new OutcomeUnknown('WB answered 200 to a reading by id, but showed no item', numberOfCall(body))
    return item
  } catch (error) {
    if (error instanceof RefusedBySource && (error.status === 422 || error.status === 404)) return null
    throw error
  }
}
