import type { LinkSide } from '#domain/link.ts'
import type { Read } from '#domain/probable-link.ts'
import { stemsOf, stemsOfMessages } from './stems.ts'

/** Texts are cut into stems only when something depends on their words. */
export function readSide(side: LinkSide): Read {
  let stems: ReadonlySet<string> | null = null
  let messages: ReadonlySet<string>[] | null = null
  return {
    ...side,
    get stems() {
      stems ??= stemsOf(side.text)
      return stems
    },
    get messages() {
      messages ??= stemsOfMessages(side)
      return messages
    },
  }
}
