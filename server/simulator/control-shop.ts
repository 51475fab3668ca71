import { chatAt } from './chats.ts'
import { type Act, eventualSid, knownSeller, SID } from './control-act.ts'
import { readSeed } from './control-wishes.ts'
import { BadField, type Fields, text, textOr } from './fields.ts'
import { questionAt } from './questions.ts'
import { readFeedbacksFile } from './read-feedbacks-file.ts'
import { reviewAt } from './reviews.ts'
import { seedSeller } from './seed-seller.ts'
import { createSeller, resetWorld, type World } from './world.ts'

export const shopActs: Act[] = [
  {
    name: 'POST /__sim/seed',
    does: 'Наполняет магазин: готовой лавкой, своими предметами или большим числом придуманных.',
    takes: {
      sid: SID,
      seed: 'shop или empty: начать заново с готовой лавки или с пустоты',
      feedbacks: 'отзывы в виде WB; известный id заменяется',
      feedbacksFile: 'файл с ними',
      questions: 'вопросы в виде WB',
      chats: 'чаты: chatID, clientName, nmId, messages [{sender, text, addTimestamp, source}]',
      generate: 'сколько придумать: {reviews, questions, chats, days (730), waiting (0.03) – доля неотвеченных}',
    },
    example: { sid: '…', generate: { reviews: 300_000, questions: 40_000, chats: 5000 } },
    act: seed,
  },
  {
    name: 'POST /__sim/reset',
    does: 'Возвращает к первой минуте один магазин или всё вместе с часами. Ключи магазина остаются.',
    takes: { sid: SID, all: 'true: всё' },
    example: { all: true },
    act: reset,
  },
  {
    name: 'GET /__sim/state',
    does: 'Всё, что WB знает о магазине.',
    takes: { sid: SID },
    act: stateOf,
  },
]

function seed(world: World, fields: Fields) {
  const file = textOr(fields, 'feedbacksFile', undefined)
  const wish = readSeed(fields, file ? readFeedbacksFile(file) : [])
  const sid = text(fields, 'sid')

  const seller = world.sellers.get(sid) ?? createSeller(world, sid, wish.seed ?? 'empty')
  seedSeller(seller, wish, world.clock.now())
  world.changed()
  return { reviews: seller.reviews.size(), questions: seller.questions.size(), chats: seller.chats.size() }
}

function reset(world: World, fields: Fields): void {
  const sid = eventualSid(fields)
  if (sid === undefined && fields.all !== true) throw new BadField('Say which "sid", or {"all": true} for everything')
  resetWorld(world, sid)
}

/** What reads would show with all the time in the world, beside what they show now. */
function stateOf(world: World, fields: Fields) {
  const seller = knownSeller(world, fields)
  const now = world.clock.now()
  return {
    sid: seller.sid,
    reviews: seller.reviews.all().map((stored) => ({ ...reviewAt(stored, now), ...writtenTo(stored) })),
    questions: seller.questions.all().map((stored) => ({ ...questionAt(stored, now), ...writtenTo(stored) })),
    chats: seller.chats.chats().map((chat) => ({
      ...chatAt(seller, chat, now),
      events: seller.chats.eventsOf(chat.chatID).map(({ event }) => event),
    })),
    pins: seller.pins,
    claims: seller.claims.map(({ claim }) => claim),
  }
}

/** Every text that had an effect, and which of them were edits of an answer that stood. */
function writtenTo({ answers }: { answers: { text: string; kind: string }[] }): { sent: string[]; edits: string[] } {
  return {
    sent: answers.map(({ text }) => text),
    edits: answers.filter(({ kind }) => kind === 'edit').map(({ text }) => text),
  }
}
