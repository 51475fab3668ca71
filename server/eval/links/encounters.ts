import type { Channel } from '#domain/interaction.ts'
import { composeReviewText } from '#domain/review-text.ts'

/**
 * Two items about one product, and whether they are one buyer's. Written for the evaluation, after the manner of buyers: who is called
 * otherwise in a chat than under a review, and who fills in the fields of a review.
 */
export type Encounter = {
  isSame: boolean
  /** What makes it hard. */
  trap: string
  one: Written
  other: Written
  hoursLater: number
}

type Written = { channel: Channel; customerName: string | null; text: string }

const shortName = { isSame: true, trap: 'a short name in the chat' } as const
const otherName = { isSame: false, trap: 'a short name of another name' } as const
const inFields = { isSame: true, trap: 'a review in fields' } as const
const onlyFields = { isSame: false, trap: 'a review in fields, a question about good and bad' } as const

export const encounters: readonly Encounter[] = [
  {
    ...shortName,
    one: review('Екатерина', 'Тостер сжигает хлеб с одной стороны'),
    other: chat('Катя', 'Здравствуйте! Тостер сжигает хлеб, одна сторона чёрная'),
    hoursLater: 6,
  },
  {
    ...shortName,
    one: review('Дмитрий К.', 'Шуруповёрт не держит заряд, хватает на пять минут'),
    other: chat('Дима', 'Шуруповёрт совсем не держит заряд'),
    hoursLater: 30,
  },
  {
    ...shortName,
    one: review('Александр', 'У палатки сломалась дуга в первый же поход'),
    other: chat('Саша', 'У палатки сломалась дуга, есть запасная?'),
    hoursLater: 12,
  },
  {
    ...shortName,
    one: review('Наталия', 'Скатерть полиняла, после стирки вся в пятнах'),
    other: chat('Наталья', 'Скатерть полиняла после первой стирки'),
    hoursLater: 50,
  },
  {
    ...shortName,
    one: review('Иванова А.', 'Блендер течёт снизу, вся столешница мокрая'),
    other: chat('Анна', 'Добрый день, блендер течёт снизу'),
    hoursLater: 4,
  },
  {
    ...shortName,
    one: review('Маша', 'Колготки порвались на второй день, стрелка на колене'),
    other: chat('Мария Л.', 'Колготки порвались, стрелка на колене на второй день'),
    hoursLater: 20,
  },
  {
    ...otherName,
    one: review('Екатерина', 'Тостер сжигает хлеб с одной стороны'),
    other: chat('Таня', 'Тостер сжигает хлеб, как настроить?'),
    hoursLater: 9,
  },
  {
    ...otherName,
    one: review('Дмитрий К.', 'Шуруповёрт не держит заряд, хватает на пять минут'),
    other: chat('Саша', 'Шуруповёрт не держит заряд'),
    hoursLater: 26,
  },
  {
    ...otherName,
    one: review('Анна К.', 'Скатерть полиняла, после стирки вся в пятнах'),
    other: chat('Ксюша', 'Скатерть полиняла после стирки'),
    hoursLater: 15,
  },
  {
    ...otherName,
    one: review('Иванова А.', 'Блендер течёт снизу, вся столешница мокрая'),
    other: chat('Лена', 'Блендер течёт снизу'),
    hoursLater: 40,
  },
  {
    ...otherName,
    one: review('Катя С.', 'Колготки порвались на второй день, стрелка на колене'),
    other: chat('Екатерина М.', 'Колготки порвались, на колене стрелка'),
    hoursLater: 11,
  },
  {
    ...inFields,
    one: review('Полина', { text: '', pros: 'Циферблат', cons: 'Ремешок жёсткий, застёжка тугая' }),
    other: question('Застёжка всегда тугая или разнашивается?'),
    hoursLater: 3,
  },
  {
    ...inFields,
    one: review('Степан', { text: '', pros: 'Лёгкий', cons: 'Колёсики гремят по плитке' }),
    other: question('Колёсики у чемодана всегда гремят?'),
    hoursLater: 8,
  },
  {
    ...inFields,
    one: review('Юлия Р.', { text: 'Пользуюсь неделю', pros: 'Тихий', cons: 'Шнур короткий, до розетки не достаёт' }),
    other: chat('Юля', 'Короткий шнур, до розетки не достаёт'),
    hoursLater: 44,
  },
  {
    ...inFields,
    one: review('Глеб', { text: '', pros: '', cons: 'Крышка контейнера не закрывается' }),
    other: chat('Глеб', 'Крышка не закрывается у одного контейнера'),
    hoursLater: 19,
  },
  {
    ...onlyFields,
    one: review('Лидия', { text: '', pros: 'Мягкий', cons: 'Тонкий' }),
    other: question('Какие плюсы и минусы у товара?'),
    hoursLater: 5,
  },
  {
    ...onlyFields,
    one: review('Олег', { text: '', pros: 'Цена', cons: 'Запах' }),
    other: question('Расскажите про плюсы и минусы'),
    hoursLater: 10,
  },
  {
    ...onlyFields,
    one: review(null, { text: 'Норм', pros: 'Удобные', cons: 'Маркие' }),
    other: question('Какие минусы?'),
    hoursLater: 2,
  },
]

function review(customerName: string | null, told: string | { text: string; pros: string; cons: string }): Written {
  return { channel: 'review', customerName, text: typeof told === 'string' ? told : composeReviewText(told) }
}

/** The marketplace names nobody who asks. */
function question(text: string): Written {
  return { channel: 'question', customerName: null, text }
}

function chat(customerName: string, text: string): Written {
  return { channel: 'chat', customerName, text }
}
