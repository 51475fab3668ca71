/**
 * What a model said in a stream of events, as the API of OpenAI has them: pieces of the text one after the other, why it ended, and a last
 * word. Null for anything else, and for a stream that broke off: half a text is none.
 */
export function textOfStream(body: string): string | null {
  const events = body.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
  if (events.at(-1) !== lastWord) return null
  const pieces = events.slice(0, -1).map(pieceIn)
  if (pieces.includes(null)) return null
  const text = pieces.join('')
  return text === '' ? null : text
}

const lastWord = '[DONE]'

type Chunk = { choices?: { delta?: { content?: unknown } }[] } | null

/** Empty for an event without words, like the one that tells why the text ends; null for what is no event of a model. */
function pieceIn(event: string): string | null {
  let chunk: Chunk
  try {
    chunk = JSON.parse(event) as Chunk
  } catch {
    return null
  }
  if (!Array.isArray(chunk?.choices)) return null
  const content = chunk.choices[0]?.delta?.content
  return typeof content === 'string' ? content : ''
}
