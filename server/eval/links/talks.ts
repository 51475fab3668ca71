import type { Channel } from '#domain/interaction.ts'

/**
 * A chat of several messages beside what was written elsewhere about the same product, and whether both are one buyer's. Written for the
 * evaluation, after the manner of buyers: they greet first, and say what it is about later, a little at a time.
 */
export type Talk = {
  isSame: boolean
  /** What makes it hard; the nameless twins of the other pairs are told apart from everything else. */
  trap: 'twin' | 'several messages' | 'several messages of another buyer'
  other: { channel: Exclude<Channel, 'chat'>; customerName: string | null; text: string }
  /** As the chat names the buyer. */
  buyer: string | null
  /** Oldest first, ten minutes apart. One that begins with `> ` is the shop's, with `# ` Wildberries'; an empty one is a picture. */
  said: readonly string[]
  /** From what was written elsewhere to the first message. */
  hoursLater: number
}

const same = { isSame: true, trap: 'several messages' } as const
const another = { isSame: false, trap: 'several messages of another buyer' } as const

export const talks: readonly Talk[] = [
  {
    ...same,
    other: {
      channel: 'review',
      customerName: 'Артём Л.',
      text: 'Кофемолка перестала включаться, при нажатии на кнопку тишина',
    },
    buyer: 'Артём',
    said: [
      'Здравствуйте',
      '> Здравствуйте! Чем можем помочь?',
      'Купил у вас кофемолку месяц назад',
      '# Покупатель поделился товаром',
      'Она не включается',
      'Жму на кнопку — тишина',
    ],
    hoursLater: 5,
  },
  {
    ...same,
    other: { channel: 'question', customerName: null, text: 'Диван приехал без ножек, ножки отдельно едут?' },
    buyer: 'Сергей',
    said: ['Добрый день', '> Добрый день!', 'Диван привезли вчера', 'А ножек в коробке нет', 'Они отдельно едут?'],
    hoursLater: 26,
  },
  {
    ...same,
    other: {
      channel: 'review',
      customerName: 'Лилия Ш.',
      text: 'Куртка села после стирки, рукава стали короткие',
    },
    buyer: 'Лилия',
    said: [
      'Здравствуйте!',
      'Стирала на 30 градусах, как на ярлыке написано',
      '> Здравствуйте! Расскажите, пожалуйста, что случилось',
      'Рукава теперь короткие',
      'Села на размер точно',
    ],
    hoursLater: 20,
  },
  {
    ...same,
    other: {
      channel: 'review',
      customerName: 'Тамара',
      text: 'Термос не держит тепло, через два часа чай холодный',
    },
    buyer: 'Тамара',
    said: [
      'Здравствуйте, есть вопрос',
      '> Слушаем вас',
      'Брала термос мужу',
      'Через два часа чай уже холодный',
      '> Пришлите, пожалуйста, номер заказа',
      'сейчас поищу',
      'Спасибо',
    ],
    hoursLater: 40,
  },
  {
    ...same,
    other: {
      channel: 'question',
      customerName: null,
      text: 'Подскажите, у коляски какой диаметр задних колёс?',
    },
    buyer: 'Денис',
    said: [
      'Добрый вечер',
      'Выбираем коляску',
      '> Добрый вечер! Подскажем',
      'Интересуют задние колёса',
      'Какой у них диаметр?',
    ],
    hoursLater: 8,
  },
  {
    ...same,
    other: {
      channel: 'review',
      customerName: 'Вероника',
      text: 'Пришёл пуховик с пятном на спине, отстирать не смогла',
    },
    buyer: 'Вероника',
    said: [
      'Здравствуйте',
      '',
      '> Здравствуйте! Опишите, пожалуйста, что не так',
      'На спине пятно',
      'Не отстирывается',
      '> Оформите, пожалуйста, возврат в личном кабинете',
      'Хорошо, поняла',
    ],
    hoursLater: 50,
  },
  {
    ...same,
    other: {
      channel: 'question',
      customerName: null,
      text: 'В пазле есть лишние детали, а десяти не хватает, как быть?',
    },
    buyer: 'Ульяна',
    said: [
      'Добрый день!',
      'Собрали пазл всей семьёй',
      '> Здорово, что понравилось!',
      'Не совсем: десяти деталей не хватает',
      'Зато есть лишние',
    ],
    hoursLater: 30,
  },
  {
    ...same,
    other: { channel: 'review', customerName: 'Жанна', text: 'Мультиварка выдаёт ошибку E3 и пищит' },
    buyer: 'Жанна',
    said: [
      'Здравствуйте, не могу разобраться с мультиваркой',
      '> Здравствуйте! Что показывает экран?',
      'на экране E3',
      'и пищит без остановки',
      'инструкцию читала, там этого нет',
    ],
    hoursLater: 3,
  },
  {
    ...same,
    other: { channel: 'review', customerName: 'Глеб', text: 'Ремень потрескался и пряжка облезла за месяц' },
    buyer: 'Глеб',
    said: ['Добрый день', 'ремень ваш', '> Да, слушаем', 'потрескался', 'и пряжка облезла', 'месяц всего ношу'],
    hoursLater: 60,
  },
  {
    ...same,
    other: { channel: 'question', customerName: null, text: 'У кроссовок отклеилась подошва, как их вернуть?' },
    buyer: 'Инна',
    said: [
      'Здравствуйте',
      'кроссовки пришли в среду',
      'уже подошва отклеилась',
      '> Нам жаль. Оформите, пожалуйста, возврат в личном кабинете',
      'Спасибо',
    ],
    hoursLater: 31,
  },
  {
    ...another,
    other: { channel: 'question', customerName: null, text: 'Прислали кроссовки не того цвета, как их вернуть?' },
    buyer: 'Борис',
    said: ['Добрый день', 'ношу кроссовки неделю', 'порвался шнурок', '> Нам жаль, передали на склад', 'Спасибо'],
    hoursLater: 31,
  },
  {
    ...another,
    other: { channel: 'review', customerName: 'Светлана', text: 'Кофемолка шумит и пахнет гарью' },
    buyer: 'Тимур',
    said: ['Здравствуйте', 'по кофемолке вопрос', '> Слушаем вас', 'крышка не закрывается', 'защёлка сломана'],
    hoursLater: 10,
  },
  {
    ...another,
    other: { channel: 'question', customerName: null, text: 'Диван раскладывается вперёд или в сторону?' },
    buyer: 'Сергей',
    said: ['Добрый день', '> Добрый день!', 'Диван привезли вчера', 'А ножек в коробке нет', 'Они отдельно едут?'],
    hoursLater: 12,
  },
  {
    ...another,
    other: { channel: 'question', customerName: null, text: 'Куртку можно стирать в машинке?' },
    buyer: 'Лилия',
    said: [
      'Здравствуйте!',
      'Стирала куртку на 30 градусах',
      '> Здравствуйте! Расскажите, пожалуйста, что случилось',
      'Рукава теперь короткие',
      'Села на размер точно',
    ],
    hoursLater: 20,
  },
  {
    ...another,
    other: { channel: 'review', customerName: 'Елена', text: 'Термос поцарапан, на корпусе вмятина' },
    buyer: 'Елена',
    said: ['Добрый день', 'термос брала у вас', '> Слушаем вас', 'крышка течёт', 'в сумке всё мокрое'],
    hoursLater: 60,
  },
  {
    ...another,
    other: { channel: 'review', customerName: null, text: 'Коляска скрипит и тянет влево' },
    buyer: 'Марат',
    said: [
      'Здравствуйте',
      '> Здравствуйте! Если коляска скрипит или тянет влево, подтяните ось',
      'Нет, у меня другое',
      'капюшон не застёгивается',
    ],
    hoursLater: 15,
  },
  {
    ...another,
    other: { channel: 'review', customerName: null, text: 'Пуховик с пятном на спине, отстирать не смогла' },
    buyer: 'Раиса',
    said: [
      'Добрый день',
      '# Заявка на возврат: пуховик, пятно на спине',
      'это не моя заявка',
      '> Проверим',
      'я спрашивала, когда привезут посылку',
    ],
    hoursLater: 30,
  },
  {
    isSame: false,
    trap: 'twin',
    other: { channel: 'question', customerName: null, text: 'Мультиварка выдаёт ошибку E3 и пищит, что делать?' },
    buyer: 'Жанна',
    said: [
      'Здравствуйте, не могу разобраться с мультиваркой',
      '> Здравствуйте! Что показывает экран?',
      'ошибку E3',
      'и пищит без остановки',
    ],
    hoursLater: 18,
  },
  {
    ...another,
    other: { channel: 'review', customerName: 'Оксана Т.', text: 'В пазле не хватает десяти деталей' },
    buyer: 'Рустам',
    said: ['Добрый день!', 'Собрали пазл всей семьёй', '> Здорово!', 'Не совсем: десяти деталей не хватает'],
    hoursLater: 7,
  },
  {
    ...another,
    other: { channel: 'question', customerName: null, text: 'Есть ли у рюкзака отделение для ноутбука?' },
    buyer: 'Вадим',
    said: [
      'Здравствуйте',
      'рюкзак пришёл',
      '> Рады! Всё ли понравилось?',
      'отделение для ноутбука маленькое',
      'и молния на кармане заедает',
    ],
    hoursLater: 40,
  },
]
