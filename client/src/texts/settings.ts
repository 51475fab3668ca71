import type { ContractState, SurpriseKind, SyncMode, SyncOutcome } from '#generated/graphql.ts'

export const settings = {
  connections: 'Подключения',
  app: 'Приложение',
  profile: 'Профиль',
  sections: 'Разделы настроек',
  summary: { connected: 'Подключено', notConnected: 'Не подключено', error: 'Ошибка' },
  offline: 'Изменить можно при наличии связи',

  connection: {
    wildberries: 'Wildberries',
    connected: (freshness: string) => `Подключено · ${freshness}`,
    error: (reason: string) => `Ошибка · ${reason}`,
    notConnected: 'Не подключено',
    readOnly: 'Только чтение',
    channels: 'Каналы',
    noAccess: 'нет доступа',
    noAnswer: 'WB пока не ответил',
    lastSuccess: (moment: string) => `успешно: ${moment}`,
    neverYet: 'ещё не загружалось',
    key: 'Ключ',
    tokenType: 'Тип ключа',
    validUntil: 'Действует до',
    connectedAt: 'Подключён',
    renew: 'Обновить ключ',
    connect: 'Подключить',
    syncNow: 'Синхронизировать сейчас',
    started: 'Обновление запущено',
    fresh: (seconds: number) => `Данные свежие: обновлено ${seconds} с назад`,
  },

  runs: {
    title: 'Последние обновления',
    listOf: (channel: string) => `Последние обновления: ${channel}`,
    none: 'Обновлений ещё не было',
    mode: { FIRST: 'первая загрузка', MANUAL: 'вручную', BACKGROUND: 'по расписанию' } satisfies Record<
      SyncMode,
      string
    >,
    outcome: {
      RUNNING: 'Идёт',
      SUCCESS: 'Без ошибок',
      UNFINISHED: 'Продолжит следующее обновление',
      ERROR: 'Синхронизация завершилась с ошибкой',
      LOST: 'Прервано, продолжит следующее обновление',
    } satisfies Record<SyncOutcome, string>,
    limited: 'WB ограничил частоту запросов, продолжит следующее обновление',
    took: (seconds: string) => `${seconds} с`,
    fetched: (n: string) => `получено: ${n}`,
    created: (n: string) => `новых: ${n}`,
    updated: (n: string) => `известных: ${n}`,
    unreadable: (n: string) => `не прочитано: ${n}`,
    requestId: 'Номер запроса WB:',
    copyRequestId: 'Скопировать номер',
  },
  source: {
    title: 'Источник данных',
    check: {
      CLEAN: 'WB отвечает так, как мы ожидаем',
      NEW: 'WB отвечает как ожидаем, есть незнакомое',
      BREAKING: 'WB изменил ответы: часть данных не читается',
      UNREACHABLE: 'WB не ответил, проверим ещё раз через час',
      REFUSED: 'WB не принял ключ при проверке',
      SKIPPED: 'Запросов ключа на проверку не хватило, попробуем через час',
    } satisfies Record<ContractState, string>,
    notChecked: 'Проверка ответов WB проходит ночью, её ещё не было',
    checkedAt: (at: string) => `Проверено: ${at}`,
    findings: 'Что изменилось в ответах WB',
    noSurprises: 'Незнакомых полей и значений в ответах WB не было.',
    harmless: 'WB прислал то, чего нет в его описании. Работе это не мешает; пригодится поддержке.',
    surprises: 'Незнакомое в ответах WB',
    kind: { FIELD: 'Незнакомое поле', VALUE: 'Незнакомое значение' } satisfies Record<SurpriseKind, string>,
    met: (times: string, at: string) => `встречалось раз: ${times}, последний — ${at}`,
  },

  /** Replies that came to nothing and that nobody has dealt with. */
  lost: {
    title: 'Остановленные ответы',
    intro:
      'Ответы, которые не дошли до покупателя. Повторить можно только то, что точно не ушло в WB; остальное проверьте в обращении.',
    none: 'Остановленных ответов нет',
    restarted: 'Ответ снова в очереди',
  },

  appearance: {
    theme: 'Тема',
    themes: { system: 'Как в системе', light: 'Светлая', dark: 'Тёмная' },
    density: 'Плотность списка',
    densities: { comfortable: 'Просторно', compact: 'Компактно' },
  },
  replying: {
    title: 'Ответы',
    afterSending: 'После отправки',
    undo: 'Время на отмену отправки',
    undoSeconds: (n: number) => `${n} с`,
    afterSendings: { next: 'Открыть следующее', stay: 'Остаться', list: 'Вернуться к списку' },
    enterSends: 'Enter отправляет',
    enterSendsHelper: 'Новая строка — Shift+Enter',
  },
  install: {
    installed: 'Приложение установлено',
    none: 'Этот браузер не предлагает установку',
  },
  version: {
    label: (version: string) => `Версия ${version}`,
    check: 'Проверить обновление',
  },
  offlineData: {
    title: 'Данные офлайн',
    size: (size: string) => `Занято ${size}`,
    unknown: 'Размер неизвестен',
  },
  account: {
    company: 'Компания',
    email: 'Email',
    role: 'Роль',
    signOut: 'Выйти',
    signOutOffline: 'Выйти можно только при наличии связи',
    signOutFailed: 'Не удалось выйти. Попробуйте ещё раз',
    unsent: {
      title: (n: number) => `Не отправлено ответов: ${n}`,
      text: 'Если выйти сейчас, они будут удалены с этого устройства.',
      dropAndLeave: 'Удалить и выйти',
      stay: 'Остаться',
    },
  },
}
