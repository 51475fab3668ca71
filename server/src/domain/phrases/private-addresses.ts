// Parts of addresses. They are bounded, so that no text takes long.
const blank = String.raw`[ \t\u00a0]{0,2}`
const alone = String.raw`(?<![\p{L}\d-])`

// Behind these a number is counted or measured, and is no house's.
const units = anyCase(
  'г гр кг мг л мл м м2 см мм вт квт гц гб тб р ден сек цв g gr kg mg l ml m cm mm w gb tb den pro max plus oz',
)
const begun = anyCase(
  'шт литр руб раз пар дн[яе] день лет год мес недел час мин полок полк цвет грамм дюйм капсул табл пакет упак страниц предмет порц чаш тыс балл зв[её]зд числ сери[йи] сезон детал част глав том spf градус сот[оки] метр коробк человек этаж[аей] мешк',
)
// «5 мая» is a day, and «8 Марта» a street.
const months = 'январ|феврал|марта|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр'
const counted = String.raw`${blank}(?:(?:${units})(?!\p{L})|[кК][вВ]\.?${blank}[мМ](?!\p{L})|${begun}|${months}|стр(?!\.?${blank}\d)|[%₽°×*])`

// A letter that stands apart is one of those that are neither a unit nor a word.
const house = String.raw`\d{1,4}(?:[абвдежАБВДЕЖ](?!\p{L})|(?<!\d{3})[гГ](?!\p{L})|${blank}[абАБГД](?![\p{L}.])|[кс]\d{1,2})?(?:[/-]\d{1,3})?(?![\d\p{L}]|[.,:]\d|${counted})`
const part = anyCase(
  'дом д корпус корп к строение стр квартира кв подъезд подьезд под этаж эт офис оф домофон комната ком помещение пом литера лит участок уч владение вл секция',
)
const entryPhone = String.raw`(?:${anyCase('домофон')})\s?:?\s?\d{1,6}[кКkK#*вВ]{1,2}\d{1,8}`
/** What stands behind a house: flat, staircase, floor. Tried where a shape ends, and not a part of each: the program would be long in reading them; flags `uy`. */
export const insideShape = String.raw`(?:,?${blank}(?:(?:${entryPhone})|(?:${part})\.?${blank}(?:[Nn]o\s?)?\d{1,4}(?!\d)\p{L}?|\d{1,2}(?:-?й)?\s(?:подъезд|подьезд|этаж)(?!\p{L}))){0,6}`
const marked = String.raw`,?${blank}(?:${anyCase('дом д участок уч корпус корп строение стр владение вл')})\.?${blank}(?:[Nn]o\s?)?`
/** The number of a house behind the name of its street; flags `uy`. */
export const housedShape = `(?:${marked}|,?${blank})${house}`
const houseByName = `${marked}${house}`

const capital = String.raw`\p{Lu}[\p{L}-]{1,24}`
const named = String.raw`(?:\d{1,3}(?:-\p{L}{1,3})?\s)?${capital}`
// A street is somebody's, or some kind of street: «Мира», «Энтузиастов», «Цветной». Scents and sorts of coffee are called otherwise.
const ofStreet = `(?<=(?:[аяыи]|[оеё]в|[оеыи]й|[ое]е|[ое]го|[ыи]х|ин|[АЯЫИ]|[ОЕЁ]В|[ОЕЫИ]Й|[ОЕ]Е|[ОЕ]ГО|[ЫИ]Х|ИН))`
const kindOfStreet = String.raw`[\p{L}-]{2,24}(?<=[ыио]й|[ая]я|[ое]е|[ЫИО]Й|[АЯ]Я|[ОЕ]Е)`
const goods = anyCase(
  'духи парфюм аромат вода кофе чай крем гель шампунь помада тени лак шоколад конфеты печенье вино сыр мыло свеч[аи] платье куртк[ау] футболк[ау] джинсы брюки кроссовки кеды ботинки сапоги туфли сумк[ау] рюкзак коллекци[яию] модель бренд марк[аи] фирм[аы] серия набор тушь румяна обои ковер ковёр плед ламп[ау] игр[ау] книг[ау] роман пазл конструктор',
)
/** Before these words nothing is sold that bears the name of a street; flags `uy`. */
export const noGoods = String.raw`(?<!(?<!\p{L})(?:${goods})\s[«"]?)(?<!(?<!\p{L})[иИ]\s)`

