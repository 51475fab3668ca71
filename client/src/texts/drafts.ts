import type { DraftGroundingKind, DraftOrigin, Intent } from '#generated/graphql.ts'
import { words } from './words.ts'

/** The text that is proposed as an answer (ui 7.6.5). */
export const drafts = {
  title: 'AI-черновик',
  prepare: 'Подготовить черновик',
  preparing: 'Готовим черновик…',
  takesLong: 'Дольше обычного',
  cancel: 'Отменить',
  insert: 'Вставить',
  another: 'Другой вариант',
  turnDown: 'Отклонить черновик',
  why: 'Почему так',
  clean: 'Замечаний нет',
  findings: (n: number) => `Замечаний: ${n}`,
  inserted: 'Черновик вставлен',
  edited: 'Черновик изменён вами',
  original: 'Вернуть исходный',
  outdated: 'Покупатель написал ещё раз',
  renew: 'Обновить черновик',
  template: 'Шаблон',
  stopped: (reason: string) => `Нужен ответ человека: ${reason}`,
  personWanted: 'Нужен ответ человека',
  stoppedNote: 'Ответьте своими словами, без обещаний и спешки.',
  standInNote: 'AI недоступен',
  standInNotes: {
    DISABLED: 'AI выключен',
    NO_WORDS: 'Нет слов покупателя',
    GUARDRAIL: 'Ответ AI нарушал правила',
  } as Record<string, string>,
  standIn: (note: string) => `${note}, показан шаблон`,
  failed: 'Не удалось подготовить черновик',
  noOther: 'Другой вариант не получился, остался прежний',
  offline: 'Черновик появится, когда будет связь',

  reasons: {
    title: 'Почему так',
    topic: (intent: string) => `Тема: ${intent}`,
    topicByModel: (intent: string) => `Тема, как её понял AI: ${intent}`,
    used: 'Учтено',
    nothing: 'Готовый текст подобран по оценке и теме обращения.',
    public: 'Ответ публичный',
    checks: 'Проверки',
    version: (model: string | null, rules: string, time: string) =>
      [model ? `Модель ${model}` : null, `правила ${rules}`, time].filter(Boolean).join(' · '),
    unknown: 'Сейчас это не узнать. Попробуйте, когда будет связь',
    kinds: {
      PRODUCT_CARD: 'О товаре',
      RATING: 'Оценка',
      INTENT: 'Тема по правилам',
      PAST_ANSWER: 'Ваш прежний ответ',
      TEMPLATE: 'Ваш шаблон',
      COMPLAINT_STATS: 'Частое по товару',
      THREAD_STEP: 'Связанное обращение',
      CUSTOMER_PROFILE: 'Обращений покупателя',
      CONVERSATION: 'Из переписки',
      TONE: 'Тон',
    } satisfies Record<DraftGroundingKind, string>,
    /** Where a fact is from. */
    sources: {
      wb_api: words.source.WB_API,
      history: 'прежние ответы',
      templates: 'шаблоны',
      last_90_days: 'за 90 дней',
      settings: 'настройки',
      deterministic: 'точное совпадение',
      probabilistic: 'возможная связь',
    } as Record<string, string>,
    tones: { formal: 'формальный', friendly: 'дружелюбный', neutral: 'нейтральный' } as Record<string, string>,
  },
}

type Fact = { kind: DraftGroundingKind; excerpt: string }

/** What a fact says, in words where the server gives a word of its own. */
export function factText({ kind, excerpt }: Fact): string {
  switch (kind) {
    case 'RATING':
      return `${excerpt} из 5`
    case 'INTENT':
      return intentText(excerpt)
    case 'TONE':
      return drafts.reasons.tones[excerpt] ?? excerpt
    case 'COMPLAINT_STATS': {
      const [intent = '', count = ''] = excerpt.split(': ')
      return `${intentText(intent)} — ${count}`
    }
    default:
      return excerpt
  }
}

function intentText(word: string): string {
  return words.intent[word.toUpperCase() as Intent] ?? word
}

type Written = { origin: DraftOrigin; fallbackReason: string | null }

/** Whose words a draft has, in one breath. */
export function draftTitle(draft: Written): string {
  const note = standInNote(draft)
  if (note !== null) return drafts.standIn(note)
  return draft.origin === 'TEMPLATE' ? drafts.template : drafts.title
}

/** Why a template stands where a model would write; null where none does. */
export function standInNote({ origin, fallbackReason }: Written): string | null {
  return origin === 'FALLBACK' ? (drafts.standInNotes[fallbackReason ?? ''] ?? drafts.standInNote) : null
}

/** That the model would rather have a person answer, and why; null when it would not. */
export function personWanted(draft: { needsEscalation: boolean; escalationReason: string | null }): string | null {
  if (!draft.needsEscalation) return null
  return draft.escalationReason ? drafts.stopped(draft.escalationReason) : drafts.personWanted
}
