import type { QuestionIntent, ReviewIntent } from '#domain/interaction.ts'

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

const returnable = 'Оформить возврат можно в личном кабинете WB: «Покупки» → товар → «Оформить возврат».'
const late =
  'Спасибо, что рассказали об этом. Нам жаль, что заказ пришлось ждать. Передали ваше замечание коллегам, которые отвечают за отправку.'

/** In the place of `reviewFallbacks.upset`, by what the buyer is upset about: an answer speaks of his trouble (domain §9.7). */
export const upsetFallbacks: Readonly<Partial<Record<ReviewIntent, string>>> = {
  defect_not_working: `Спасибо, что рассказали об этом. Нам жаль, что товар вас подвёл. Передали ваше замечание в отдел качества, чтобы проверить партию. ${returnable}`,
  wrong_item: `Спасибо, что рассказали об этом. Нам жаль, что к вам приехало не то, что вы ждали. Передали информацию на склад, чтобы проверить сборку. ${returnable}`,
  refund_exchange: `Спасибо, что рассказали об этом. Нам жаль, что товар вас огорчил. ${returnable} Ваше замечание передали команде товара.`,
  cancel_request:
    'Спасибо, что рассказали об этом. Нам жаль, что с отменой заказа вышло неудобно. Передали ваше замечание коллегам, которые отвечают за заказы.',
  delivery_delay: late,
  delivery_status: late,
  sizing_fit:
    'Спасибо, что рассказали об этом. Нам жаль, что размер не подошёл. Передали ваше замечание команде товара, чтобы проверить размерную таблицу.',
  compatibility:
    'Спасибо, что рассказали об этом. Нам жаль, что товар вам не подошёл. Передали ваше замечание команде товара, чтобы проверить описание совместимости.',
  usage_howto:
    'Спасибо, что рассказали об этом. Нам жаль, что с товаром пришлось разбираться самостоятельно. Передали ваше замечание команде товара, чтобы проверить инструкцию.',
  product_spec:
    'Спасибо, что рассказали об этом. Нам жаль, что товар вас огорчил. Передали ваше замечание команде товара, чтобы проверить описание в карточке.',
  // One or two stars under words of praise are mostly a slip.
  thanks: 'Спасибо, что поделились впечатлением. Передали ваши слова команде товара.',
}

/** Whoever names these asks for a person, whatever things he names beside. */
export const ofWearer =
  'рост, роста, росту, росте, ростом, вес, веса, весе, весом, обхват*, стоп*, нога, ногу, ноги, мерк*'

/** Complaints about a size, which the intent counts among those about quality. */
export const sizeComplaints = 'маломер*, большемер*'

const tableOfSizes =
  'Спасибо за вопрос. Сверьтесь, пожалуйста, с размерной таблицей в карточке: если напишете рост и обхваты, подскажем подходящий размер.'
const byYourMeasures =
  'Спасибо за вопрос. Сверим ваши мерки с размерной таблицей и подскажем подходящий размер. Сама таблица есть в карточке товара.'

const weClearSizes =
  'Спасибо за вопрос. Уточняем размеры и характеристики у специалистов по товару и ответим вам в ближайшее время.'

const cm = String.raw`\s?см(?!\p{L})`
const kg = String.raw`\s?кг(?!\p{L})`

/** Measures that the buyer has told: he is not asked for them again. With the flags `iu`. */
export const toldMeasures = [
  String.raw`(?<!\p{L})(?:рост\p{L}*|вес\p{L}*|обхват\p{L}*|ог|от|об|тали\p{L}*|б[её]д[её]?р\p{L}*)[^\p{L}\d]{1,3}\d{2,3}`,
  // «185 см, 84 кг», «84 кг и 185 см»
  String.raw`(?<!\d)\d{3}${cm}[^\d]{1,5}\d{2,3}${kg}`,
  String.raw`(?<!\d)\d{2,3}${kg}[^\d]{1,5}\d{3}${cm}`,
  // «170/65»: how tall and how heavy, or a height and a girth
  String.raw`(?<![\d.,/-])1[3-9]\d\s?[/-]\s?[3-9]\d(?!\d|[.,]\d)`,
  // «25,5 см», «стопа 24»: a foot
  String.raw`(?<![\d.,])[12]\d[.,]\d${cm}`,
  String.raw`(?<!\p{L})(?:стоп[аыу]|ног[аиу]|ножк[аиу])[^\p{L}\d]{1,3}[12]\d(?!\d)`,
].join('|')

/** Sizes of a thing, «180×200»: no measures of anybody. With the flags `iu`. */
export const thingMeasures = String.raw`(?<!\d)\d{2,3}\s?[xх×*]\s?\d{2,3}(?!\d)`

