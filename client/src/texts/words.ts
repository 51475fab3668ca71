import type {
  Channel,
  CloseReason,
  DisplayStatus,
  EscalationReason,
  InboxSection,
  Intent,
  MembershipRole,
  Priority,
  PriorityReason,
  Sentiment,
  Source,
  TokenType,
} from '#generated/graphql.ts'

/** The words of the product (ui 12). A value that the app does not know reads as its `unknown` beside the map. */
export const words = {
  channel: { REVIEW: 'Отзыв', QUESTION: 'Вопрос', CHAT: 'Чат' } satisfies Record<Channel, string>,
  unknownChannel: 'Обращение',
  channels: { REVIEW: 'Отзывы', QUESTION: 'Вопросы', CHAT: 'Чаты' } satisfies Record<Channel, string>,
  status: {
    WAITING: 'Ожидает ответа',
    CLIENT_REPLIED: 'Покупатель ответил',
    RESPONDED: 'Отвечено',
    AUTO_RESPONSE: 'Авто-ответ',
    PENDING: 'Отправлено, ждём WB',
    FAILED: 'Не отправлено',
    CLOSED: 'Закрыто',
  } satisfies Record<DisplayStatus, string>,
  closeReason: {
    NO_TEXT: 'Отзыв без текста',
    WB_ARCHIVED: 'В архиве WB',
    REJECTED: 'Вопрос отклонён',
    MANUAL: 'Закрыто вручную',
    INACTIVE: 'Нет активности 10 дней',
    SPAM: 'Спам',
  } satisfies Record<CloseReason, string>,
  priority: {
    URGENT: 'Срочно',
    HIGH: 'Важно',
    NORMAL: 'Обычный',
    LOW: 'Может подождать',
  } satisfies Record<Priority, string>,
  escalation: {
    MEDICAL: 'здоровье',
    LEGAL: 'юридический вопрос',
    COUNTERFEIT: 'подозрение на подделку',
    THREAT: 'угрозы',
    PERSONAL_DATA: 'личные данные',
    REPEAT: 'пишет повторно',
    MASS_DEFECT: 'похожие жалобы',
    OTHER: 'нужно внимание',
  } satisfies Record<EscalationReason, string>,
  intent: {
    DEFECT_NOT_WORKING: 'Брак, не работает',
    WRONG_ITEM: 'Не тот товар',
    REFUND_EXCHANGE: 'Возврат или обмен',
    CANCEL_REQUEST: 'Отмена заказа',
    DELIVERY_DELAY: 'Задержка доставки',
    DELIVERY_STATUS: 'Статус доставки',
    QUALITY_COMPLAINT: 'Жалоба на качество',
    SIZING_FIT: 'Размер и посадка',
    AVAILABILITY: 'Наличие',
    AVAILABILITY_DELIVERY: 'Наличие и доставка',
    COMPATIBILITY: 'Совместимость',
    SPEC_COMPATIBILITY: 'Характеристики и совместимость',
    COMPLIANCE_SAFETY: 'Безопасность и соответствие',
    POST_PURCHASE_ISSUE: 'Проблема после покупки',
    PRE_PURCHASE: 'Вопрос перед покупкой',
    USAGE_HOWTO: 'Как пользоваться',
    PRODUCT_SPEC: 'Характеристики',
    THANKS: 'Благодарность',
    GENERAL_QUESTION: 'Общий вопрос',
    OTHER: 'Другое',
  } satisfies Record<Intent, string>,
  sentiment: {
    POSITIVE: 'Позитивная',
    NEUTRAL: 'Нейтральная',
    NEGATIVE: 'Негативная',
  } satisfies Record<Sentiment, string>,
  source: { WB_API: 'WB API', WBCON_FALLBACK: 'WBCON fallback', DEMO: 'Демо' } satisfies Record<Source, string>,
  section: {
    URGENT: 'Срочно',
    WAITING: 'Ожидают ответа',
    PROCESSED: 'Обработаны',
  } satisfies Record<InboxSection, string>,
  sizeMatch: { ok: 'Соответствует размеру', smaller: 'Маломерит', bigger: 'Большемерит' } as Record<string, string>,
  role: { OWNER: 'владелец', MANAGER: 'менеджер', OPERATOR: 'оператор' } satisfies Record<MembershipRole, string>,
  tokenType: {
    PERSONAL: 'персональный',
    SERVICE: 'сервисный',
    BASE: 'базовый',
    TEST: 'тестовый',
  } satisfies Record<TokenType, string>,
}

export type ReasonFacts = { intent?: Intent | null; escalation?: EscalationReason | null; overdue?: boolean }

/** How urgent an item is and why, in one breath: `Срочно: брак или не работает`. A reason that says nothing stays out. */
export function priorityText(priority: Priority, reason: PriorityReason | null, facts: ReasonFacts = {}): string {
  const why = reason && priorityReasons[reason](facts)
  return why ? `${words.priority[priority]}: ${why}` : words.priority[priority]
}

/** They go on after a colon: none begins with a capital letter or has a colon of its own. */
export const priorityReasons: Record<PriorityReason, (facts: ReasonFacts) => string | null> = {
  INTENT: ({ intent }) =>
    intent && intent !== 'OTHER' ? (spokenTopics[intent] ?? uncapitalised(words.intent[intent])) : null,
  RATING_NEGATIVE: () => 'негативный отзыв',
  RATING_NEUTRAL: () => 'отзыв 3★',
  RATING_POSITIVE: () => 'позитивный отзыв',
  HIDDEN_COMPLAINT: () => 'жалоба в позитивном отзыве',
  NO_RATING: () => 'оценки нет',
  ESCALATION: ({ escalation }) => `нужен человек — ${words.escalation[escalation ?? 'OTHER']}`,
  AGED_8H: () => 'ждёт больше 8 часов',
  AGED_24H: () => 'ждёт больше суток',
  SLA_NEAR_BREACH: ({ overdue }) => (overdue ? 'срок вышел' : 'срок скоро истечёт'),
  BUYER_INSISTS: () => 'покупатель пишет повторно',
  MODEL: () => 'по оценке AI',
  ANSWERED: () => 'ответ дан',
  REPLY_PENDING: () => 'отправлено, ждём WB',
  MANUAL: () => 'выставлен вручную',
  OTHER: () => null,
}

/** A rule that stands alone (ui 12): `Тема: Размер и посадка`, `Ждёт больше суток`. */
export function ruleText(reason: PriorityReason, facts: ReasonFacts): string | null {
  if (reason === 'INTENT') return facts.intent ? `Тема: ${words.intent[facts.intent]}` : null
  if (reason === 'ESCALATION') return `Нужен человек: ${words.escalation[facts.escalation ?? 'OTHER']}`

  const why = priorityReasons[reason](facts)
  return why && capitalised(why)
}

/** Topics whose name is a list read otherwise within a sentence (ui 7.6.2). */
const spokenTopics: Partial<Record<Intent, string>> = { DEFECT_NOT_WORKING: 'брак или не работает' }

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const uncapitalised = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
