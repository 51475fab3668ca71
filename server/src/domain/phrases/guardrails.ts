import type { AdvisedLength, GuardrailRule } from '#domain/guardrail-policy.ts'
import { addressShapes, exactAddressShapes, label } from './addresses.ts'
import { except, givenRewards, incentives, rewards, thanks } from './incentives.ts'
import { repliedPhoneShapes } from './phones.ts'
import { robots } from './robots.ts'

// Safe wordings. One that begins with a capital is a sentence.
const throughWb = 'Оформите возврат через ЛК WB'
const sorry = 'Нам жаль, что так вышло. Передали информацию'
const shipped = 'Со своей стороны товар отгружен'
const cancelYourself = 'Отменить заказ можно в ЛК WB'
const weCheck = 'Со своей стороны проверим ситуацию'
const oneItem = 'возможен дефект конкретного экземпляра'
const unusual = 'нештатная ситуация, разбираемся'

const blocks = { review: 'block', question: 'block', chat: 'block' } as const
const blocksInPublic = { review: 'block', question: 'block', chat: 'warn' } as const
const warns = { review: 'warn', question: 'warn', chat: 'warn' } as const

// Whole words where a beginning would take in others: «почти», «картинка», «картон».
const personalData = [
  ...['телефон*', 'email', 'e mail', 'паспорт*', 'адрес*'],
  ...['почта', 'почты', 'почте', 'почту', 'почтой', 'почтов*'],
  ...['карта', 'карты', 'карте', 'карту', 'картой', 'карт'],
]

/** What a buyer changes in a product himself. */
const spareParts = [
  ...[
    'батаре*',
    'аккумулятор*',
    'элемент* питания',
    'фильтр*',
    'картридж*',
    'мешк*',
    'пылесборник*',
    'насадк*',
    'щетк*',
  ],
  ...['лезви*', 'лампоч*', 'ламп*', 'стержн*', 'воды', 'масла', 'блок питания', 'блока питания', 'чехол', 'чехла'],
]
const changedByBuyer = ['замена', 'замены', 'замену', 'заменить']
  .flatMap((change) => spareParts.map((part) => `!${change} ${part}`))
  .join(', ')

/** What is brought back by washing, drying or polishing. */
const restored = [
  'форм*',
  'цвет*',
  'блеск*',
  'объем*',
  'мягкость',
  'белизн*',
  'яркость',
  'упругость',
  'вид',
  'внешний вид',
]
  .flatMap((quality) => [`!вернуть ${quality}`, `!вернуть … ${quality}`])
  .join(', ')

