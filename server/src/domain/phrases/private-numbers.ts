// Words behind which a number says whose order it is. «№» is read as «No», and whoever «заказала 282955222» names an article.
const orderWords = String.raw`заказ(?:[аеуы]|ом|ов|ик)?|отправлени[еяю]|посылк[аиуе]|накладн\p{L}{2,3}|трек\p{L}{0,3}|сборочн\p{L}{2,3}\s(?:задани[еяю]|лист\p{L}?)|заявк[аиуе](?:\sна\sвозврат)?|возврат[ау]?|обращени[еяю]|чек[ау]?|квитанци[яию]|стикер\p{L}{0,2}|срид|srid|rid`
const order = String.raw`(?<!\p{L})(?:${orderWords})[\s:.-]{0,3}(?:wb|вб)?[\s-]{0,2}`
const called = String.raw`(?:номер\p{L}{0,3}|no|n|#)[\s:.#—-]{0,3}(?:(?:wb|вб)-?)?`
const orderNumber = String.raw`\d{4,24}(?:-\d{1,8}){0,3}(?![\d\p{L}])`
const money = String.raw`\s{0,2}(?:₽|р(?!\p{L})|руб|тыс)`

// Words behind which a number says which document somebody has.
const documentWords = String.raw`снилс\p{L}{0,2}|инн|огрн(?:ип)?|(?:загран)?паспорт\p{L}{0,3}|полис\p{L}{0,2}|свидетельств[оаеу]|удостоверени\p{L}{1,2}|сч[её]т\p{L}{0,2}|карт[аыуе]`
const card = String.raw`(?<!\p{L})карт(?:[аыуе]|ой)(?!\p{L})`

// What opens a door or hands over a parcel: «код товара», «код ошибки» and «штрих код» do not.
const secret = String.raw`(?:получени[яе]|выдач[иу]|подтверждени[яе]|доступа|домофона|двери|подъезда|калитки|ворот|курьера|пвз|ячейки|подразделения|приложении|(?:из\s)?(?:смс|sms))`
const code = String.raw`(?<!\p{L})(?<!штрих[\s-])(?:пин[\s-]?код|код)(?:а|у|ом)?`
const secretCode = String.raw`${code}\s(?:(?:для|на|от|в)\s)?${secret}(?:\s(?:заказа|посылки|товара))?`
const word = String.raw`(?<!\p{L})(?:пин|pin|пароль|cvv|cvc)2?`
const codeDigits = String.raw`(?:\d(?:[ -]?\d){2,7}|\d{1,4}[кk]\d{1,6})(?![\d\p{L}]|[.,]\d|-\p{L}|${money})`

const messenger = String.raw`(?<!\p{L})(?:в\s?контакте|телеграмм?[еау]?|телег[аеу]|тг|telegram|tg|инстаграмм?[еау]?|инст[ае]|instagram|вк|vk|скайп[еа]?|skype)`

/**
 * Numbers of orders and documents, codes, and names in messengers, by the words before them; flags `giu`. Prices, sizes, dates and articles
 * are shorter, or stand elsewhere.
 */
