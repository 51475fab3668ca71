import { badgeNumber, counted, nouns, plural } from './formats.ts'

/** The frame around every screen, and what all screens say alike. */
export const frame = {
  brand: 'AgentIQ',
  title: (page: string, urgent: number) => `${urgent > 0 ? `(${badgeNumber(urgent)}) ` : ''}${page} — AgentIQ`,
  skipToContent: 'К содержанию',
  navigation: 'Основная навигация',
  home: 'Главная',
  inbox: 'Сообщения',
  analytics: 'Аналитика',
  settings: 'Настройки',
  needsAttention: 'требует внимания',
  urgentCount: (n: number) => counted(n, nouns.urgent),
  collapseMenu: 'Свернуть меню',
  expandMenu: 'Развернуть меню',
  account: 'Аккаунт',
  signOut: 'Выйти',
  syncNow: 'Обновить сейчас',
  back: 'Назад',
  close: 'Закрыть',
  cancel: 'Отменить',
  retry: 'Повторить',
  leave: { title: 'Есть несохранённые изменения', drop: 'Не сохранять', stay: 'Остаться' },
  reload: 'Перезагрузить',
  copied: 'Скопировано',
  howItWorks: 'Как это работает?',
  needsConnection: 'Нужна связь',
  savedAt: (time: string) => `Показано сохранённое на ${time}`,
  neverUpdated: 'Ещё не обновлялось',
  refusedByWb: (channels: string) =>
    `${channels}: WB отказал этому ключу в доступе. Проверьте ключ в кабинете WB или создайте новый.`,
  ofChannels: (channels: string, what: string) => `${channels}: ${what}`,
  nextUpdate: (time: string) => `следующее обновление около ${time}`,
  syncing: 'Синхронизация…',
  loading: 'Загружаем…',
  loadFailed: { title: 'Не удалось загрузить', text: 'Проверьте связь и попробуйте ещё раз.' },
  sessionExpired: { title: 'Сессия истекла', text: 'Войдите снова — черновики и ответы сохранены.' },
  offlineEmpty: { title: 'Нет связи', text: 'На этом устройстве ещё нет сохранённых данных.' },
  notFound: { title: 'Такой страницы нет', action: 'К сообщениям' },
  crash: { title: 'Что-то пошло не так', text: 'Черновики сохранены. Перезагрузите приложение.' },
}

/** Banners under the header, one at a time (ui 6.1). */
export const banners = {
  sessionExpired: 'Сессия истекла. Войдите снова — черновики и ответы сохранены',
  signIn: 'Войти',
  offline: (time: string | null, replies: number, actions = 0) =>
    [
      time ? `Нет связи. Показаны данные на ${time}` : 'Нет связи',
      replies > 0 && unsent(replies),
      actions > 0 && undone(actions),
    ]
      .filter(Boolean)
      // No line begins with the dot.
      .join('\u00a0· '),
  details: 'Подробнее',
  backOnline: (waiting: number) => (waiting > 0 ? `Снова в сети · отправляем ${waiting}` : 'Снова в сети'),
  replyFailed: (n: number) => `Не отправлено: ${n}`,
  look: 'Посмотреть',
  channelClosed: (channel: string, time: string) => `WB ограничил «${channel}» до ${time}. Ответы уйдут сами`,
  keyRejected: 'Wildberries не принимает ключ. Ответы и обновления остановлены',
  renewKey: 'Обновить ключ',
  keyExpires: (date: string) => `Ключ WB действует до ${date}`,
}

export const update = {
  available: 'Доступна новая версия',
  accept: 'Обновить',
  later: 'Позже',
  done: (version: string) => `Обновлено до версии ${version}`,
  offlineReady: 'Готово к работе без связи',
  none: 'Установлена последняя версия',
}

export const installation = {
  title: 'Установите AgentIQ на экран телефона',
  text: 'Открывается сразу, работает без связи.',
  install: 'Установить',
  byHand: ['Нажмите «Поделиться»', 'Выберите «На экран "Домой"»', 'Нажмите «Добавить»'],
}

/** What the system shows of an installed app. */
export const manifestWords = {
  description: 'Отзывы, вопросы и чаты Wildberries в одном месте',
  shortcuts: { urgent: 'Срочные', reviews: 'Отзывы', questions: 'Вопросы', chats: 'Чаты' },
}

const undone = (n: number) => counted(n, ['действие ждёт связи', 'действия ждут связи', 'действий ждут связи'])
const unsent = (n: number) => `${counted(n, nouns.reply)} ${plural(n, ['ожидает', 'ожидают', 'ожидают'])} отправки`
