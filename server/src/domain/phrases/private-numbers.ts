// Words behind which a number says whose order it is, or which document somebody has. «№» is read as «No».
const orderWords = String.raw`заказ\p{L}{0,3}|отправлени[еяю]|посылк[аиуе]|накладн\p{L}{2,3}|трек\p{L}{0,3}|сборочн\p{L}{2,3}\s(?:задани[еяю]|лист\p{L}?)|заявк[аиуе]|обращени[еяю]|чек\p{L}{0,2}|стикер\p{L}{0,2}|срид|srid|rid`
const documentWords = String.raw`снилс\p{L}{0,2}|инн|огрн(?:ип)?|паспорт\p{L}{0,3}|полис\p{L}{0,2}|удостоверени\p{L}{1,2}|сч[её]т\p{L}{0,2}|карт[аыуе]`
const order = String.raw`(?<!\p{L})(?:${orderWords})[\s:.-]{0,3}(?:wb|вб)?[\s-]{0,2}`

/** Numbers of orders and documents, by the words before them; flags `giu`. Prices, sizes, dates and articles are shorter, or stand elsewhere. */
export const numberShapes: readonly string[] = [
  // The lookbehind is tried at digits only. What is called a number may be short; what is not may be a price.
  String.raw`(?=\d)(?<=${order}(?:номер\p{L}{0,2}|no|n|#)[\s:.#]{0,3})\d{4,24}(?:-\d{1,8}){0,3}(?![\d\p{L}])`,
  String.raw`(?=\d)(?<=${order}[\s:.]{0,3})\d{7,24}(?:-\d{1,8}){0,3}(?![\d\p{L}])`,
  String.raw`(?=\d)(?<=(?<!\p{L})(?:${documentWords})(?!\p{L})[^\d\n.!?]{0,16}(?<!\d))\d(?:[ -]?\d){7,19}(?!\d|\s{0,2}(?:[гт]б|[gt]b|[мс]м)(?!\p{L}))`,
  String.raw`(?=\d)(?<=(?<!\p{L})номер\p{L}{0,2}\s(?:${orderWords})[\s:.#]{0,3})\d{4,24}(?:-\d{1,8}){0,3}(?![\d\p{L}])`,
  // A name in a messenger.
  String.raw`(?<![\p{L}\p{N}._%+-])@[a-z][a-z0-9_]{3,31}(?![\p{L}\p{N}])`,
  // What no person would read aloud is a key of a system.
  String.raw`(?<![\p{L}\p{N}])(?=[a-z]{0,30}\d)(?=\d{0,30}[a-z])[a-z\d]{20,40}(?![\p{L}\p{N}])`,
]

// Parts of addresses. They are bounded, so that no text takes long.
const blank = String.raw`[ \t\u00a0]{0,2}`
const counted = 'шт|см|мм|кг|гр|мл|литр|руб|раз|пар|дн[яе]|лет|год|мес|недел|час|мин|полок|полк|цвет|размер|%|₽'
const house = String.raw`\d{1,4}(?:${blank}[абвгдАБВГД](?!\p{L})|[кс]\d{1,2})?(?:[/-]\d{1,3})?(?![\d\p{L}]|[.,]\d|${blank}(?:${counted}))`
const inside = String.raw`(?:,?${blank}(?:д(?:ом)?|корп(?:ус)?|к|стр(?:оение)?|кв(?:артира)?|под(?:ъезд|ьезд)?|эт(?:аж)?|оф(?:ис)?|домофон)\.?${blank}\d{1,4}(?!\d)\p{L}?){0,5}`
const housed = String.raw`,?${blank}(?:[дД](?:ом)?\.?${blank})?${house}${inside}`
const named = String.raw`(?:\d{1,3}(?:-\p{L}{1,3})?\s)?\p{Lu}[\p{L}-]{1,24}`
// Elsewhere than in a street «ул» means nothing, and the others need their dot.
const shortStreet = String.raw`(?:[уУ]л\.?|(?:[пП]ер|[пП]р-?кт|[пП]росп|[нН]аб|[мМ]кр|[бБ]-р)\.)`
const wholeStreet = `(?:${[
  ...['[уУ]лиц[аеыу]', '[пП]роспект[ае]?', '[пП]ереул(?:ок|ка|ке)', '[нН]абережн(?:ая|ой)'],
  ...['[бБ]ульвар[ае]?', '[шШ]оссе', '[пП]роезд[ае]?', '[мМ]икрорайон[ае]?'],
].join('|')})`
const alone = String.raw`(?<!\p{L})`
const place = String.raw`(?:(?:г|гор|ул|д|дом|пр-?т|просп|пер|наб|б-р|мкр|город|улица|проспект|переулок|бульвар|шоссе|пос|дер|с|обл|р-н)(?!\p{L})|\p{Lu}[\p{L}-]{0,24})`

/**
 * Where somebody lives, down to the house: behind «адрес», in a street, with a flat, or «д. 10» by itself; flags `gu`. What is measured is
 * none: «20 кв. м», «д. 10, ш. 20», «на улице 2 раза».
 */
export const addressShapes: readonly string[] = [
  String.raw`(?<=${alone}[аА]дрес\p{L}{0,2}(?:\s(?:доставки|проживания|получателя|мой))?\s?[:—-]\s?)[^\s\d][^\d\n;!?]{0,60}(?<![\p{L}\d])${house}${inside}`,
  String.raw`(?<=${alone}(?:[пП]о|[мМ]ой)\s[аА]дрес[уа]?(?!\p{L})\s)(?:${place}[ ,.]{1,3}){1,6}${house}${inside}`,
  String.raw`${alone}${shortStreet}(?!\p{L})${blank}(?:[\p{L}\d-]{1,24}[ .]{1,2}){0,2}\p{L}[\p{L}-]{1,24}${housed}`,
  String.raw`${alone}${wholeStreet}\s(?:${named}\s){0,2}${named}${housed}`,
  String.raw`${alone}(?<!\p{Lu}[\p{L}-]{1,24}\s)(?:\p{Lu}[\p{L}-]{1,24}\s){1,2}(?:${shortStreet}|${wholeStreet})${housed}`,
  // A flat, with the house and the names before it.
  String.raw`(?:(?<![\p{L}\d-])(?:\p{Lu}[\p{L}-]{1,24}[ ,]{1,2}){0,4}(?:[дД](?:ом)?\.?${blank})?${house}(?:,?${blank}(?:корп(?:ус)?|к|стр)\.?${blank}\d{1,3})?,${blank})?(?<![\p{L}]|\d\s?)[кК]в(?:артира|\.)?${blank}\d{1,4}(?=${blank}(?:[,.;:!?)\n](?!\d)|$|под|эт|домоф))${inside}`,
  String.raw`${alone}(?<!\d[^\p{L}]{0,3})[дД]\.${blank}${house}(?!${blank}[,;]${blank}[шШвВгГ]\.)(?=${blank}(?:[,.;\n]|$|корп|кв|стр))${inside}`,
  String.raw`(?=\d)(?<=[иИ]ндекс\p{L}{0,2}[\s:]{0,3})\d{6}(?!\d)`,
]