// What is short for a street and for nothing else; the others need a name behind them that is written as one.
const sure = `(?:${anyCase('ул пр-к?т пркт просп пр-д б-р')})`
const sureDotted = `(?:${anyCase('пер просп пр-кт')})\\.`
const street = `(?:${anyCase('улиц[аеыу] переул(?:ок|ка|ке)')})`
const loose = `(?:${anyCase(
  'проспект[ае]? набережн(?:ая|ой) бульвар[ае]? шоссе проезд[ае]? микрорайон[ае]? алле[яеи] площад[ьи] тупик[ае]? тракт[ае]? квартал[ае]? пер просп пр наб бульв пл ш мкр-?н? мк-н кв-л туп',
)})`
const behindName = `(?:${anyCase('улица ул проспект просп пр-к?т пркт пр переулок пер набережная наб бульвар б-р бул бульв шоссе ш проезд пр-д аллея площадь пл тупик туп тракт линия микрорайон мкр')})`
const numbered = `(?:${anyCase('микрорайон[ае]? мкр-?н? квартал[ае]? кв-л')})`
const settlement = `(?:[пП]ос[её]лок городского типа|${anyCase('деревн[яеию] дер пос[её]л(?:ок|ка|ке) пос пгт рп станиц[аеы] ст-ц[аеы] хутор[ае]? аул[ае]? снт днт')})`
const looseSettlement = `(?:(?:${anyCase('сел[оае] ст жк кп тсн')})\\.?|(?:${anyCase('с д х п')})\\.)`

const place = String.raw`(?:(?:${anyCase('г гор город ул улица д дом пр-?к?т проспект просп пер переулок наб набережная б-р бульвар шоссе ш мкр микрорайон пл пос поселок посёлок дер деревня село с обл р-н корп корпус')})(?!\p{L})|\p{Lu}[\p{L}-]{0,24}|\d{1,3}(?:-\p{L}{1,3})?(?=\s\p{Lu}))`
const places = `(?:${place}[ ,.]{1,3}){1,7}${house}`
const byAddress = String.raw`(?:(?:[пП]о|[мМ]ой|[нН]аш)\s[аА]дрес[уа]?(?!\p{L})|[аА]дрес[уа]?\s(?:доставки|проживания|получателя|прописки|пвз))\s`
const lives = `(?:${anyCase('жив[уё]т? жив[её]м проживаю прописан[аы]? пвз пункт[ае]? постамат[ае]? самовывоз[ае]?')})(?!\\p{L})(?:\\sвыдачи)?[:,]?\\s`
const brings = String.raw`(?:${anyCase('привезите доставьте отправьте пришлите везите')})(?:\smне)?\s(?:на|по)\s`
const placed = (least: number) => `(?:${place}[ ,.]{1,3}){${least},6}${capital}${ofStreet}${housedShape}`

/**
 * Where somebody lives, down to the house: behind «адрес», in a street or a village, with a flat, or «д. 10» by itself; flags `gu`. What is
 * measured is none: «20 кв. м», «д. 10, ш. 20», «на улице 2 раза», and neither is what only bears the name of a street: «Бульвар Капучино 200 г».
 */
