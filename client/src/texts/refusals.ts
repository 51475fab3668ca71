import type {
  ConflictReason,
  EditBlock,
  FilesRefusal,
  KeyRefusal,
  MembershipRole,
  ReplyBlock,
  ReplyFailure,
  SyncProblem,
} from '#generated/graphql.ts'
import { counted, dayAndMonth, moment, number } from './formats.ts'
import { interaction as ru } from './interaction.ts'
import { words } from './words.ts'

/**
 * The facts of every refusal the server can give; `message` is for developers and stays out. A field `reason` goes by
 * the name that our operations give it, because its type differs from one refusal to the next.
 */
export type Refusals = {
  BadInput: { field?: string }
  NotFound: object
  NotAllowed: { needs?: MembershipRole }
  Conflict: { conflict?: ConflictReason }
  ReplyTooLong: { length?: number; limit?: number }
  WritingBlocked: { block?: ReplyBlock }
  GuardrailBlocked: object
  EditBlocked: { editBlock?: EditBlock }
  FilesRefused: { filesRefusal?: FilesRefusal }
  BuyerWroteMeanwhile: object
  NotConnected: object
  TooSoon: { retryAt?: string }
  KeyRefused: { keyRefusal?: KeyRefusal; expiredAt?: string | null }
  MarketplaceUnreachable: object
  OtherShop: { shopName?: string }
  ShopTaken: object
}

type Name = keyof Refusals

/** What a person reads instead of a refusal. */
export function refusalText(refusal: { __typename: Name }, now: Date): string {
  const sentence = sentences[refusal.__typename] as (facts: object, now: Date) => string
  return sentence(refusal, now)
}

/** What a person reads of a reply that was refused, also long after; its `reason` is the one of whichever refusal it was. */
export function refusedText({ type, reason, length, limit }: RefusedFacts, now: Date): string {
  const facts = {
    __typename: type,
    conflict: reason,
    block: reason,
    editBlock: reason,
    filesRefusal: reason,
    length,
    limit,
  }
  // Kept on the device by an app that knew this refusal.
  return refusalText(facts as { __typename: Name }, now)
}

type RefusedFacts = {
  type: string
  reason?: string | undefined
  length?: number | undefined
  limit?: number | undefined
}

export const sentences: { [N in Name]: (facts: Refusals[N], now: Date) => string } = {
  BadInput: ({ field }) => badInputs[field ?? ''] ?? 'Проверьте введённое',
  NotFound: () => 'Обращение больше не доступно',
  NotAllowed: ({ needs }) => `Не хватает прав: это может ${words.role[needs ?? 'OWNER']}`,
  Conflict: ({ conflict }) => (conflict ? conflicts[conflict] : 'Обращение изменилось. Проверьте его ещё раз'),
  ReplyTooLong: ({ length, limit }) =>
    length && limit
      ? `Длиннее лимита WB на ${counted(length - limit, ['знак', 'знака', 'знаков'])}`
      : 'Ответ слишком длинный',
  WritingBlocked: ({ block }) => (block ? replyBlocks[block] : 'Сейчас ответить нельзя'),
  GuardrailBlocked: () => ru.reply.brokeRules,
  EditBlocked: ({ editBlock }) => (editBlock && editBlocks[editBlock]) ?? 'Сейчас ответ изменить нельзя',
  FilesRefused: ({ filesRefusal }) => filesRefusals[filesRefusal ?? 'GONE'],
  BuyerWroteMeanwhile: () => `${ru.reply.wroteMeanwhile}. ${ru.reply.wroteMeanwhileNote}`,
  NotConnected: () => 'Сначала подключите Wildberries',
  TooSoon: ({ retryAt }, now) => {
    if (!retryAt) return 'Слишком часто. Попробуйте чуть позже'
    const seconds = secondsUntil(new Date(retryAt), now)
    return seconds > 120
      ? `Слишком часто. Можно снова после ${moment(new Date(retryAt), now)}`
      : `Слишком часто. Можно снова через ${number(seconds)} с`
  },
  KeyRefused: ({ keyRefusal, expiredAt }) =>
    keyRefusals[keyRefusal ?? 'REJECTED'](expiredAt ? new Date(expiredAt) : null),
  MarketplaceUnreachable: () => 'Wildberries не отвечает. Ключ не сохранён — повторите',
  OtherShop: ({ shopName }) =>
    shopName
      ? `Этот ключ от другого магазина. Вставьте ключ магазина ${shopName} или подключите его отдельно.`
      : 'Этот ключ от другого магазина',
  ShopTaken: () =>
    'Этот магазин уже подключён в другом кабинете. Войдите в тот кабинет или вставьте ключ другого магазина',
}

