/** What betrays a complaint under four or five stars. */
export const complaintPhrases = `
  но, однако, к сожалению, жаль, минус*, недостат*, проблем*, не подош*, маломер*, большемер*, запах*, брак,
  бракован*, дефект*, слома*, не работа*, возврат*, вернуть, обменять, не соответств*, не как на фото, отлича*,
  разочаров*, обман*, качество хуже`

/** How buyers fill in the field for drawbacks when there are none. Dashes and dots say the same. */
export const noDrawbacks = ['нет', 'не нашла', 'не нашел', 'не обнаружено', 'без минусов']
