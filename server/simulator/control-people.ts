import { NoSuchItem, writeMessage, writeQuestion, writeReview } from './buyer.ts'
import { newSign } from './chat-events.ts'
import { type Act, SID, sellerIn } from './control-act.ts'
import { readNewClaim, readNewMessage, readNewQuestion, readNewReview } from './control-wishes.ts'
import { type Fields, flag, text, textOr } from './fields.ts'
import { makeClaim } from './new-claim.ts'
import { answerInPortal, markViewed, writeInPortal } from './portal.ts'
import type { World } from './world.ts'

const created = 'дата или миллисекунды; без неё сейчас'

export const peopleActs: Act[] = [
  {
    name: 'POST /__sim/buyer/review',
    does: 'Покупатель пишет отзыв или дополняет прежний. В ответе отзыв.',
    takes: {
      sid: SID,
      rating: 'от 1 до 5, обычно 5',
      text: 'текст',
      pros: 'достоинства',
      cons: 'недостатки',
      photos: 'число фото',
      userName: 'имя',
      nmId: 'артикул WB',
      parentFeedbackId: 'какой отзыв дополняет',
      createdDate: created,
      bables: 'теги',
      size: 'размер',
      color: 'цвет',
      matchingSize: 'ok, smaller или bigger',
      isAbleReturnProductOrders: 'true: деньги можно вернуть',
    },
    example: { sid: '…', rating: 1, text: 'Пришло с трещиной', photos: 2 },
    act: (world, fields) => writeReview(world, sellerIn(world, fields), readNewReview(fields)),
  },
  {
    name: 'POST /__sim/buyer/question',
    does: 'Покупатель задаёт вопрос. В ответе вопрос.',
    takes: { sid: SID, text: 'текст', nmId: 'артикул WB', isWarned: 'true: подозрительный', createdDate: created },
    example: { sid: '…', text: 'Есть размер M?' },
    act: (world, fields) => writeQuestion(world, sellerIn(world, fields), readNewQuestion(fields)),
  },
  {
    name: 'POST /__sim/buyer/chat',
    does: 'Покупатель или сам WB пишет в чат; без chatID открывается новый. В ответе chatID и eventID.',
    takes: {
      sid: SID,
      text: 'текст',
      images: 'число картинок или список [{type: png|jpeg, base64, state}]',
      files: 'файлы [{name, type: pdf|png|jpeg, base64, state: ready|pending|refused|gone, pendingMs}]',
      chatID: 'в какой чат',
      clientName: 'имя покупателя',
      nmId: 'артикул WB',
      rid: 'заказ, о котором новый чат',
      sender: 'client или wb',
      source: 'rusite, android, ios, global',
      addTimestamp: created,
    },
    example: { sid: '…', text: 'Пришло не то', files: [{ name: 'Чек.pdf' }] },
    act: (world, fields) => writeMessage(world, sellerIn(world, fields), readNewMessage(fields)),
  },
  {
    name: 'POST /__sim/buyer/claim',
    does: 'Покупатель просит вернуть деньги. В ответе заявка.',
    takes: {
      sid: SID,
      text: 'что не так',
      nmId: 'артикул WB',
      photos: 'число фото',
      videos: 'число видео',
      price: 'цена',
      chatID: 'в каком чате: тогда claim_type 3 и srid заказа из чата',
      srid: 'заказ',
      selfPickup: 'true: самовывоз из магазина продавца',
      actions: 'что можно сделать, если не обычное',
      createdDate: created,
    },
    example: { sid: '…', text: 'Длина провода не соответствует описанию', photos: 2 },
    act: (world, fields) => makeClaim(world, sellerIn(world, fields), readNewClaim(fields)),
  },
  {
    name: 'POST /__sim/portal/answer',
    does: 'Коллега отвечает на отзыв или вопрос в кабинете WB: сразу опубликовано.',
    takes: { sid: SID, id: 'отзыв или вопрос', text: 'ответ' },
    example: { sid: '…', id: '…', text: 'Спасибо!' },
    act: (world, fields) => answerInPortal(world, sellerIn(world, fields), text(fields, 'id'), text(fields, 'text')),
  },
  {
    name: 'POST /__sim/portal/message',
    does: 'Коллега пишет в чат из кабинета WB.',
    takes: { sid: SID, chatID: 'чат', text: 'сообщение' },
    example: { sid: '…', chatID: '…', text: 'Чем помочь?' },
    act: (world, fields) => writeInPortal(world, sellerIn(world, fields), text(fields, 'chatID'), text(fields, 'text')),
  },
  {
    name: 'POST /__sim/portal/view',
    does: 'Кто-то открыл отзыв или вопрос в кабинете.',
    takes: { sid: SID, id: 'отзыв или вопрос' },
    example: { sid: '…', id: '…' },
    act: (world, fields) => markViewed(sellerIn(world, fields), text(fields, 'id')),
  },
  {
    name: 'POST /__sim/remove',
    does: 'WB или покупатель убирает отзыв или вопрос: дальше по id отвечает 422.',
    takes: { sid: SID, id: 'отзыв или вопрос' },
    example: { sid: '…', id: '…' },
    act: remove,
  },
  {
    name: 'POST /__sim/rotate-sign',
    does: 'Подписи чатов, выданные до сих пор, умирают.',
    takes: { sid: SID, chatID: 'один чат; без него все' },
    example: { sid: '…' },
    act: rotateSigns,
  },
  {
    name: 'POST /__sim/hide-chat',
    does: 'Чата нет в списке чатов, хотя события идут; shown: true возвращает его.',
    takes: { sid: SID, chatID: 'чат', shown: 'true: показать снова' },
    example: { sid: '…', chatID: '…' },
    act: hideChat,
  },
]

function remove(world: World, fields: Fields): void {
  const seller = sellerIn(world, fields)
  const id = text(fields, 'id')
  const isGone = seller.reviews.remove(id) || seller.questions.remove(id)
  if (!isGone) throw new NoSuchItem(`There is no review or question ${id}`)
  world.changed()
}

function rotateSigns(world: World, fields: Fields): void {
  const seller = sellerIn(world, fields)
  const chatID = textOr(fields, 'chatID', undefined)
  for (const chat of seller.chats.chats()) {
    if (chatID === undefined || chat.chatID === chatID) chat.replySign = newSign(chat.chatID, seller.random)
  }
  world.changed()
}

function hideChat(world: World, fields: Fields): void {
  const chatID = text(fields, 'chatID')
  const chat = sellerIn(world, fields).chats.find(chatID)
  if (!chat) throw new NoSuchItem(`There is no chat ${chatID}`)
  chat.hidden = !flag(fields, 'shown')
  world.changed()
}