const badInputs: Record<string, string> = {
  token: 'Введите корректный API-ключ Wildberries',
  text: 'Напишите ответ',
}

const conflicts: Record<ConflictReason, string> = {
  ALREADY_ANSWERED: 'На это обращение уже ответили',
  REPLY_IN_FLIGHT: 'Предыдущий ответ ещё отправляется',
  KEY_REUSED: 'Этот ответ уже принят',
  CLOSED: 'Обращение закрыто',
  ALREADY_SENT: 'Отменить уже нельзя: ответ ушёл в WB',
  NOT_RESTARTABLE: 'Этот ответ нельзя отправить как есть. Откройте обращение',
  NOT_REPLACEABLE: 'Этот ответ уже дошёл или его отправили ещё раз. Проверьте переписку',
  NOT_WAITING: 'Этот ответ не ждёт связи с WB: ускорить его нельзя',
  NOT_OPEN: 'Обращение уже закрыто',
  REJECTED_QUESTION: 'Вопрос отклонён: покупатели его не видят, вернуть его нельзя',
  CHANGED: 'Обращение изменилось. Проверьте его ещё раз',
  SHORTCUT_TAKEN: 'Такая команда уже есть у другого шаблона',
  NEEDS_HUMAN: 'Здесь нужен ответ человека',
}

/** Why a file cannot go with a message (ui 7.6.7). */
export const filesRefusals: Record<FilesRefusal, string> = {
  CHAT_ONLY: 'Файлы можно отправить только в чат',
  EMPTY: 'Файл пустой',
  UNKNOWN_TYPE: 'WB принимает только JPEG, PNG и PDF',
  TOO_LARGE: 'Файл больше 5 МБ',
  TOGETHER_TOO_LARGE: 'Вместе файлы больше 30 МБ',
  TOO_MANY: 'Слишком много файлов сразу',
  GONE: 'Файлов больше нет на сервере. Приложите их ещё раз',
}

/** Why a key is not taken. */
export const keyRefusals: Record<KeyRefusal, (expiredAt: Date | null) => string> = {
  MALFORMED: () => 'Введите корректный API-ключ Wildberries',
  EXPIRED: (expiredAt) => (expiredAt ? `Ключ истёк ${dayAndMonth(expiredAt)}` : 'Ключ истёк'),
  TEST_KEY: () => 'Тестовый ключ не работает с настоящим магазином',
  NO_FEEDBACKS: () => 'У ключа нет доступа к отзывам и вопросам',
  REJECTED: () => 'Ключ отклонён Wildberries',
}

/** Why nothing can be written here. */
export const replyBlocks: Record<ReplyBlock, string> = {
  ALREADY_ANSWERED: 'Ответ уже дан',
  IN_FLIGHT: 'Предыдущий ответ ещё отправляется',
  REJECTED_QUESTION: 'Вопрос отклонён',
  READ_ONLY_KEY: 'Ключ WB только для чтения — отвечать нельзя',
  NO_CHAT_ACCESS: 'Нет доступа к чатам',
  NO_FEEDBACKS_ACCESS: 'Нет доступа к отзывам и вопросам',
  KEY_REJECTED: 'Wildberries не принимает ключ — отвечать нельзя',
  NO_KEY: 'Сначала подключите Wildberries',
  REMOVED: 'Обращение больше не доступно в WB',
}

