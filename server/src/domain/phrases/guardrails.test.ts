import { expect, test } from 'vitest'
import { bundledGuardrails, checkReply } from '../guardrails.ts'

/** What a category forbids to say, each listed phrase once in a form that people write, and how strictly (domain §10.1). */
type Listed = { category: string; inPublic: 'block' | 'warn'; inChat: 'block' | 'warn' | null; said: string[] }

const listed: Listed[] = [
  {
    category: 'ai_mention',
    inPublic: 'block',
    inChat: 'block',
    said: [
      ...['ИИ', 'бот', 'бота', 'боту', 'ботом', 'боте', 'чат-боты', 'чатботов', 'нейросетями', 'нейронной сетью'],
      ...['GPT4', 'ChatGPT4', 'чатгпт', 'ГПТ', 'искусственного интеллекта', 'автоматическим ответом', 'автоответчик'],
      ...['языковой моделью', 'сгенерировано'],
      // Not wherever a robot stands: only where it speaks, answers or signs (ADR 25).
      ...['отвечает робот', 'ответ от робота', 'написано роботом'],
    ],
  },
  {
    category: 'promise',
    inPublic: 'block',
    inChat: 'warn',
    said: [
      // «верн*» are the forms of the verb: «верный выбор за деньги» gives nothing back (ADR 25).
      ...['вернём', 'верну', 'вернут', 'вернутся', 'вернуть', 'вернётся', 'верните', 'вернули'].flatMap((verb) => [
        `${verb} вам ваши деньги`,
        `${verb} вам средства`,
        `${verb} всю стоимость`,
      ]),
      ...[
        'гарантируем вам быстрый возврат',
        'гарантирую вам замену',
        'полного и быстрого возврата',
        'бесплатно сделаем замену',
      ],
      ...[
        'компенсируем',
        'компенсирую',
        'компенсацию',
        'одобрим вам возвраты',
        'одобрим вашу заявку',
        'одобрим вам замену',
      ],
      ...['доставим вам завтра', 'доставим уже сегодня', 'отменим эти заказы', 'отменим вашу'],
      ...['ускорим вам доставку', 'изменим для вас адреса', 'продлим вам сроки', 'изменим ваш отзыв', 'удалим отзыв'],
    ],
  },
  {
    category: 'blame',
    inPublic: 'block',
    inChat: 'warn',
    said: [
      ...['вы неправильно', 'вы не так', 'ваша вина', 'по вашей вине', 'сами виноваты', 'сам виноват', 'сама виновата'],
      ...['вы ошиблись', 'ваша ошибка', 'читайте внимательнее', 'надо было читать', 'нужно было читать'],
    ],
  },
  {
    category: 'dismissive',
    inPublic: 'block',
    inChat: 'warn',
    said: [
      ...['обратитесь в поддержку', 'обращайтесь в поддержку', 'напишите в поддержку', 'пишите в поддержку'],
      ...['обратитесь в службу поддержки', 'мы не можем повлиять', 'не можем повлиять', 'это не к нам'],
      ...['не наша проблема'],
    ],
  },
  {
    category: 'legal',
    inPublic: 'block',
    inChat: 'warn',
    said: [
      ...['характеристики не соответствуют', 'не соответствует заявленному', 'не соответствует описанию'],
      ...['наша ошибка', 'наша вина', 'мы виноваты', 'мы знали о проблеме', 'это подделка', 'это контрафакт'],
      ...['некачественный товар', 'да, это брак', 'нарушили закон'],
    ],
  },
  {
    category: 'jargon',
    inPublic: 'warn',
    inChat: 'warn',
    said: ['уважаемый клиент', 'уважаемая покупательница', 'пересортица', 'FBO', 'FBS', 'ФБО', 'ФБС', 'SKU'],
  },
  {
    category: 'contact',
    inPublic: 'block',
    inChat: 'block',
    said: [
      ...['example.com', 'shop@mail.ru', '+7 912 345-67-89', 'телеграме', 'Telegram', 'ватсапом'],
      ...['WhatsApp', 'вайбере', 'Viber', 'инстаграме', 'ВКонтакте', 'директ'],
    ],
  },
  {
    category: 'pii_request',
    inPublic: 'block',
    inChat: 'warn',
    said: ['пришлите', 'напишите', 'укажите'].flatMap((verb) =>
      [
        ...['телефоны', 'e-mail', 'email', 'паспортные', 'адреса'],
        // Whole words in the place of «почт*» and «карт*»: «почти» and «картинку» ask for nothing (ADR 25).
        ...['почта', 'почты', 'почте', 'почту', 'почтой', 'почтовый'],
        ...['карта', 'карты', 'карте', 'карту', 'картой', 'карт'],
      ].map((what) => `${verb} нам ${what}`),
    ),
  },
  {
    category: 'competitor',
    inPublic: 'warn',
    inChat: 'warn',
    said: [...['Ozon', 'Озоне', 'Яндекс Маркете', 'Алиэкспрессе', 'AliExpress', 'Ламоде', 'Lamoda', 'СДЭКом', 'Авито']],
  },
  {
    category: 'unsolicited_return',
    inPublic: 'block',
    inChat: null,
    said: [
      ...['возвратом', 'вернуть', 'вернём', 'вернёте', 'замена', 'замену', 'замены', 'заменить', 'заменим'],
      ...['обмен', 'обмена', 'обменять', 'обменяем'],
    ],
  },
]

