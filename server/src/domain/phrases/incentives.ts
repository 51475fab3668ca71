// What is given, in the spellings that people use.
const gifts = [
  ...['промокод*', 'промо код*', 'скидк*', 'бонус*', 'подар*', 'купон*', 'вознагражд*', 'cashback*', 'cash back*'],
  ...['кэш', 'кеш'].flatMap((cash) => ['бэк*', 'бек*'].flatMap((back) => [`${cash}${back}`, `${cash} ${back}`])),
]

/** A text without any of these gives nothing for a review. */
export const rewards = gifts.join(', ')

/** A reward that the seller gives, not one that the buyer speaks of. */
export const givenRewards = [
  ...[
    'дарим',
    'дарю',
    'подарим',
    'подарю',
    'дадим',
    'начислим',
    'начислили',
    'начисляем',
    'вышлем',
    'пришлем',
    'отправим',
    'положим',
  ],
]
  .flatMap((verb) => gifts.map((gift) => `${verb} … ${gift}`))
  .join(', ')

/** What people put before «отзыв»: any word there would take in «подарок за 990 рублей. Отзыв порадовал». */
const kinds = [
  ...[
    'честн*',
    'хорош*',
    'отличн*',
    'положительн*',
    'позитивн*',
    'подробн*',
    'развернут*',
    'полн*',
    'искренн*',
    'добр*',
    'тепл*',
  ],
  ...[
    'приятн*',
    'красив*',
    'новый',
    'новые',
    'первый',
    'первые',
    'свой',
    'этот',
    'такой',
    'любые',
    'все',
    'текстов*',
    'оставленн*',
  ],
  ...['написанн*', 'опубликованн*', 'фото', 'видео'],
]
const reviewed = [
  ...['отзыв*', 'фотоотзыв*', 'видеоотзыв*', 'ваш … отзыв*', 'ваши … отзыв*', 'каждый … отзыв*', 'любой … отзыв*'],
  ...kinds.map((kind) => `${kind} отзыв*`),
  ...['написание … отзыв*', 'публикацию … отзыв*', '5 звезд', 'пять звезд', '5 звездочек', 'пять звездочек', 'пятерку'],
].map((what) => `за ${what}`)

const changes = ['измените', 'исправьте', 'поднимите', 'повысьте', 'поменяйте', 'удалите'].flatMap((verb) => [
  `${verb} … оценку`,
  `${verb} … отзыв`,
])
const stars = ['поставьте', 'ставьте', 'поставите', 'оставьте', 'оцените'].flatMap((verb) =>
  ['5 звезд*', 'пять звезд*', '5 баллов', 'пять баллов'].map((mark) => `${verb} … ${mark}`),
)
const exchanges = ['отзыв*', 'оценку', 'звезд', 'звездочек'].flatMap((what) =>
  ['получите', 'получайте', 'подарим', 'дарим', 'начислим'].map((verb) => `${what} … ${verb}`),
)

/** What a reward must not stand beside (domain §10.1). */
export const incentives = [...reviewed, ...changes, ...stars, ...exchanges].join(', ')

const thanking = [
  ...[
    'спасибо',
    'спасибо … большое',
    'спасибо … огромное',
    'благодар*',
    'благодар* … вас',
    'признательн*',
    'признательн* … вам',
  ],
  ...['ценим'],
]

/** Thanks for what was written, also behind thanks for something else: «спасибо за покупку и за отзыв». */
export const thanks = thanking
  .flatMap((thank) => [`${thank} …`, `${thank} … за … и`])
  .flatMap((thank) => reviewed.map((what) => `${thank} ${what}`))
  .join(', ')

/** The phrases of a list as exceptions of another. */
export function except(list: string): string {
  return list
    .split(', ')
    .map((phrase) => `!${phrase}`)
    .join(', ')
}
