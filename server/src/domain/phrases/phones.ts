// What people put between digits, or nothing (`_`), and the same and not nothing (`~`). Commas are between numbers, not in them.
const separator = String.raw`[\s./()\x5f\-\u2010-\u2015\u2212]`

// Not the number of an article: one without a gap, right behind the word that says so.
const articleWord = String.raw`(?<!\p{L})(?:артикул\p{L}{0,3}|арт|(?:штрих)?код\p{L}{0,2})`
const unlabelled = String.raw`(?!(?<=${articleWord}(?:\s(?:wb|вб|товара|продавца))?[\s.:№#(–—-]{0,3})\d{10,11}(?!\d))`

// Lists that have as many digits: «900/2000/600», and prices or sizes that rise in even steps: «900 950 1000», «949 999 1299».
const unlisted = String.raw`(?!9\d\d~\d{4}~\d{3}(?!\d))(?!9\d([059])~9\d\1~\d{3}\1(?!\d))`

/**
 * What a phone looks like, for texts as `visibleText` makes them, flags `giu` (domain §10.1). It is known by the count of its digits,
 * however they are grouped: a Russian one with «+7»; one with the country and a code in one piece or digit by digit; a mobile one without
 * the country; any other country's behind its plus. Sizes in a row are none: «84 88 92 96 100», «8 8.5 9».
 */
export const phoneShapes: readonly string[] = [
  String.raw`(?<!\d)\+_7(?:_\d){10}(?!\d)`,
  String.raw`(?<!\d)${unlabelled}[78]_[3-9]\d\d(?:_\d){7}(?!\d)`,
  String.raw`(?<!\d)[78](~)[3-9]\1\d\1\d(?!\d)(?:_\d){7}(?!\d)`,
  String.raw`(?<!\d)\(?${unlabelled}${unlisted}9\d\d(?:_\d){7}(?!\d)`,
  String.raw`(?<!\d)9(~)\d\1\d(?!\d)(?:_\d){7}(?!\d)`,
  String.raw`(?<!\d)\+_(?!7)[1-9](?:_\d){9,13}(?!\d)`,
].map(spelledOut)

function spelledOut(shape: string): string {
  return shape.replaceAll('_', `${separator}{0,3}`).replaceAll('~', `${separator}{1,3}`)
}
