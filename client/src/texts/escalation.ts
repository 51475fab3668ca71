import { percent } from './formats.ts'

/** A review or a question that goes on in a chat (ui 7.6.7, domain 12.1). */
export const escalation = {
  action: 'Продолжить в чате',
  continued: 'Продолжается в чате',
  opened: 'Открыт чат покупателя',
  waiting: 'Ждём чат покупателя',
  waitingNote:
    'Писать первым WB не разрешает. Если покупатель напишет об этом товаре за 14 дней, мы предложим связать.',
  expired: 'Покупатель не написал в чат за 14 дней',
  candidates: (n: number) => `Возможные чаты: ${n}`,
  open: 'Перейти',
  untie: 'Отвязать',
  untied: 'Больше не связано',
  stop: 'Не ждать',
  stopped: 'Больше не ждём чат',
  again: 'Ждать ещё',
  invite: 'Вставить приглашение',
  invitation: 'Напишите нам в чат WB по этому заказу — разберёмся.',
  /** On the chat's side. */
  continues: { REVIEW: 'Продолжение отзыва', QUESTION: 'Продолжение вопроса', CHAT: 'Продолжение чата' },
  mayContinue: { REVIEW: 'Возможно, продолжение отзыва', QUESTION: 'Возможно, продолжение вопроса', CHAT: '' },
  confirm: 'Это тот же покупатель',
  decline: 'Другой покупатель',
  declined: 'Больше не предложим',

  choice: {
    title: 'Возможные чаты',
    hint: 'Только подсказка',
    note: 'Совпадение вероятное. Выберите чат, если это тот же покупатель.',
    sure: (tier: string, confidence: number) => `Надёжность: ${tier} · ${percent(confidence * 100)}`,
    byProduct: 'Покупатель написал об этом товаре',
    choose: 'Продолжить здесь',
    none: 'Ни один из них',
  },
}
