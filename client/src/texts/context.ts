import type {
  ActionMode,
  Channel,
  JournalEventType,
  LinkSignal,
  LinkTier,
  MatchReason,
  RatingTrend,
  TimelineScope,
} from '#generated/graphql.ts'
import { counted, decimal, nouns, percent } from './formats.ts'

/** What stands beside a conversation: its story and what may belong to it (ui 7.6.8). */
export const context = {
  loading: 'Загружаем историю…',
  failed: 'История не загрузилась',
  open: 'Перейти',
  onWb: 'WB',
  rating: (stars: number) => `★ ${stars}`,
  copy: (what: string) => `Скопировать: ${what}`,

  product: {
    title: 'Товар',
    none: 'Нет данных о товаре',
    refresh: 'Обновить',
    nmId: 'Артикул WB',
    article: 'Артикул продавца',
    rating: (mean: number, reviews: number, days: number) =>
      `★ ${decimal(mean)} · ${counted(reviews, nouns.review)} за ${counted(days, nouns.day)}`,
    complaints: 'Частые жалобы',
    questions: 'Частые вопросы',
    period: (days: number) => `за ${counted(days, nouns.day)}`,
    recent: 'Последние отзывы и вопросы',
    answer: (text: string) => `Ответ: ${text}`,
    noAnswer: 'Ответа нет',
    page: 'Карточка на WB',
  },

  customer: {
    title: 'Покупатель',
    ratings: (mean: number, last: readonly number[]) => `★ ${decimal(mean)} · последние: ${last.join(', ')}`,
    trends: {
      IMPROVING: 'Оценки растут',
      DECLINING: 'Оценки снижаются',
      STABLE: 'Оценки ровные',
      NEUTRAL: null,
    } satisfies Record<RatingTrend, string | null>,
    complainer: 'Часто жалуется',
  },

  story: {
    title: 'История обращения',
    scope: {
      CUSTOMER_ORDER: 'По заказу',
      CUSTOMER: 'По покупателю',
      PRODUCT: 'По товару',
      SINGLE: 'Только это обращение',
    } satisfies Record<TimelineScope, string>,
    channels: (names: string[]) => `Каналы: ${names.join(' → ').toLowerCase()}`,
    buyer: 'Этот покупатель',
    product: 'По этому товару',
    perhaps: 'Возможно, связано',
    doubtfulNote: 'Может быть другой покупатель',
    here: 'Вы здесь',
    reasons: {
      CURRENT_INTERACTION: () => 'Это обращение',
      ORDER_ID_EXACT: () => 'Совпал заказ',
      FEEDBACK_CHAIN_EXACT: () => 'Дополнение отзыва',
      CUSTOMER_ID_EXACT: () => 'Совпал покупатель',
      NM_ID_TIME_WINDOW: (days) => `Тот же товар, ${within(days)}`,
      ARTICLE_TIME_WINDOW: (days) => `Тот же артикул, ${within(days)}`,
    } satisfies Record<MatchReason, (windowDays: number) => string>,
    oldId: 'Совпал старый номер покупателя',
    reason: (reason: string, confidence: number) => `${reason} · ${percent(confidence * 100)}`,
    modes: {
      AUTO_ALLOWED: 'Можно автоматически',
      ASSIST_ONLY: 'Только подсказка',
      ANALYTICS_ONLY: 'Только аналитика',
    } satisfies Record<ActionMode, string>,
    template: 'Шаблон',
    more: (n: number) => `Показать ещё ${n}`,
    empty: 'Связанных обращений нет',
    footer: 'Автоматические действия — только по точным совпадениям с надёжностью от 85 %.',
  },

  links: {
    title: 'Возможные связи',
    hint: 'Только подсказка',
    note: 'Совпадение вероятное, автоматических действий не будет.',
    empty: 'Похожих обращений нет',
    tiers: { HIGH: 'высокая', MEDIUM: 'средняя', LOW: 'низкая' } satisfies Record<LinkTier, string>,
    confidence: (tier: string, confidence: number) => `Надёжность: ${tier} · ${percent(confidence * 100)}`,
    why: 'Тот же товар, близкое время',
    signals: {
      NM_ID_WITHIN_7D: 'Тот же товар, до 7 дней',
      ARTICLE_WITHIN_7D: 'Тот же артикул, до 7 дней',
      TIME_WITHIN_24H: 'В пределах суток',
      SEMANTIC_MATCH: 'Похожая проблема',
      SEMANTIC_PARTIAL: 'Частично похожий текст',
      NAME_MATCH: 'Совпало имя',
      NAME_PARTIAL: 'Похожее имя',
      EXTRA_REFERENCE: 'Общий номер в тексте',
    } satisfies Record<LinkSignal, string>,
    open: 'Открыть',
    same: 'Это тот же покупатель',
    isSame: 'Вы подтвердили: тот же покупатель',
    other: 'Другой покупатель',
    hidden: 'Связь скрыта',
    away: (n: number) => `Скрытые связи · ${n}`,
    bringBack: 'Вернуть',
    kept: 'Запомнили: тот же покупатель',
  },

  analysis: {
    title: 'Разбор',
    topic: 'Тема',
    sentiment: 'Тональность',
    priority: 'Приоритет',
    rule: 'Почему',
    deadline: 'Срок ответа',
    due: (when: string, target: string) => `${when} · по правилам ${target}`,
    refresh: 'Обновить разбор',
    refreshed: 'Разбор обновлён',
    why: 'Почему такой приоритет',
    whyOf: (priority: string) => `${priority}. Почему такой приоритет`,
    change: 'Изменить приоритет',
  },

  item: {
    title: 'Обращение',
    channel: 'Канал',
    status: 'Статус',
    written: 'Написано',
    lastMessage: 'Сообщение',
    received: 'Получено нами',
    changed: 'Изменилось',
    externalId: 'Номер WB',
    orderId: 'Заказ',
    history: 'История статусов',
    steps: {
      INGESTED: 'Покупатель написал',
      REPLY_SENT: 'Ответ отправлен',
      REPLY_EDITED: 'Правка отправлена',
      REPLY_CONFIRMED: 'Ответ появился на WB',
      REPLY_REJECTED: 'WB отклонил ответ',
      REPLY_FAILED: 'Ответ не отправлен',
      CLOSED: 'Закрыто',
      REOPENED: 'Возвращено в работу',
      PRIORITY_CHANGED: 'Приоритет изменён',
      ESCALATED: 'Продолжение в чате',
    } as Partial<Record<JournalEventType, string>>,
    /** What is said otherwise of an edit. */
    stepsOfEdit: {
      REPLY_CONFIRMED: 'Правка появилась на WB',
      REPLY_REJECTED: 'WB отклонил правку',
      REPLY_FAILED: 'Правка не отправлена',
    } as Partial<Record<JournalEventType, string>>,
    /** What is said otherwise of a question that is rejected: that is no answer, and it is closed once WB has hidden it. */
    stepsOfRejection: {
      CLOSED: 'Отклонение отправлено',
      REPLY_CONFIRMED: 'Вопрос отклонён',
      REPLY_FAILED: 'Вопрос не отклонён',
    } as Partial<Record<JournalEventType, string>>,
    otherStep: 'Обновление',
  },

  actions: {
    title: 'Действия',
    section: {
      REVIEW: 'Открыть отзывы на WB',
      QUESTION: 'Открыть вопросы на WB',
      CHAT: 'Открыть чаты на WB',
    } satisfies Record<Channel, string>,
    productPage: 'Карточка товара на WB',
  },

  fill: {
    question: 'В поле уже есть текст',
    note: 'Заменить его прежним ответом или добавить ответ в конец?',
    replace: 'Заменить',
    append: 'Добавить в конец',
    done: 'Вставлено',
    doubtful: 'Ответ мог быть другому покупателю — проверьте детали',
  },
}

/** In the second case: `в пределах 1 дня`, `в пределах 45 дней`. */
const within = (days: number) => `в пределах ${counted(days, ['дня', 'дней', 'дней'])}`