/** Why the answer cannot be edited (domain 11.6); null where nobody would look for it. */
export const editBlocks: Record<EditBlock, string | null> = {
  NOT_EDITABLE_CHANNEL: null,
  NO_ANSWER: null,
  IN_FLIGHT: null,
  ALREADY_EDITED: 'Ответ уже редактировали',
  TOO_LATE: 'Прошло больше 60 дней',
  FORBIDDEN: 'WB запретил правку',
  REMOVED: 'Обращение больше не доступно в WB',
  READ_ONLY_KEY: 'Ключ WB только для чтения — отвечать нельзя',
  NO_FEEDBACKS_ACCESS: 'Нет доступа к отзывам и вопросам',
  KEY_REJECTED: 'Wildberries не принимает ключ — отвечать нельзя',
  NO_KEY: 'Сначала подключите Wildberries',
}

/** Why a reply came to nothing (domain 11.8). What still waits says that in words of its own: this one goes no more by itself. */
export const replyFailures: Record<ReplyFailure, string> = {
  AUTH: 'Ключ WB недействителен или отозван. Обновите его в настройках.',
  EARLIER: 'Ждёт предыдущего сообщения.',
  UNREAD: 'Сначала проверим, что нового в чатах WB.',
  SCOPE: 'У ключа нет прав на этот раздел WB.',
  RATE: 'WB ограничивал частоту запросов. Автоматически больше не отправим.',
  MODERATION: 'WB отклонил текст: уберите ссылки, телефоны или почту.',
  NOT_FOUND: 'Обращение больше не доступно в WB.',
  STALE_SIGN: 'WB сейчас не даёт писать в этот чат. Попробуйте позже или ответьте в кабинете WB.',
  NETWORK: 'Не было связи с WB. Автоматически больше не отправим.',
  CONFLICT: 'На это обращение уже ответили.',
  NOT_EDITABLE: 'WB больше не разрешает править этот ответ.',
  FILES: 'WB отклонил сообщение: проверьте файлы и текст.',
  INVALID: 'WB не принял текст ответа. Проверьте его и отправьте ещё раз.',
  MARKETPLACE: 'Ошибка на стороне Wildberries. Попробуйте позже.',
  BUYER_WROTE: `${ru.reply.wroteMeanwhile}. ${ru.reply.wroteMeanwhileNote}.`,
  GUARDRAIL: 'Ответ заблокирован правилами безопасности.',
  INTERNAL: 'Ошибка сервера. Попробуйте позже.',
}

/** Why a synchronisation stopped (domain 16.3). */
export const syncProblems: Record<SyncProblem, string> = {
  KEY: 'Ключ WB недействителен или отозван. Проверьте ключ и права доступа.',
  SCOPE: 'У ключа нет доступа к чатам. Отзывы и вопросы загружаются.',
  RATE_LIMIT: 'WB ограничил частоту запросов. Продолжим автоматически.',
  NETWORK: 'Нет связи с Wildberries. Продолжим автоматически.',
  MARKETPLACE: 'Wildberries отвечает с ошибкой. Продолжим автоматически.',
  STALE: 'Синхронизация не завершилась в ожидаемое время. Попробуйте повторить.',
  INTERNAL: 'Синхронизация завершилась с ошибкой',
}

/** When the server failed in a way nobody foresaw, or was not there. */
export const failures = {
  unreachable: 'Нет связи',
  broken: (incident: string | null) =>
    incident ? `Ошибка сервера. Код ${incident}` : 'Ошибка сервера. Попробуйте позже',
}

export const secondsUntil = (at: Date, now: Date) => Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000))
