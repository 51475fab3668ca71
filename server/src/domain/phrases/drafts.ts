import type { ReviewIntent } from '#domain/interaction.ts'

// Texts that stand when nothing better can be written (domain §9.5). The greeting goes before them; each passes the rules of its channel.

export const greeting = 'Здравствуйте!'

/** Other beginnings, as a pattern: they make room for ours. */
export const greetingWords =
  '[Зз]дравствуйте|[Дд]обрый день|[Дд]обрый вечер|[Дд]оброе утро|[Дд]оброго дня|[Пп]риветству(?:ем|ю)(?: вас)?|[Пп]ривет'
export const courtesy = '[Уу]важаем(?:ый|ая)'

/** By how the review is rated. `mixed` is also for stars outside with a complaint inside. */
export const reviewFallbacks = {
  upset:
    'Спасибо, что рассказали об этом. Нам жаль, что товар вас огорчил. Передали ваше замечание в отдел качества, чтобы проверить партию.',
  mixed: 'Спасибо за честную оценку. Ваше замечание передали команде товара и учтём его в работе.',
  glad: 'Спасибо за тёплый отзыв — рады, что покупка вам понравилась. Приятного использования!',
} as const

export const questionFallbacks = {
  sizing:
    'Спасибо за вопрос. Сверьтесь, пожалуйста, с размерной таблицей в карточке: если напишете рост и обхваты, подскажем подходящий размер.',
  any: 'Спасибо за вопрос. Уточняем информацию у специалистов по товару и ответим вам в ближайшее время.',
} as const

const onItsWay =
  'Проверили заказ: со своей стороны передали его в доставку. Актуальный статус виден в личном кабинете WB, раздел «Доставки».'
const throughWb =
  'Нам очень жаль, что так вышло. Оформите, пожалуйста, заявку в личном кабинете WB: «Покупки» → товар → «Оформить возврат». Информацию передали в отдел качества.'

/** By what the buyer wants; of everything else `chatFallback`. */
export const chatFallbacks: Readonly<Partial<Record<ReviewIntent, string>>> = {
  delivery_status: onItsWay,
  delivery_delay: onItsWay,
  defect_not_working: throughWb,
  wrong_item: throughWb,
  refund_exchange: throughWb,
  thanks: 'Рады, что всё решилось! Если появятся вопросы по товару — мы на связи.',
}

export const chatFallback = 'Спасибо, что написали. Уже разбираемся в вашей ситуации и скоро вернёмся с ответом.'

/** For simple praise, where nothing has to be thought about. */
export const praiseTexts: readonly string[] = [
  'Спасибо за отзыв! Нам приятно, что покупка вас порадовала.',
  'Благодарим за высокую оценку и за то, что выбрали наш магазин!',
  'Очень рады, что товар пришёлся по душе. Спасибо, что поделились!',
  'Спасибо за добрые слова! Пусть покупка радует вас подольше.',
  'Приятно читать такие отзывы — спасибо, что нашли минутку!',
  'Благодарим за доверие! Будем рады снова помочь вам с выбором.',
  'Спасибо за обратную связь! Такие отзывы вдохновляют нашу команду.',
  'Рады, что не прогадали с выбором! Спасибо за вашу оценку.',
  'Спасибо, что поделились впечатлениями! Приятного использования.',
  'Благодарим за тёплый отзыв — он помогает другим покупателям.',
]