export const numberShapes: readonly string[] = [
  // Longer than numbers of orders, with dots in it: «5632423.0.0», «ebs.r1a2b3c.0.0».
  String.raw`(?<![a-z\d])(?<=(?<!\p{L})(?:s?rid|с?рид)[\s:.#—-]{1,3})(?=[a-z._-]{0,20}\d)[a-z\d][a-z\d_-]{1,40}(?:\.[a-z\d_-]{1,40}){1,4}`,
  // The lookbehind is tried only where as many digits begin. What is called a number may be short; what is not may be a price.
  String.raw`(?<!\d)(?=\d{4})(?<=${order}(?:(?:под|за|с|мой|его|,)\s?)?${called})${orderNumber}`,
  String.raw`(?<!\d)(?=\d{6})(?<=(?<!\p{L})заказ(?:[ауеы]|ом|ов)?[\s:.—-]{1,3}(?:[a-z]{1,3}-)?)\d{6}(?![\d\p{L}]|${money})`,
  String.raw`(?<!\d)(?=\d{7})(?<=${order}[\s:.—-]{0,3})\d{7,24}(?:-\d{1,8}){0,3}(?![\d\p{L}]|${money})`,
  String.raw`(?<!\d)(?=\d{4})(?<=(?<!\p{L})номер\p{L}{0,3}\s(?:(?:мо|ваш|эт|наш)\p{L}{1,3}\s)?(?:${orderWords})[\s:.#—-]{0,3})${orderNumber}`,
  String.raw`(?<!\d)(?=\d[\d -]{7})(?<=(?<!\p{L})(?:${documentWords})(?!\p{L})[^\d\n.!?]{0,16}(?<!\d))\d(?:[ -]?\d){7,19}(?!\d|\s{0,2}(?:[гт]б|[gt]b|[мс]м)(?!\p{L}))`,
  // The next of several; what was found before is dots already.
  String.raw`(?<!\d)(?=\d{6})(?<=•{6,24}(?:,\s?|\s(?:и|или)\s))\d{6,24}(?![\d\p{L}]|${money})`,
  // Written as nothing else is: «123-456-789 01», a parcel's number, a card that is half hidden, the number of an account.
  String.raw`(?<![\d-])(?!\d\d0-\d\d0-)\d{3}-\d{3}-\d{3}[\s-]\d\d(?![\d-])`,
  String.raw`(?<![\p{L}\d])(?<!(?:артикул|модель)[\s:]{1,2})[a-z]{2}\d{9}[a-z]{2}(?![\p{L}\d])`,
  String.raw`(?<!\d)\d{4}\s?[*•xх]{2,4}\s?[*•xх]{2,4}\s?\d{4}(?!\d)`,
  String.raw`(?<![\p{L}\d])\d{16,20}(?![\p{L}\d])`,
  // A phone within a town.
  String.raw`(?<!\d)(?=\d{1,3}-\d\d-\d\d(?![\d-]))(?<=(?<!\p{L})(?:тел(?:ефон\p{L}{0,2})?|(?:по|пере)?звоните|наберите)[\s.:—-]{1,3})\d{1,3}-\d\d-\d\d`,
  // The last digits of a card, as a shop asks for them.
  String.raw`(?<!\d)(?=\d{4}(?!\d))(?<=${card}(?:[\s:,]{0,3}(?:[*xх]{1,4}|(?:за|о)канчивается(?:\sна)?|последние(?:\s(?:4|четыре))?(?:\sцифры)?))[\s:—-]{0,3})\d{4}(?!\d)`,
  String.raw`(?<!\d)(?=\d{4}(?!\d))(?<=последн\p{L}{2}\s(?:(?:4|четыре|четырех|четырёх)\s)?цифр[аыу]?\s(?:моей\s)?${card}[\s:—-]{0,3})\d{4}(?!\d)`,
  // Without what it is for only what is long enough: «код 200».
  String.raw`(?<!\d)(?=\d[ -]?\d[ -]?\d[ -]?\d)(?<=${code}[\s:—-]{0,3}(?:это\s)?)${codeDigits}`,
  String.raw`(?<!\d)(?=\d[\d -]{0,2}[\dкk])(?<=${secretCode}[\s:—-]{0,3}(?:это\s)?)${codeDigits}`,
  String.raw`(?<!\d)(?=\d[\d -]{0,2}[\dкk])(?<=${word}[\s:—-]{0,3})${codeDigits}`,
  String.raw`(?<![\p{L}\d.,-])\d{3,8}(?=[\s,—-]{1,3}(?:(?:это|мой)\s){0,2}(?:пин[\s-]?)?код\s(?:(?:для|на|от)\s)?${secret})`,
  String.raw`(?<!\d)(?=\d{1,2}[./-]\d)(?<=(?<!\p{L})(?:дат[аыу]\sрождения|родил(?:ся|ась)|д\.\s?р\.)[\s:—-]{0,3})\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)`,
  String.raw`(?<!\d)(?=\d{1,2}\s)(?<=(?<!\p{L})(?:дат[аыу]\sрождения|родил(?:ся|ась))[\s:—-]{0,3})\d{1,2}\s(?:январ|феврал|март|апрел|мая|июн|июл|август|сентябр|октябр|ноябр|декабр)[яа]?(?:\s\d{4})?(?!\d)`,
  String.raw`(?<!\d)(?=\d)(?<=(?<!\p{L})домофон\p{L}{0,2}[\s:—-]{1,3}(?:код\s)?)\d{1,6}[кk#*в]{1,2}\d{1,8}(?!\d)`,
  // A name in a messenger, and a mailbox that is spelled out or stretched.
  String.raw`(?<![\p{L}\d._-])[\p{L}\d._%+-]{1,40}\s{0,2}@\s{0,2}[a-z\d-]{2,30}\s{0,2}\.\s{0,2}(?:ru|com|net|org|рф)(?!\p{L})`,
  String.raw`(?<![\p{L}\p{N}._%+-])@[a-z][a-z0-9_]{3,31}(?![\p{L}\p{N}])`,
  String.raw`(?<=${messenger}\s?[:—-]\s?)[a-z][a-z0-9_.]{3,31}(?![\p{L}\p{N}])`,
  String.raw`(?<=${messenger}\s)(?=[a-z.]{1,31}[\d_])[a-z][a-z0-9_.]{3,31}(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\d])(?:t\.me|wa\.me|vk\.com|vk\.ru|instagram\.com)\/[\w.+-]{2,40}`,
  String.raw`(?<![\p{L}\d._-])[\p{L}\d._-]{2,40}\s?(?:[([]?(?:собак[аи]|собачка)[)\]]?|\(at\)|\[at\])\s?[a-zа-я\d-]{2,30}\s?(?:\.|точка)\s?(?:ru|com|net|org|рф|ру|ком)(?!\p{L})`,
  // What no person would read aloud is a key of a system.
  String.raw`(?<![\p{L}\p{N}])(?=[a-z]{0,30}\d)(?=\d{0,30}[a-z])[a-z\d]{20,40}(?![\p{L}\p{N}])`,
  String.raw`(?<![\p{L}\p{N}-])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\p{L}\p{N}])`,
]
