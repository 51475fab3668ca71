export const home = {
  greeting: (hour: number, name: string) => `${greetingAt(hour)}, ${name}`,
  now: 'Сейчас',
  urgent: 'Срочно',
  waiting: 'Без ответа',
  partial: 'Загружено не всё',
  start: (n: string) => `Разобрать ${n}`,
  needAttention: 'Требуют внимания',
  allMessages: 'Все сообщения',
  done: { title: 'Всё разобрано', text: 'Новых обращений нет.' },
  asOf: (time: string) => `на ${time}`,
  connectTitle: 'Подключите Wildberries',
  connectText: 'Чтобы видеть обращения покупателей.',
  connect: 'Подключить',
  syncFailed: 'Обновление остановилось',
  keyRejected: 'Wildberries не принимает ключ',
  keyExpires: (date: string) => `Ключ WB действует до ${date}`,
  renewKey: 'Обновить ключ',
}

function greetingAt(hour: number): string {
  if (hour < 5 || hour >= 18) return 'Добрый вечер'
  return hour < 12 ? 'Доброе утро' : 'Добрый день'
}

export const analytics = {
  channelsTitle: 'По каналам',
  waiting: 'Без ответа',
  urgent: 'Просрочено или срочно',
  processed: 'Обработано',
  answeredShare: (share: string) => `Обработано ${share}`,
  few: (n: number) => `мало данных: ${n}`,
  help: {
    title: 'Как это работает?',
    lines: [
      'Числа считает сервер по всем обращениям, которые он получил от Wildberries.',
      'Без ответа — обращения, на которые ещё не ответили. Среди них срочные и те, у которых вышел срок ответа.',
      'Обработано — отвеченные и закрытые.',
    ],
  },
  empty: 'Данные появятся после первого обновления',
}
