import type { AlertCode, AlertSeverity } from '#generated/graphql.ts'
import { counted, NBSP, nouns, number, plural } from './formats.ts'

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
  /** What needs a person (ui 7.10, 12). */
  alerts: {
    title: 'Оперативные сигналы',
    none: 'Активных сигналов нет',
    since: (at: string) => `с ${at}`,
    severities: { CRITICAL: 'Критично', HIGH: 'Важно', MEDIUM: 'Внимание', LOW: 'К сведению' } satisfies Record<
      AlertSeverity,
      string
    >,
    codes: {
      CONTRACT_BROKEN: {
        title: 'Ответы WB изменились',
        text: () => 'Часть данных WB больше не читается. Что именно — в настройках подключения.',
        to: '/settings/connections',
        open: 'Открыть подключение',
      },
      MASS_DEFECT: {
        title: 'Похоже на массовый брак',
        text: (n: number) => `За неделю три и больше жалоб на один товар. Таких товаров: ${number(n)}.`,
        to: '/inbox',
        open: 'Открыть обращения',
      },
      SLA_OVERDUE_QUESTIONS: {
        title: 'Есть просроченные вопросы',
        text: (n: number) => `${plural(n, ['Просрочен', 'Просрочено', 'Просрочено'])} ${counted(n, nouns.question)}`,
        to: '/inbox?ch=question&f=urgent',
        open: 'Открыть вопросы',
      },
      SLA_OVERDUE_REVIEWS: {
        title: 'Есть просроченные отзывы',
        text: (n: number) => `${plural(n, ['Просрочен', 'Просрочено', 'Просрочено'])} ${counted(n, nouns.review)}`,
        to: '/inbox?ch=review&f=urgent',
        open: 'Открыть отзывы',
      },
      SLA_OVERDUE_CHATS: {
        title: 'Есть просроченные чаты',
        text: (n: number) => `${plural(n, ['Просрочен', 'Просрочено', 'Просрочено'])} ${counted(n, nouns.chat)}`,
        to: '/inbox?ch=chat&f=urgent',
        open: 'Открыть чаты',
      },
      SLA_DUE_SOON_QUESTIONS: {
        title: 'Вопросы скоро выйдут из SLA',
        text: (n: number) => `${counted(n, nouns.question)} с дедлайном ≤ 60${NBSP}мин`,
        to: '/inbox?ch=question&f=waiting',
        open: 'Открыть вопросы',
      },
      REPLY_FAILURES: {
        title: 'Ответы не отправляются',
        text: (n: number) => `За последний час не отправлено: ${number(n)}.`,
        to: '/settings/stopped',
        open: 'Открыть ответы',
      },
      REPLY_FAILED: {
        title: 'Есть неотправленные ответы',
        text: (n: number) => `Не дошли до WB: ${number(n)}. Обращения снова ждут ответа.`,
        to: '/settings/stopped',
        open: 'Открыть ответы',
      },
      REPLY_REJECTED: {
        title: 'WB отклонил ответы',
        text: (n: number) => `Отклонено модерацией: ${number(n)}. Исправьте текст и отправьте снова.`,
        to: '/settings/stopped',
        open: 'Открыть ответы',
      },
    } satisfies Record<AlertCode, { title: string; text: (n: number) => string; to: string; open: string }>,
  },
  empty: 'Данные появятся после первого обновления',
}