export const addressShapes: readonly string[] = [
  String.raw`(?<=${alone}[аА]дрес\p{L}{0,2}(?:\s(?:доставки|проживания|получателя|прописки|пвз|мой))?\s?[:—-]\s?)(?:\d{6},?\s)?[^\s\d](?:[^\d\n;!?]|\d{1,3}(?:-\p{L}{1,3})?\s(?=\p{Lu})){0,60}(?<![\p{L}\d])${house}`,
  `(?<=${alone}${byAddress})${places}`,
  String.raw`(?<=${alone}(?:${brings}|${lives}(?:(?:на|по)\s)?))${placed(0)}`,
  String.raw`(?<=${alone}${lives}в\s)${placed(1)}`,
  String.raw`${alone}${sure}(?:\.|(?!\p{L}))${blank}(?:[\p{L}\d-]{1,24}[ .]{1,2}){0,2}\p{L}[\p{L}-]{1,24}${housedShape}`,
  String.raw`${alone}${sureDotted}${blank}(?:[\p{L}\d-]{1,24}[ .]{1,2}){0,2}\p{L}[\p{L}-]{1,24}${housedShape}`,
  String.raw`${alone}${street}\s(?:${named}\s){0,2}${named}${housedShape}`,
  String.raw`${alone}(?:${street}|${loose})\s(?:[\p{L}\d-]{1,24}\s){0,2}\p{L}[\p{L}-]{1,24}${houseByName}`,
  String.raw`${alone}(?=${loose})${noGoods}${loose}(?:\.${blank}|\s)(?:реки\s)?(?:${named}\s){0,2}${named}(?:${ofStreet}${housedShape}|${houseByName})`,
  String.raw`${alone}[пП]роспект\s[а-яё-]{3,24}${ofStreet}${housedShape}`,
  String.raw`${alone}(?=[\d\p{Lu}])(?!(?:${goods})\s)${noGoods}(?<!\p{Lu}[\p{L}-]{1,24}\s)(?:\d{1,3}(?:-\p{L}{1,3})?\s)?(?:${capital}\s)?\p{Lu}${kindOfStreet}\s${behindName}(?!\p{L})\.?${housedShape}`,
  String.raw`${alone}(?=\p{Lu})(?<!\p{Lu}[\p{L}-]{1,24}\s)(?:${capital}\s){1,2}(?:${anyCase('ул')})\.?${housedShape}`,
  String.raw`${alone}${numbered}\.?\s\d{1,3}${houseByName}`,
  String.raw`${alone}[а-яё]${kindOfStreet}\s(?:проспект|переулок|бульвар|пр-к?т|б-р|шоссе|набережная)${housedShape}`,
  String.raw`${alone}${settlement}\.?\s?[«"]?${capital}(?:\s${capital})?[»"]?${housedShape}`,
  String.raw`${alone}${settlement}\.?\s[а-яё-]{3,24}${houseByName}`,
  String.raw`${alone}${looseSettlement}\s?[«"]?${capital}(?:\s${capital})?[»"]?${houseByName}`,
  // «г. Казань, Баумана 10», and not «в 2024 г. Купила 10»
  String.raw`(?=\p{Lu})(?<=(?<![\p{L}\d-]|\d\s)(?:${anyCase('г\\. гор\\. город')})\s?${capital},?\s)(?:${capital}\s)?${capital}(?:${ofStreet}${housedShape}|${houseByName})`,
  // A flat, with the house and the names before it.
  String.raw`(?:(?<![\p{L}\d-])(?:\p{Lu}[\p{L}-]{1,24}[ ,]{1,2}){0,4}(?:[дД](?:ом)?\.?${blank})?${house}(?:,?${blank}(?:корп(?:ус)?|к|стр)\.?${blank}\d{1,3})?,${blank})?(?<![\p{L}]|\d\s?)[кК]в(?:артира|\.)?${blank}(?:No\s?)?\d{1,4}(?=${blank}(?:[,.;:!?)\n](?!\d)|$|под|эт|домоф))`,
  String.raw`${alone}(?:[дД](?:ом|\.)?|[пП]одъезд|[эЭ]таж)${blank}(?:No\s?)?${house},?${blank}(?:корп(?:ус)?|кв(?:артира)?|стр(?:оение)?|подъезд|этаж)(?!\p{L})\.?${blank}(?:No\s?)?\d{1,4}(?![\d\p{L}]|${counted})`,
  String.raw`${alone}(?<!\d[^\p{L}]{0,3})[дД]\.${blank}${house}(?!${blank}[,;]${blank}(?:[шШвВгГ]\.|дл|толщ|шир|выс|глуб|вес))(?=${blank}(?:[,.;\n]|$|корп|кв|стр))`,
  String.raw`(?=\d)(?<=[иИ]ндекс\p{L}{0,2}[\s:]{0,3})\d{6}(?!\d)`,
  String.raw`(?<![\p{L}\d.-])[1-6]\d{5}(?=,\s?(?:г\.|гор\.|город\s|\p{L}{4,20}\sобл|респ|Москва|Санкт))`,
]

/** Words between blanks as they stand in a sentence, at its beginning, and in capitals. */
function anyCase(words: string): string {
  return words
    .split(' ')
    .flatMap((word) => {
      const first = word.charAt(0)
      return [`[${first}${first.toUpperCase()}]${word.slice(1)}`, word.toUpperCase()]
    })
    .join('|')
}
