import { counted, nouns } from './formats.ts'

/** The list of `Сообщения` (ui 7.5). */
export const inbox = {
  title: 'Сообщения',
  list: 'Обращения',
  search: 'Поиск',
  searchBox: 'Поиск обращений',
  searchPlaceholder: 'Поиск: имя, товар, артикул, текст',
  searchCancel: 'Отмена',
  searchClear: 'Очистить поиск',
  searchOffline: 'Поиск по сохранённым',
  more: 'Ещё',
  menu: { sort: 'Сортировка', refresh: 'Обновить', outbox: 'Неотправленные ответы' },
  orders: {
    urgency: 'По срочности',
    newest: 'Сначала новые',
    oldest: 'Сначала старые',
    lowest_rating: 'Сначала низкие оценки',
  },
  sorted: (order: string) => `Сортировка: ${order}`,

  channels: 'Каналы',
  allChannels: 'Все',
  status: 'Статус',
  statuses: { urgent: 'Срочно', waiting: 'Без ответа', processed: 'Обработаны' },

  source: (source: string) => `Источник: ${source}`,
  loadingFirst: (done: string, total: string) => `Загружаем: ${done} из ~${total}`,

  freshAnnounced: (n: number) => `Новых обращений: ${n}`,
  endOfList: 'Это все обращения',
  moreFailed: 'Не удалось загрузить дальше',

  row: {
    buyer: 'Покупатель',
    product: 'Товар без названия',
    noText: 'Отзыв без текста',
    ours: (text: string) => `Вы: ${text}`,
    draft: (text: string) => `Черновик: ${text}`,
    photos: (n: number) => `Фото ${n}`,
    moreChips: (n: number) => `+${n}`,
  },
  chips: {
    waitingToSend: 'Ожидает отправки',
    sending: 'Отправляется',
    leavesSoon: 'Скоро отправим',
    checking: 'Проверяем отправку',
    sent: 'Отправлено, ждём WB',
    onReview: 'На проверке WB',
    rejected: 'WB отклонил',
    failed: 'Не отправлено',
    unconfirmed: 'Нет подтверждения',
    auto: 'авто',
    buyerReplied: 'Покупатель ответил',
    needsPerson: 'Нужен человек',
    repeated: 'Пишет повторно',
    massDefect: 'Похожие жалобы',
    suspicious: 'Подозрительный вопрос',
    closed: 'Закрыто',
  },

  empty: {
    noData: {
      title: 'Обращений пока нет',
      text: 'Wildberries подключён. Новые отзывы, вопросы и чаты появятся здесь.',
    },
    notConnected: {
      title: 'Подключите Wildberries',
      text: 'Чтобы видеть обращения покупателей.',
      action: 'Подключить',
    },
    urgent: { title: 'Срочных нет', text: 'Всё под контролем.', action: 'Показать без ответа' },
    waiting: { title: 'Всё разобрано', text: 'Обращений без ответа нет.', action: 'Показать обработанные' },
    processed: { title: 'Пока нет обработанных', action: 'Показать все' },
    channel: { title: (channel: string) => `В канале «${channel}» пусто`, action: 'Показать все каналы' },
    filtered: { title: 'Нет обращений по фильтру', action: 'Показать все обращения' },
    search: { title: (query: string) => `Ничего не найдено по «${query}»`, action: 'Искать во всех каналах' },
  },
  newItems: (n: number) => counted(n, nouns.new),
}
