import type { FileType } from './file-type.ts'
import type { MessageAttachment } from './incoming.ts'
import { previewOf, previewText } from './preview.ts'

/** What a message to a buyer may carry: bytes of a file, bytes of all of them (WB contract §9.3), and how many this program takes. */
export const fileLimits = { each: 5 * 1024 * 1024, together: 30_000_000, most: 30 }

/** A file of a reply as the reply remembers it. `hash` is the SHA-256 of its contents. */
export type ReplyFile = {
  id: string
  name: string
  type: FileType
  size: number
  hash: string
  /** The message reached the buyer without it. */
  lost?: true
}

export type FilesRefusal =
  | 'chat_only'
  | 'empty'
  | 'unknown_type'
  | 'too_large'
  | 'together_too_large'
  | 'too_many'
  | 'gone'

/** Why these files cannot go with one message; null when they can. */
export function filesRefusalOf(files: readonly { size: number }[]): FilesRefusal | null {
  if (files.length > fileLimits.most) return 'too_many'
  if (files.some(({ size }) => size === 0)) return 'empty'
  if (files.some(({ size }) => size > fileLimits.each)) return 'too_large'
  return files.reduce((sum, { size }) => sum + size, 0) > fileLimits.together ? 'together_too_large' : null
}

/**
 * The files with those marked that the marketplace's errors speak of (WB contract §9.3). An error says no more than a sentence: it is
 * about the file whose name it holds, the longest that fits. When there are as many errors as files it is about all of them.
 */
export function withLost(files: readonly ReplyFile[], errors: readonly string[]): ReplyFile[] {
  const lost = new Set(files.length <= errors.length ? files : [])
  for (const error of errors) {
    const [named] = files
      .filter((file) => !lost.has(file) && error.includes(file.name))
      .sort((one, other) => other.name.length - one.name.length)
    if (named) lost.add(named)
  }
  return files.map((file) => (lost.has(file) ? { ...file, lost: true } : file))
}

/** The files as a conversation shows them. */
export function attachmentsFrom(files: readonly ReplyFile[]): MessageAttachment[] {
  return files.map(({ name, type: contentType, size }) => ({
    kind: contentType === 'application/pdf' ? 'file' : 'image',
    downloadId: null,
    url: null,
    name,
    size,
    contentType,
  }))
}

/** The words of a message, or what stands for its files where it has none. */
export function spokenText(text: string, files: readonly ReplyFile[]): string {
  const preview = previewOf({ text, attachments: attachmentsFrom(files) })
  return preview ? previewText(preview) : text
}
