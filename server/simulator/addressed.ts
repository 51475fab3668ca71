import type { IncomingHttpHeaders } from 'node:http'
import type { Seller } from './seller.ts'

type Written = { method: string; headers: IncomingHttpHeaders; body: Buffer }

/** To what a write was addressed and in which words, though it was never carried out: a repeated one has to be seen. */
export async function addressOf(seller: Seller, request: Written): Promise<{ subject?: string; text?: string }> {
  if (request.method === 'GET') return {}
  const type = request.headers['content-type'] ?? ''
  try {
    if (/^multipart\//i.test(type)) return addressInForm(seller, await formIn(request.body, type))
    return addressInJson(JSON.parse(request.body.toString('utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return {}
    throw error
  }
}

async function formIn(body: Buffer, type: string): Promise<FormData> {
  return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
}

function addressInForm(seller: Seller, form: FormData): { subject?: string; text?: string } {
  const [sign, text] = [form.get('replySign'), form.get('message')]
  const chat = typeof sign === 'string' ? seller.chats.signedWith(sign) : undefined
  return { ...(chat ? { subject: chat.chatID } : {}), ...(typeof text === 'string' ? { text: text.trim() } : {}) }
}

function addressInJson(value: unknown): { subject?: string; text?: string } {
  const { id, text, answer } = fieldsOf(value)
  const words = text ?? fieldsOf(answer).text
  return {
    ...(typeof id === 'string' ? { subject: id } : {}),
    ...(typeof words === 'string' ? { text: words.trim() } : {}),
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? { ...value } : {}
