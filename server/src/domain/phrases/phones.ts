// What people put between digits, or nothing (`_`), and the same and not nothing (`~`). Commas are between numbers, not in them.
const separator = String.raw`[\s./()\x5f\-\u2010-\u2015\u2212]`

// Words whose number is no phone. «Для заказа» is followed by a phone, and so is a number that is called one; «№» is read as «No».
const articleWord = String.raw`(?<!\p{L})(?:артикул\p{L}{0,3}|арт|(?:штрих)?код\p{L}{0,2})(?:\s(?:wb|вб|товара|продавца))?`
const orderWord = String.raw`(?<!\p{L})(?<!для\s{1,3})(?:заказ(?:а|у|е|ом)?|сборк[аиуе]|сборочн\p{L}{2,3}\sзадани[еяю]|поставк[аиуе]|отправлени[еяю])(?:\s(?:wb|вб))?(?:,?\s?(?:под\s|с\s)?(?:номер\p{L}{0,2}|no))?`
const numberSign = String.raw`(?<!\p{L})(?<!(?:тел|моб|звон|ватс|номер)\p{L}{0,8}[\s.:,-]{0,3})no`

// Lists that have as many digits: «900/2000/600», and prices or sizes that rise in even steps: «900 950 1000», «949 999 1299».
const unlisted = String.raw`(?!9\d\d~\d{4}~\d{3}(?!\d))(?!9\d([059])~9\d\1~\d{3}\1(?!\d))`

/**
 * What a phone looks like, for texts as `visibleText` makes them, flags `giu` (domain §10.1). It is known by the count of its digits,
 * however they are grouped: a Russian one with «+7»; one with the country and a code in one piece or digit by digit; a mobile one without
 * the country; one of a city with its code; any other country's behind its plus. Sizes in a row are none: «84 88 92 96 100», «8 8.5 9».
 */
export const phoneShapes: readonly string[] = phonesBut(articleWord)

/** The same in what a seller writes: there the numbers of orders are none either. Of what a buyer writes, rather too much is hidden. */
export const repliedPhoneShapes: readonly string[] = phonesBut(`${articleWord}|${orderWord}|${numberSign}`)

/** A number of as many digits without a gap, right behind one of these words, is no phone. */
function phonesBut(words: string): string[] {
  const unlabelled = String.raw`(?!(?=\d{10,11}(?!\d))(?<=(?:${words})[\s.:№#(–—-]{0,3}))`
  return [
    String.raw`(?<!\d)\+_7(?:_\d){10}(?!\d)`,
    String.raw`(?<!\d)${unlabelled}[78]_[3-9]\d\d(?:_\d){7}(?!\d)`,
    String.raw`(?<!\d)[78](~)[3-9]\1\d\1\d(?!\d)(?:_\d){7}(?!\d)`,
    String.raw`(?<!\d)\(?${unlabelled}${unlisted}9\d\d(?:_\d){7}(?!\d)`,
    String.raw`(?<!\d)9(~)\d\1\d(?!\d)(?:_\d){7}(?!\d)`,
    String.raw`\((?:[348]\d\d\)_\d{3}|[348]\d{3}\)_\d\d|[348]\d{4}\)_\d)_\d\d_\d\d(?!\d)`,
    String.raw`(?<![\d-])[348]\d\d[\s-]{1,2}\d{3}-\d\d-\d\d(?![\d-])`,
    String.raw`(?<!\d)\+_(?!7)[1-9](?:_\d){9,13}(?!\d)`,
  ].map(spelledOut)
}

function spelledOut(shape: string): string {
  return shape.replaceAll('_', `${separator}{0,3}`).replaceAll('~', `${separator}{1,3}`)
}
