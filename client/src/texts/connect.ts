import type { KeyRefusal } from '#generated/graphql.ts'
import { counted, nouns } from './formats.ts'

export const connect = {
  title: 'Подключите Wildberries',
  text: 'Все обращения покупателей в одном месте. Видно, что срочно, ничего не теряется.',
  stepKey: 'Шаг 1 из 2. Ключ',
  stepCheck: 'Шаг 2 из 2. Проверка',
  howTo: 'Где взять ключ',
  howToSteps: [
    'Откройте кабинет WB: Настройки → Доступ к API',
    'Создайте токен с категориями «Вопросы и отзывы» и «Чат с покупателями»',
    'Скопируйте токен и вставьте сюда',
  ],
  openCabinet: 'Открыть Доступ к API',
  cabinetUrl: 'https://seller.wildberries.ru/supplier-settings/access-to-api',
  field: 'API-ключ Wildberries',
  placeholder: 'Вставьте ключ из кабинета продавца',
  paste: 'Вставить',
  show: 'Показать',
  hide: 'Скрыть',
  safety: 'Ключ хранится на сервере в зашифрованном виде. В браузере он не сохраняется.',
  submit: 'Подключить',
  busy: 'Проверяем ключ…',
  proceed: 'Продолжить',
  proceedWithoutChats: 'Продолжить без чатов',
  anotherKey: 'Вставить другой ключ',
  renewTitle: 'Обновить ключ',
  checks: {
    valid: (type: string) => `Ключ действителен · ${type}`,
    reviewsAndQuestions: 'Отзывы и вопросы: доступ есть',
    noReviewsAndQuestions: 'Отзывы и вопросы: нет доступа. Добавьте категорию «Вопросы и отзывы».',
    chats: 'Чаты: доступ есть',
    noChats: 'Чаты: нет доступа. Добавьте категорию «Чат с покупателями» или продолжите без чатов.',
    unknown: (channels: string) => `${channels}: WB пока не ответил. Проверим ещё раз сами.`,
    mayReply: 'Отвечать можно',
    readOnly: 'Ключ только для чтения: обращения будут видны, но отвечать из приложения нельзя.',
    validUntil: (date: string) => `Действует до ${date}`,
    endsSoon: (date: string) => `Действует до ${date}. Создайте новый ключ заранее.`,
    cadence: (feedbacks: string, chats: string | null) =>
      chats === null || chats === feedbacks ? `Обновление: ${feedbacks}` : `Обновление: ${feedbacks}, чаты — ${chats}`,
    slow: (requests: number) =>
      `WB разрешает такому ключу ${counted(requests, nouns.request)} в час: обновления реже, ответы уходят по очереди.`,
  },
  errors: {
    malformed: 'Введите корректный API-ключ Wildberries',
    unreachable: 'Нет связи. Повторите, когда она появится',
    clipboard: 'Браузер не дал прочитать буфер. Вставьте ключ в поле',
  },
  /** What to do about a key that was not taken. */
  fixes: {
    MALFORMED: 'Скопируйте токен целиком: он состоит из трёх частей, разделённых точками.',
    EXPIRED: 'Создайте новый токен в кабинете WB: Настройки → Доступ к API.',
    TEST_KEY: 'Создайте токен для рабочего магазина, а не для песочницы.',
    NO_FEEDBACKS: 'Создайте токен с категорией «Вопросы и отзывы».',
    REJECTED: 'Проверьте, не удалён ли токен в кабинете WB, или создайте новый.',
    WAIT: 'Ключ пока не сохранён: WB не принимает столько запросов сразу.',
  } satisfies Record<KeyRefusal | 'WAIT', string>,
  recognised: (mask: string) => `Вставлен ключ ${mask}`,
  states: { ok: 'в порядке', notice: 'обратите внимание', failed: 'не прошло' },
}

export const sync = {
  title: 'Загружаем обращения',
  text: 'Можно начинать: остальное догрузится в фоне.',
  queued: 'в очереди',
  progress: (done: string, total: string) => `${done} из ~${total}`,
  loading: (done: string) => `загружено: ${done}`,
  history: (done: string, total: string | null) =>
    total === null ? `Загружаем историю: ${done}` : `Загружаем историю: ${done} из ~${total}`,
  ready: (n: string) => `готово: ${n}`,
  failed: 'ошибка',
  failure: (reason: string) => `Не удалось: ${reason}`,
  proceed: 'Перейти к сообщениям',
  nextLook: (time: string) => `Следующее обновление около ${time}`,
  toInbox: 'К сообщениям',
  waitingForFirst: 'Ждём первые обращения…',
  slow: 'Дольше обычного. Можно закрыть приложение — мы продолжим.',
  nothing: 'Обращений пока нет',
  offline: 'Нет связи. Продолжим сами',
}
