/**
 * What betrays a complaint under four or five stars. That something is missing is one, as in a question (domain §6.2); that words are, or
 * that nothing is wrong, is praise.
 */
export const complaintPhrases = `
  но, однако, к сожалению, жаль, минус*, недостат*, проблем*, не подош*, маломер*, большемер*, запах*, брак,
  бракован*, дефект*, слома*, не работа*, возврат*, вернуть, обменять, не соответств*, не как на фото, отлича*,
  разочаров*, обман*, качество хуже, не хватает, недокомплект*, !не хватает … слов, !слов … не хватает,
  ${['минусов', 'недостатков'].flatMap((drawbacks) => noneOf(drawbacks)).join(', ')}`

/** «Минусов нет», but not «минусов нет, только молния заедает». */
function noneOf(drawbacks: string): string[] {
  const none = ['нет', 'не наш*', 'не обнаруж*', 'не замет*'].map((none) => `${drawbacks} ${none}`)
  const besides = [
    'только',
    'лишь',
    'кроме',
    'разве',
    'если не',
    'единственн*',
    'правда',
    'вот',
    'пока',
    'за исключением',
  ]
  return none.flatMap((words) => [`!${words}`, ...besides.map((word) => `${words} … ${word}`)])
}

const found =
  'нашла нашел нашли найдено обнаружено обнаружила обнаружил обнаружили заметила заметил увидела увидел выявлено'
const notFound = found.split(' ').map((word) => `не ${word}`)

/** How buyers fill in the field for drawbacks when there are none. Dashes and dots say the same. */
export const noDrawbacks = [
  ...['нет', 'нету', 'их нет', 'пока нет', 'никаких', 'отсутствуют', ...notFound],
  ...['минусов', 'недостатков'].flatMap((drawbacks) => [
    ...[`без ${drawbacks}`, `нет ${drawbacks}`, `${drawbacks} нет`],
    ...notFound.map((words) => `${drawbacks} ${words}`),
  ]),
]