/** What must not be said, in the notation of `compile` (domain §10.1, ADR 25). Safe wordings stand in the order of preference. */
export const guardrailRules: readonly GuardrailRule[] = [
  {
    category: 'ai_mention',
    ...blocks,
    phrases: `
        ии, бот, бота, боту, ботом, боте, чат бот*, чатбот*, нейросет*, нейронн* сет*, gpt*,
        chatgpt*, чатгпт, гпт, искусственн* интеллект*, автоматическ* ответ*, автоответ*, языков* модел*,
        сгенерирован*, ${robots}`,
    hint: 'Уберите это упоминание',
  },
  {
    category: 'promise',
    ...blocksInPublic,
    phrases: `
        ${givingBack('деньги')}, ${givingBack('средства')}, ${givingBack('стоимость')}, гарантир* … возврат*, гарантир* … замен*,
        полн* … возврат*, бесплатн* … замен*, компенсируем, компенсирую, компенсаци*, !компенсаци* веса, одобрим … возврат*,
        одобрим … заявк*, одобрим … замен*`,
    wordings: [throughWb, sorry],
  },
  {
    category: 'promise',
    ...blocksInPublic,
    phrases: 'доставим … завтра, доставим … сегодня, ускорим … доставк*, изменим … адрес*',
    wordings: [shipped],
  },
  {
    category: 'promise',
    ...blocksInPublic,
    phrases: 'отменим … заказ*, отменим ваш*',
    wordings: [cancelYourself],
  },
  {
    category: 'promise',
    ...blocksInPublic,
    phrases: 'продлим … срок*, изменим ваш отзыв, удалим отзыв',
    hint: 'Уберите обещание',
  },
  {
    category: 'blame',
    ...blocksInPublic,
    phrases: `
        вы неправильно, вы не правильно, вы не так, ваша вина, по вашей вине, сами виноваты, сам виноват, сама виновата, вы ошиблись,
        ваша ошибка, читайте внимательн*, надо было читать, нужно было читать, !вы не так давно, !если вы ошиблись`,
    hint: 'Уберите обвинение',
  },
  {
    category: 'dismissive',
    ...blocksInPublic,
    phrases: `
        обратитесь … в поддержку, обращайтесь … в поддержку, напишите … в поддержку, пишите … в поддержку,
        обратитесь … в службу поддержки, мы не можем повлиять, не можем повлиять, это не к нам, не наша проблема`,
    wordings: [weCheck],
  },
  {
    category: 'legal',
    ...blocksInPublic,
    phrases: `
        характеристик* не соответств*, не соответств* заявленн*, не соответств* описан*, это подделка,
        это контрафакт, некачественный товар, да это брак`,
    wordings: [oneItem],
  },
  {
    category: 'legal',
    ...blocksInPublic,
    phrases: 'наша ошибка, наша вина, мы виноваты, мы знали о проблеме, нарушили закон',
    wordings: [unusual],
  },
  { category: 'jargon', ...warns, phrases: 'уважаем* клиент*, уважаем* покупател*, пересорт*' },
  { category: 'jargon', ...warns, phrases: 'fbo, фбо', wordings: ['склад WB'] },
  { category: 'jargon', ...warns, phrases: 'fbs, фбс', wordings: ['склад продавца'] },
  { category: 'jargon', ...warns, phrases: 'sku', wordings: ['артикул'] },
  {
    category: 'contact',
    ...blocks,
    phrases: `
        телеграм*, telegram, ватсап*, вотсап*, вацап*, воцап*, whatsapp, whats app, what s app, вайбер*, viber, инстаграм*, instagram*, вконтакте, директ`,
    shapes: [
      // An e-mail, also with blanks around its signs.
      String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}[\p{Zs}\t]{0,3}@[\p{Zs}\t]{0,3}(?:${label}[\p{Zs}\t]{0,3}\.[\p{Zs}\t]{0,3}){1,8}\p{L}{2,24}`,
      ...addressShapes,
      // A name in a messenger.
      String.raw`(?<![\p{L}\p{N}._%+-])@[a-z][a-z0-9_]{3,31}(?![\p{L}\p{N}])`,
      ...repliedPhoneShapes,
    ],
    exactShapes: exactAddressShapes,
    hint: 'WB отклонит сообщение',
  },
  {
    category: 'review_incentive',
    ...blocks,
    phrases: `${incentives}, ${except(thanks)}`,
    together: rewards,
    hint: 'Попросите отзыв без вознаграждения',
  },
  {
    // Thanks are innocent beside a reward that the buyer speaks of, and not beside one that is given.
    category: 'review_incentive',
    ...blocks,
    phrases: thanks,
    together: givenRewards,
    hint: 'Попросите отзыв без вознаграждения',
  },
  {
    category: 'pii_request',
    ...blocksInPublic,
    phrases: ['пришлите', 'напишите', 'укажите']
      .flatMap((verb) => [
        ...personalData.map((noun) => `${verb} … ${noun}`),
        ...['модел*', 'марк*'].map((trait) => `!${verb} … ${trait} … телефон*`),
        `!${verb} … карты памяти`,
        `!${verb} для … телефон*`,
      ])
      .join(', '),
    hint: 'Попросите только номер заказа',
  },
  {
    category: 'competitor',
    ...warns,
    phrases: `
        ozon, озон*, !озонатор*, !озониров*, !озонов*, яндекс маркет*, алиэкспресс*, aliexpress, ламод*, lamoda, сдэк*, авито*`,
  },
  {
    category: 'unsolicited_return',
    review: 'block',
    question: 'block',
    chat: 'off',
    phrases: `
        возврат*, вернуть, вернем, вернете, замена, замену, замены, заменить, заменим, обмен, обмена, обменять,
        обменяем, ${changedByBuyer}, ${restored},
        !обмен веществ, !обмена веществ, !обмен данными, !возвратн* пружин*, !возвратн* механизм*, !возвратн* клапан*`,
    unless: {
      buyerSays: `
          возврат*, вернуть, верну, замена, замену, замены, заменить, замените, обменять, обмен, обмена, обмену`,
      intents: ['defect_not_working', 'wrong_item', 'refund_exchange', 'post_purchase_issue'],
    },
    wordings: [sorry],
  },
  {
    category: 'question_in_review',
    review: 'warn',
    question: 'off',
    chat: 'off',
    shapes: [String.raw`\?`],
    hint: 'Покупатель не сможет ответить',
  },
  { category: 'duplicate', ...warns },
]

/** How long a reply had better be, in characters (domain §10.2). */
export const advisedLengths: Readonly<Record<'review' | 'question' | 'chat', AdvisedLength | null>> = {
  review: { least: 20, most: 500 },
  question: { least: 20, most: 500 },
  chat: null,
}

/** The forms of «вернуть» with what is given back; not «верно» and «верный». */
function givingBack(what: string): string {
  return ['вернем*', 'верну', 'вернут', 'вернутся', 'вернуть', 'вернет*', 'верните', 'вернул*']
    .map((verb) => `${verb} … ${what}`)
    .join(', ')
}
