import type { Call } from './call.ts'
import type { FileType } from './chat-files.ts'
import { Refused } from './errors.ts'

export type SentFile = { name: string; type: FileType; bytes: Buffer }

export type MessageForm = { replySign: string; text: string; files: SentFile[] }

const MEBIBYTE = 1024 * 1024
const FILE_LIMIT = 5 * MEBIBYTE
const FILES_LIMIT = 30_000_000

/** Multipart only, for plain text too. */
export async function readForm({ headers, body }: Call): Promise<MessageForm> {
  const form = await parsed(headers['content-type'] ?? '', body)
  const replySign = form.get('replySign')
  if (typeof replySign !== 'string' || replySign === '' || replySign.length > 255) throw refuse('Invalid signature')

  const files = await Promise.all(form.getAll('file').map(readFile))
  const text = readMessage(form.get('message'), files)
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (total > FILES_LIMIT) throw refuse('A24FA09844E: attachments too big. Max total size: 30MB')
  return { replySign, text, files }
}

async function parsed(type: string, body: Buffer): Promise<FormData> {
  if (!/^multipart\/form-data\s*;/i.test(type)) throw refuse('Invalid signature')
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch (error) {
    if (error instanceof TypeError) throw refuse('Invalid signature')
    throw error
  }
}

async function readFile(part: unknown): Promise<SentFile> {
  if (!(part instanceof Blob)) throw refuse('4A9F2544E29: "file" has unsupported mime type')
  const name = 'name' in part && typeof part.name === 'string' ? part.name : 'file'
  if (part.size > FILE_LIMIT) throw refuse('A24FA09844E: attachment too big. Max size: 5MiB')

  const bytes = Buffer.from(await part.arrayBuffer())
  const type = typeByContent(bytes)
  if (!type) throw refuse(`4A9F2544E29: "${name}" has unsupported mime type`)
  return { name, type, bytes }
}

function readMessage(value: unknown, files: SentFile[]): string {
  const text = typeof value === 'string' ? value.trim() : ''
  if ((text === '' && files.length === 0) || [...text].length > 1000) throw refuse('Invalid value for "message"')
  return text
}

/** The first bytes tell; names and declared types may lie. */
function typeByContent(bytes: Buffer): FileType | undefined {
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).toString('hex') === hex
  if (begins('89504e470d0a1a0a')) return 'png'
  if (begins('ffd8ff')) return 'jpeg'
  return begins('25504446') ? 'pdf' : undefined
}

const refuse = (detail: string) => new Refused('chat-problem', 400, detail)