/** What a thing is to fit on, or into, and what is asked of a part of it: no table of sizes for people helps here. */
export const fitsThings = `
  матрас*, матрац*, кроват*, диван*, кресл*, стол, стола, столу, столе, столик*, стул, стула, стуле, окно, окна, карниз*,
  колонн*, машин*, авто, автомобил*, телефон*, смартфон*, айфон*, планшет*, ноутбук*, коляск*, раковин*, ванн*, духовк*,
  холодильник*, вынима*, вынуть, вытаскива*, достает*, достать, съемн*, снима*`

/** By what is asked; of everything else `any`. Of sizes: where the buyer has told his measures, and where a thing is to fit a thing. */
export const questionFallbacks = {
  measured: byYourMeasures,
  fitsThing: weClearSizes,
  any: 'Спасибо за вопрос. Уточняем информацию у специалистов по товару и ответим вам в ближайшее время.',
} as const

export const questionFallbacksByIntent: Readonly<Partial<Record<QuestionIntent, string>>> = {
  compliance_safety:
    'Спасибо за вопрос. Уточняем сведения о безопасности товара и документах на него у специалистов и ответим вам в ближайшее время.',
  post_purchase_issue:
    'Спасибо, что написали. Нам жаль, что так вышло. Оформите, пожалуйста, заявку в личном кабинете WB: «Покупки» → товар → «Оформить возврат». Информацию передали в отдел качества.',
  availability_delivery:
    'Спасибо за вопрос. Актуальное наличие и срок доставки в ваш город показаны в карточке товара. Уточняем подробности у специалистов по товару и ответим вам в ближайшее время.',
  spec_compatibility:
    'Спасибо за вопрос. Уточняем характеристики у специалистов по товару и ответим вам в ближайшее время.',
  sizing_fit: tableOfSizes,
}

const onItsWay =
  'Проверили заказ: со своей стороны передали его в доставку. Актуальный статус виден в личном кабинете WB, раздел «Доставки».'
const throughWb =
  'Нам очень жаль, что так вышло. Оформите, пожалуйста, заявку в личном кабинете WB: «Покупки» → товар → «Оформить возврат». Информацию передали в отдел качества.'
const weAsk = 'Спасибо за вопрос. Уточняем информацию у специалистов по товару и скоро вернёмся с ответом.'

/** By what the buyer wants; of everything else `chatFallback`. */
export const chatFallbacks: Readonly<Partial<Record<ReviewIntent, string>>> = {
  delivery_status: onItsWay,
  delivery_delay: onItsWay,
  defect_not_working: throughWb,
  wrong_item: throughWb,
  refund_exchange: throughWb,
  cancel_request:
    'Отменить заказ можно в личном кабинете WB, раздел «Доставки». Если кнопки отмены там уже нет, напишите нам: подскажем, как поступить.',
  quality_complaint:
    'Нам очень жаль, что товар вас огорчил. Передали ваши слова в отдел качества. Если есть фото, пришлите его сюда: оно поможет разобраться.',
  sizing_fit: tableOfSizes,
  availability:
    'Спасибо за вопрос. Актуальное наличие показано в карточке товара. Уточняем подробности у специалистов по товару и скоро вернёмся с ответом.',
  compatibility: weAsk,
  pre_purchase: weAsk,
  usage_howto: weAsk,
  product_spec: weAsk,
  thanks: 'Рады, что всё решилось! Если появятся вопросы по товару — мы на связи.',
}

/** The buyer has asked the marketplace already: nobody sends him there again. */
export const hasFiled = 'оформил*, подал*, отправил* … заявк*, создал* … заявк*'
export const filedFallback =
  'Нам очень жаль, что так вышло. Статус заявки на возврат виден в личном кабинете WB, раздел «Покупки». Со своей стороны передали информацию в отдел качества.'

/** To whoever has only greeted us. */
export const greetedFallback = 'Чем можем помочь? Напишите, пожалуйста, какой товар вас интересует или что случилось.'

/** To a chat about a size that has not fitted. */
export const sizeComplaintFallback =
  'Нам очень жаль, что размер не подошёл. Передали ваши слова команде товара, чтобы проверить размерную таблицу. Если напишете рост и обхваты, подскажем подходящий размер.'

/** When a thing comes to the shop, not when a parcel comes to the buyer: «Когда придёт XL?» */
export const awaitsStock =
  'когда … размер*, когда … цвет*, когда … xs, когда … s, когда … m, когда … l, когда … xl, когда … xxl'
export const awaitsOrder = 'заказ*, посылк*, доставк*, курьер*, пункт*, пвз'

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
