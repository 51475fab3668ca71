/** What keys do, and the list of them (ui 10). A combination is written as it is printed on the keys; « / » stands between two ways. */
export const shortcuts = {
  title: 'Горячие клавиши',
  show: 'Показать список',
  single: 'Клавиши без Ctrl',
  singleHelper: 'J, K, R и другие. Выключите, если диктуете голосом или нажимаете их случайно',
  singleOff: 'Клавиши без Ctrl выключены в настройках приложения.',
  or: ' или ',
  groups: [
    {
      title: 'Список',
      keys: [
        { keys: ['J', '↓'], does: 'Следующее обращение' },
        { keys: ['K', '↑'], does: 'Предыдущее обращение' },
        { keys: ['1…4'], does: 'Все, отзывы, вопросы, чаты' },
        { keys: ['U'], does: 'Только без ответа' },
        { keys: ['/'], does: 'Поиск' },
        { keys: ['X'], does: 'Выбрать обращение' },
        { keys: ['Shift+X'], does: 'Выбрать все до этого' },
      ],
    },
    {
      title: 'Обращение',
      keys: [
        { keys: ['R', 'Enter'], does: 'К полю ответа' },
        { keys: ['D'], does: 'Вставить черновик' },
        { keys: ['G'], does: 'Другой вариант черновика' },
        { keys: ['Ctrl/⌘+Enter'], does: 'Отправить' },
        { keys: ['Ctrl/⌘+Z'], does: 'Отменить отправку, пока идёт отсчёт' },
        { keys: ['E'], does: 'Закрыть без ответа' },
        { keys: ['I'], does: 'Контекст' },
        { keys: ['['], does: 'Предыдущее' },
        { keys: [']'], does: 'Следующее' },
      ],
    },
    {
      title: 'Проверка ответов',
      keys: [
        { keys: ['A'], does: 'Одобрить' },
        { keys: ['S'], does: 'Пропустить' },
        { keys: ['['], does: 'Вернуться к предыдущему' },
      ],
    },
    {
      title: 'Везде',
      keys: [
        { keys: ['Esc'], does: 'Закрыть верхнее или выйти из поля' },
        { keys: ['?'], does: 'Этот список' },
      ],
    },
  ],
} as const
