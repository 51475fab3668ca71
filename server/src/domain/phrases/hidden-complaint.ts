/** What betrays a complaint under four or five stars. That something is missing is one, as in a question (domain §6.2); that words are is praise. */
export const complaintPhrases = `
  но, однако, к сожалению, жаль, минус*, недостат*, проблем*, не подош*, маломер*, большемер*, запах*, брак,
  бракован*, дефект*, слома*, не работа*, возврат*, вернуть, обменять, не соответств*, не как на фото, отлича*,
  разочаров*, обман*, качество хуже, не хватает, недокомплект*, !не хватает … слов, !слов … не хватает`

/** How buyers fill in the field for drawbacks when there are none. Dashes and dots say the same. */
export const noDrawbacks = ['нет', 'не нашла', 'не нашел', 'не обнаружено', 'без минусов']
