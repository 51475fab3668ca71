const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Between a number and its word, so that a line never breaks there. */
export const NBSP = '\u00a0'

type Forms = readonly [one: string, few: string, many: string]

export const nouns = {
  interaction: ['обращение', 'обращения', 'обращений'],
  review: ['отзыв', 'отзыва', 'отзывов'],
  question: ['вопрос', 'вопроса', 'вопросов'],
  chat: ['чат', 'чата', 'чатов'],
  reply: ['ответ', 'ответа', 'ответов'],
  draft: ['черновик', 'черновика', 'черновиков'],
  remark: ['замечание', 'замечания', 'замечаний'],
  product: ['товар', 'товара', 'товаров'],
  day: ['день', 'дня', 'дней'],
  time: ['раз', 'раза', 'раз'],
  new: ['новое', 'новых', 'новых'],
  urgent: ['срочное', 'срочных', 'срочных'],
  lostFile: ['файла', 'файлов', 'файлов'],
  request: ['запрос', 'запроса', 'запросов'],
} as const satisfies Record<string, Forms>

export function plural(n: number, [one, few, many]: Forms): string {
  const forms: Record<string, string> = { one, few, many }
  return forms[new Intl.PluralRules('ru').select(n)] ?? few
}

/** `22 отзыва` */
export const counted = (n: number, forms: Forms) => `${number(n)}${NBSP}${plural(n, forms)}`

export const number = (n: number) => new Intl.NumberFormat('ru-RU').format(n)

/** `4,3` */
export const decimal = (n: number) => new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 1 }).format(n)

export const percent = (n: number) => `${number(Math.round(n))}${NBSP}%`

export const money = (roubles: number) => `${number(Math.round(roubles))}${NBSP}₽`

/** `2,1 МБ` */
export function fileSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${number(Math.max(1, Math.round(bytes / 1024)))}${NBSP}КБ`
  return `${decimal(bytes / 1024 / 1024)}${NBSP}МБ`
}

/** `12:47` */
export const clockTime = (at: Date) =>
  new Intl.DateTimeFormat('ru-RU', { hour: '2-digit', minute: '2-digit' }).format(at)

/** When something happened, as short as a list allows: `12:47`, `Вчера`, `пн`, `11 фев`, `11.02.25`. */
export function shortMoment(at: Date, now: Date): string {
  const days = daysBetween(at, now)
  if (days <= 0) return clockTime(at)
  if (days === 1) return 'Вчера'
  if (days < 7) return new Intl.DateTimeFormat('ru-RU', { weekday: 'short' }).format(at)
  if (at.getFullYear() === now.getFullYear()) return `${at.getDate()} ${monthNames[at.getMonth()]}`
  return new Intl.DateTimeFormat('ru-RU', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(at)
}

const monthNames = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']

/** A day as the heading of a conversation: `Сегодня`, `Вчера`, `24 сентября 2025`. */
export function dayTitle(at: Date, now: Date): string {
  const days = daysBetween(at, now)
  if (days === 0) return 'Сегодня'
  if (days === 1) return 'Вчера'
  return longDate(at)
}

/** `24 сентября 2025` */
export const longDate = (at: Date) => `${dayAndMonth(at)} ${at.getFullYear()}`

/** `24 сентября` */
export const dayAndMonth = (at: Date) => new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long' }).format(at)

/** `вторник, 11 февраля` */
export const weekdayAndDate = (at: Date) =>
  `${new Intl.DateTimeFormat('ru-RU', { weekday: 'long' }).format(at)}, ${dayAndMonth(at)}`

/** A moment in words that stand alone: `12:47`, `вчера, 12:47`, `11 фев, 12:47`. */
export function moment(at: Date, now: Date): string {
  const days = daysBetween(at, now)
  if (days === 0) return clockTime(at)
  if (days === 1) return `вчера, ${clockTime(at)}`
  if (days === -1) return `завтра, ${clockTime(at)}`
  return `${at.getDate()} ${monthNames[at.getMonth()]}, ${clockTime(at)}`
}

/** How long, in whole steps that never say more than is over: `меньше минуты`, `23 мин`, `2 ч 10 мин`, `3 дн`. */
export function duration(ms: number): string {
  const length = Math.max(0, ms)
  if (length < MINUTE) return 'меньше минуты'
  if (length < HOUR) return `${Math.floor(length / MINUTE)}${NBSP}мин`
  if (length >= DAY) return `${Math.floor(length / DAY)}${NBSP}дн`

  const minutes = Math.floor((length % HOUR) / MINUTE)
  const hours = `${Math.floor(length / HOUR)}${NBSP}ч`
  return minutes === 0 ? hours : `${hours} ${minutes}${NBSP}мин`
}

/** How often: `раз в 5 минут`, `раз в 30 секунд`, `раз в час`. */
export function cadence(seconds: number): string {
  if (seconds < 60) return `раз в ${counted(seconds, ['секунду', 'секунды', 'секунд'])}`
  if (seconds === 60) return 'раз в минуту'
  if (seconds < 3600) return `раз в ${counted(Math.round(seconds / 60), ['минуту', 'минуты', 'минут'])}`
  if (seconds < 5400) return 'раз в час'
  return `раз в ${counted(Math.round(seconds / 3600), ['час', 'часа', 'часов'])}`
}

/** `Обновлено только что`, `Обновлено 2 мин назад`, `Обновлено в 12:47`. */
export function freshness(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime()
  if (age < MINUTE) return 'Обновлено только что'
  if (age < HOUR) return `Обновлено ${duration(age)} назад`
  if (daysBetween(at, now) === 0) return `Обновлено в ${clockTime(at)}`
  return `Обновлено ${moment(at, now)}`
}

/** What is left until an answer is due, or how late it is (ui 7.5.3). The short form is for narrow screens. */
export function deadline(dueAt: Date, now: Date): { long: string; short: string } {
  const left = dueAt.getTime() - now.getTime()
  const isBrief = Math.abs(left) < MINUTE
  if (left < 0) return { long: `Просрочено ${duration(-left)}`, short: isBrief ? 'срок вышел' : `−${duration(-left)}` }
  if (left <= HOUR)
    return { long: `Осталось ${duration(left)}`, short: isBrief ? `<${NBSP}1${NBSP}мин` : duration(left) }

  const until = `до ${moment(dueAt, now)}`
  return { long: until, short: until }
}

/** `1…99`, then `99+` */
export const badgeNumber = (n: number) => (n > 99 ? '99+' : String(n))

/** The start of a key and its end: `eyJh••••3f9c`. */
export const maskedKey = (key: string) =>
  key.length < 12 ? '•'.repeat(key.length) : `${key.slice(0, 4)}••••${key.slice(-4)}`

/** Calendar days from `at` to `now` in the zone of the device. */
function daysBetween(at: Date, now: Date): number {
  return Math.round((startOfDay(now).getTime() - startOfDay(at).getTime()) / DAY)
}

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate())
