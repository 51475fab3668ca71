import { counted, nouns } from './formats.ts'

/** How long an answer may take, by topic (ui 7.11, domain 6.6). */
export const deadlines = {
  title: 'Правила и сроки',
  deadline: 'Срок ответа',
  intro:
    'С какой срочности начинает обращение и за сколько минут на него нужно ответить. То, что уже ждёт ответа, пересчитаем сразу.',
  reviews: 'Срочность остальных отзывов зависит от оценки, её изменить нельзя.',
  figures: (priority: string, time: string) => `${priority} · ${time}`,
  usual: (figures: string) => `обычно: ${figures}`,
  own: 'Изменено',
  resetAll: 'Вернуть обычные сроки',
  resetQuestion: 'Вернуть обычные сроки?',
  resetNote: 'Все ваши сроки и срочность по темам заменим обычными.',
  resetDone: 'Обычные сроки действуют снова',
  cancel: 'Отмена',
  onlyOwner: 'Изменить может владелец кабинета',
  priority: 'Срочность',
  minutes: 'Минут на ответ',
  minutesHelper: 'От 1 до 10 080 (неделя)',
  minutesWrong: 'Целое число от 1 до 10 080',
  save: 'Сохранить',
  saved: 'Сохранено',
  reset: 'Сбросить',
}

const DAY = 1440

/** How long an answer may take, to the minute: `30 мин`, `4 ч`, `1 день 9 ч 20 мин`. */
export function allowance(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / DAY), Math.floor((minutes % DAY) / 60), minutes % 60]
  return [days > 0 && counted(days, nouns.day), hours > 0 && `${hours}\u00a0ч`, rest > 0 && `${rest}\u00a0мин`]
    .filter(Boolean)
    .join(' ')
}