const cases = listed.flatMap(({ said, ...rule }) => said.map((phrase) => ({ ...rule, phrase })))

test.each(cases)('$category: «$phrase»', ({ category, inPublic, inChat, phrase }) => {
  expect(foundIn('review', about(phrase), category)).toContainEqual(`${inPublic} ${phrase}`)
  expect(foundIn('question', about(phrase), category)).toContainEqual(`${inPublic} ${phrase}`)
  if (inChat) expect(foundIn('chat', about(phrase), category)).toContainEqual(`${inChat} ${phrase}`)
  else expect(foundIn('chat', about(phrase), category)).toEqual([])
})

const rewards = ['промокодом', 'скидку', 'бонусы', 'подарок', 'кэшбек', 'кешбэк']
const askedFor = ['за отзывы', 'за 5 звёзд', 'за пять звёзд', 'измените оценку', 'исправьте оценку', 'поднимите оценку']

test.each(rewards.flatMap((reward) => askedFor.map((what) => [what, reward] as const)))(
  'review_incentive: «%s» beside «%s»',
  (what, reward) => {
    for (const channel of ['review', 'question', 'chat']) {
      expect(foundIn(channel, about(`${what}. У нас есть ${reward}`), 'review_incentive')).toEqual([`block ${what}`])
      expect(foundIn(channel, about(what), 'review_incentive')).toEqual([])
    }
  },
)

test.each([
  ...['возвратом', 'вернуть', 'верну', 'замена', 'замену', 'замены', 'заменить', 'замените', 'обменять'],
  ...['обмен', 'обмена', 'обмену'],
])('a buyer who says «%s» may be told of a return', (word) => {
  const reply = about('возврат оформляется в ЛК WB')

  expect(foundIn('review', reply, 'unsolicited_return')).toEqual(['block возврат'])
  expect(foundIn('review', reply, 'unsolicited_return', `Здравствуйте, ${word}, пожалуйста`)).toEqual([])
})

test.each([
  ['ai_mention', 'робот едет по ковру'],
  ['promise', 'верный выбор за свои деньги'],
  ['pii_request', 'напишите нам, почти всё подскажем'],
  ['pii_request', 'пришлите нам картинку'],
  ['unsolicited_return', 'замена батарейки займёт минуту'],
  ['unsolicited_return', 'обмен веществ ускорится'],
])('%s, as decided (ADR 25), not: «%s»', (category, words) => {
  for (const channel of ['review', 'question', 'chat']) expect(foundIn(channel, about(words), category)).toEqual([])
})

test('what surrounds the phrases above is innocent', () => {
  for (const channel of ['review', 'question', 'chat']) expect(found(channel, about('размер есть'))).toEqual([])
})

/** A sentence of a reply that says this among other things. */
function about(words: string): string {
  return `Здравствуйте! Про ваши слова (${words}): мы рядом. Хорошего дня и спасибо за доверие!`
}

function found(channel: string, reply: string, buyerText = 'Хороший товар') {
  return checkReply(bundledGuardrails, reply, { channel, buyerText, intent: null, wasSent: () => false })
}

function foundIn(channel: string, reply: string, category: string, buyerText?: string): string[] {
  return found(channel, reply, buyerText)
    .filter((finding) => finding.category === category)
    .map(({ severity, phrase }) => `${severity} ${phrase}`)
}
