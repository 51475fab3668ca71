import type { DraftTone } from '#generated/graphql.ts'

/** How drafts are written (ui 7.11). */
export const aiSettings = {
  title: 'AI-ассистент',
  summary: { on: 'Включён', off: 'Выключен', noModel: 'Без модели' },
  onlyOwner: 'Изменить может владелец кабинета',
  saved: 'Сохранено',

  model: {
    title: 'Модель',
    ready: (model: string, provider: string) => `Черновики пишет ${model} (${provider})`,
    /** Why no model writes; what stands in for it is said after. */
    noKey: (provider: string) => `Модель не подключена: нет ключа ${provider}`,
    noServer: 'Модель не подключена: на сервере не указан адрес своей модели',
    unknownProvider: (provider: string) => `Модель не подключена: поставщик «${provider}» этому серверу не знаком`,
    off: 'Модель выключена',
    standIn: 'Вместо неё подставляем готовые тексты по теме и оценке.',
    onlyAsked: 'Готовый текст появится, только если нажать «Подготовить черновик».',
    enabled: 'Писать черновики моделью',
    enabledHelper: 'Следующий черновик пишется уже по-новому',
    privacy:
      'Имена, телефоны, адреса и номера, которые удаётся распознать, модель не получает. Отправляет ответ всегда человек.',
    provider: 'Поставщик',
    name: 'Модель',
    key: 'Ключ',
    noKeyYet: 'не задан',
    ownKey: 'ключ сервера',
    change: 'Изменить модель',
  },
  /** As they are named on screen; what is not here has its own word. */
  providers: { deepseek: 'DeepSeek', openai: 'OpenAI', custom: 'Своя модель' } as Record<string, string>,

  sheet: {
    title: 'Модель для черновиков',
    nameHelper: 'Как её называет поставщик, например deepseek-chat',
    key: 'Ключ поставщика',
    keyHelper: 'Хранится на сервере в зашифрованном виде, в браузере не сохраняется',
    keyKept: (mask: string) => `Сейчас ${mask}. Оставьте пустым, чтобы не менять`,
    keyLost: 'У другого поставщика прежний ключ не подойдёт и будет удалён',
    save: 'Сохранить',
    reset: 'Вернуть обычную',
    removeKey: 'Удалить ключ',
    wrong: {
      llmProvider: 'Выберите поставщика из списка',
      llmModel: 'Название — до 100 знаков, без пробелов',
      key: 'Ключ — от 8 знаков, латиницей и без пробелов',
    } as Record<string, string>,
  },

  tone: {
    title: 'Тон ответов',
    helper: 'Учитывает модель. Готовые тексты от тона не зависят.',
    tones: {
      FRIENDLY: {
        label: 'Дружелюбный',
        sample: 'Спасибо, что рассказали! Уже передали ваши слова мастерам.',
      },
      FORMAL: {
        label: 'Формальный',
        sample: 'Благодарим за обращение. Ваше замечание передано в отдел качества.',
      },
      NEUTRAL: { label: 'Нейтральный', sample: 'Спасибо за отзыв. Замечание передали в отдел качества.' },
    } satisfies Record<DraftTone, { label: string; sample: string }>,
  },

  ahead: {
    label: 'Готовить черновики заранее',
    helper: 'Для срочных и важных обращений, до 200 в день: карточка открывается сразу с черновиком',
    idle: 'Сейчас не действует: модель не пишет',
  },

  questions: {
    label: 'Уточнять тему вопросов',
    helper: 'Если тему вопроса не видно по ключевым словам, её назовёт модель: от темы зависят приоритет и срок ответа',
    idle: 'Сейчас не действует: модель выключена',
  },
}
