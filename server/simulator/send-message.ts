import type { Call } from './call.ts'
import { newSign, say } from './chat-events.ts'
import { withFiles } from './chat-files.ts'
import { Refused } from './errors.ts'
import { readForm } from './message-form.ts'
import { hex, whole } from './random.ts'
import { having, json, type Reply } from './replies.ts'

/** The same request twice is two messages before the buyer's eyes: WB knows no idempotency here. */
export async function sendMessage(call: Call): Promise<Reply> {
  const { seller, knobs, now } = call
  const form = await readForm(call)
  const chat = seller.chats.signedWith(form.replySign)
  if (!chat) throw new Refused('chat-problem', 400, 'Invalid signature')

  const lost = knobs.lastFileFails ? form.files.slice(-1) : []
  const kept = form.files.filter((file) => !lost.includes(file))
  const isSaid = form.text !== '' || kept.length > 0
  if (isSaid) {
    const given = kept.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }))
    const message = withFiles(seller, form.text, { nmId: chat.goodCard?.nmID ?? 0, at: now, knobs, given })
    say(seller, chat, {
      sender: 'seller',
      source: 'seller-public-api',
      at: now + whole(seller.random, 0, 400),
      message,
    })
  }
  if (knobs.rotateSign) chat.replySign = newSign(chat.chatID, seller.random)

  return having(
    { effect: isSaid ? 'applied' : 'ignored', subject: chat.chatID, text: form.text },
    json({
      result: { addTime: now, chatID: chat.chatID, sign: chat.replySign },
      errors: lost.map(({ name }) => `${hex(seller.random, 11).toUpperCase()}: "${name}" upload failed`),
    }),
  )
}
