import { type ChatMessage, spokenMessages } from './thread.ts'

/** What a message shows in one line. A file's name says more than a count of pictures beside it. */
type Preview = { kind: 'text'; text: string } | { kind: 'images'; count: number } | { kind: 'file'; name: string }

/** Null for a message nobody sees: neither words nor attachments. */
export function previewOf({ text, attachments }: Pick<ChatMessage, 'text' | 'attachments'>): Preview | null {
  const words = text?.trim()
  if (words) return { kind: 'text', text: words }

  const file = attachments.find(({ kind }) => kind === 'file')
  if (file) return { kind: 'file', name: file.name ?? '' }
  return attachments.length > 0 ? { kind: 'images', count: attachments.length } : null
}

/** The preview as product data: it becomes the text of the interaction (domain 4.5). */
export function previewText(preview: Preview): string {
  switch (preview.kind) {
    case 'text':
      return preview.text
    case 'images':
      return preview.count === 1 ? '[Изображение]' : `[${preview.count} изображений]`
    case 'file':
      return preview.name ? `[Файл: ${preview.name}]` : '[Файл]'
  }
}

/** The text of a chat is its last words, whoever said them. */
export function chatTextOf(messages: readonly ChatMessage[]): string | null {
  const last = spokenMessages(messages).at(-1)
  const preview = last ? previewOf(last) : null
  return preview && previewText(preview)
}

/** So many of the buyer's messages say what a chat is about. */
const mostTold = 20

/** What the buyer wrote in a chat, a message a line, the newest last; null while no message was read. */
export function buyerWordsOf(messages: readonly ChatMessage[]): string | null {
  if (messages.length === 0) return null
  const written = spokenMessages(messages).flatMap(({ author, text }) =>
    author === 'buyer' ? [text?.trim() ?? ''] : [],
  )
  return written
    .filter((text) => text !== '')
    .slice(-mostTold)
    .join('\n')
}
