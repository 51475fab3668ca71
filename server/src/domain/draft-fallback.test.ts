import { expect, test } from 'vitest'
import { fallbackText, isSimplePraise, praiseText } from './draft-fallback.ts'
import { bundledGuardrails, checkReply } from './guardrails.ts'
import { reviewIntentOf } from './intent.ts'
import { type Channel, channels, type Intent, questionIntents, reviewIntents } from './interaction.ts'
import { praiseTexts } from './phrases/drafts.ts'

const nobody = { text: null, rating: null, intent: null, customerName: null }
const ratings = [null, 1, 2, 3, 4, 5]
const names = [null, 'Марина', 'Исакович Анна Витальевна', 'Курченко']
const texts = [
  '',
  'Порвался шов',
  'Отлично, но коробка мятая',
  'Маломерит',
  'Рост 164, вес 58',
  'Стелька вынимается?',
  'Когда будет XL?',
  'Добрый день!',
  'Возврат оформила',
]

const intentsOf: Record<Channel, readonly Intent[]> = {
  review: reviewIntents,
  question: questionIntents,
  chat: reviewIntents,
}

test.each(channels)(
  'whatever stands in for a model in a %s may be sent, and is not even advised against',
  (channel) => {
    for (const intent of intentsOf[channel]) {
      for (const rating of channel === 'review' ? ratings : [null]) {
        for (const customerName of names) {
          for (const text of texts) {
            const item = { channel, text, rating, intent, customerName }
            expect([item, findingsIn(item, fallbackText(item))]).toEqual([item, []])
          }
        }
      }
    }
  },
)

test.each(praiseTexts)('so may be sent: %s', (praise) => {
  const item = { ...nobody, channel: 'review' as const, text: 'Отлично!', intent: 'thanks' as const, rating: 5 }
  const used = praiseTexts.filter((each) => each !== praise)
  const text = praiseText({ ...item, customerName: 'Анна' }, used, 0)
  expect(text).toBe(`Анна, здравствуйте! ${praise}`)
  expect(findingsIn(item, text)).toEqual([])
})

test.each([
  ['review', { rating: 1 }, 'Здравствуйте! Спасибо, что рассказали об этом. Нам жаль, что товар вас огорчил.'],
  ['review', { rating: 3 }, 'Здравствуйте! Спасибо за честную оценку.'],
  ['review', { rating: 4 }, 'Здравствуйте! Спасибо за тёплый отзыв'],
  ['review', { rating: null }, 'Здравствуйте! Спасибо за честную оценку.'],
  ['review', { rating: 5, text: 'Отлично, но коробка мятая' }, 'Здравствуйте! Спасибо за честную оценку.'],
  ['question', { customerName: 'Алексей К.' }, 'Алексей, здравствуйте! Спасибо за вопрос. Уточняем'],
  ['question', { intent: 'sizing_fit' }, 'Здравствуйте! Спасибо за вопрос. Сверьтесь'],
  ['chat', { intent: 'delivery_delay' }, 'Здравствуйте! Проверили заказ'],
  ['chat', { intent: 'wrong_item' }, 'Здравствуйте! Нам очень жаль'],
  ['chat', { intent: 'thanks' }, 'Здравствуйте! Рады, что всё решилось!'],
  ['chat', { intent: 'other' }, 'Здравствуйте! Спасибо, что написали.'],
] as const)('to a %s of %j: %s …', (channel, item, beginning) => {
  expect(fallbackText({ ...nobody, channel, ...item })).toMatch(new RegExp(`^${beginning}`))
})

test.each([
  ['review', { rating: 2, intent: 'delivery_delay' }, 'заказ пришлось ждать'],
  ['review', { rating: 1, intent: 'wrong_item' }, 'не то, что вы ждали'],
  ['review', { rating: 2, intent: 'quality_complaint', text: 'Маломерит' }, 'размер не подошёл'],
  ['review', { rating: 1, intent: 'thanks', text: 'Супер' }, 'Спасибо, что поделились впечатлением'],
  ['question', { intent: 'post_purchase_issue' }, '«Оформить возврат»'],
  ['question', { intent: 'availability_delivery' }, 'Актуальное наличие'],
  ['question', { intent: 'sizing_fit', text: 'Рост 164, какой брать?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: 'Муж 185 см, 84 кг, что взять?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: '84 кг при 185 см. Какой размер?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: '170/65, какой размер?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: 'Стопа 25,5 см, какой размер?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: 'Нога 24, подойдёт 38-й?' }, 'Сверим ваши мерки'],
  ['question', { intent: 'sizing_fit', text: 'На какой рост пойдёт 116?' }, 'напишете рост и обхваты'],
  ['question', { intent: 'sizing_fit', text: 'Есть размер 44-46 на рост повыше?' }, 'напишете рост и обхваты'],
  ['question', { intent: 'sizing_fit', text: 'Размер 170-176 маломерит?' }, 'напишете рост и обхваты'],
  ['question', { intent: 'sizing_fit', text: 'Подойдёт ли на матрас 180×200?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Какой размер: 90х200 или 80*200?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Подойдёт на детскую кроватку?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Стелька вынимается?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Подойдёт ли на матрас 160/80?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Подойдёт на кроватку 140-70?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Подойдёт на окно от 90 см?' }, 'Уточняем размеры'],
  ['question', { intent: 'sizing_fit', text: 'Рост 98, в коляску поместится?' }, 'Сверим ваши мерки'],
  ['chat', { intent: 'cancel_request' }, 'Отменить заказ можно'],
  ['chat', { intent: 'sizing_fit', text: 'ОГ 100, ОТ 82' }, 'Сверим ваши мерки'],
  ['chat', { intent: 'sizing_fit', text: 'Какой размер на матрас 90х200?' }, 'Уточняем размеры'],
  ['chat', { intent: 'other', text: 'Когда будет XL?' }, 'Актуальное наличие'],
  ['chat', { intent: 'delivery_status', text: 'Когда придёт 44 размер?' }, 'Актуальное наличие'],
  ['chat', { intent: 'delivery_status', text: 'Когда придёт мой заказ, размер 44?' }, 'Проверили заказ'],
  ['chat', { intent: 'quality_complaint', text: 'Большемерит' }, 'размер не подошёл'],
  ['chat', { intent: 'refund_exchange', text: 'Возврат оформила, денег нет' }, 'Статус заявки'],
  ['chat', { intent: 'other', text: 'Добрый день!' }, 'Чем можем помочь?'],
] as const)('a %s of %j is answered about its matter: … %s …', (channel, item, words) => {
  expect(fallbackText({ ...nobody, channel, ...item })).toContain(words)
})

test.each([
  ['Отлично!', 5, true],
  ['Отлично, но коробка мятая', 5, false],
  ['Отлично!', 3, false],
  ['Спасибо! '.repeat(13), 5, false],
  ['Пришло вовремя', 5, false],
] as const)('EX-34: «%s» with %i stars is simple praise: %s', (text, rating, isPraise) => {
  const intent = reviewIntentOf(text)
  expect(isSimplePraise({ channel: 'review', text, rating, intent, customerName: null })).toBe(isPraise)
})

test.each([
  [100, 'о', true],
  [101, 'о', false],
  [100, '😀', true],
  [101, '😀', false],
] as const)('praise of %i characters, the last of them «%s», is short: %s', (length, last, isPraise) => {
  const text = 'Отличн'.padEnd(length - 1, 'о') + last
  expect(isSimplePraise({ channel: 'review', text, rating: 5, intent: 'thanks', customerName: null })).toBe(isPraise)
})

test('our labels make no praise long', () => {
  const text = `Отлично, спасибо\nПлюсы: ${'тепло '.repeat(13)}`
  const praise = { channel: 'review', text: text.trim(), rating: 5, intent: 'thanks', customerName: null } as const
  expect([...praise.text].length).toBe(101)
  expect(isSimplePraise(praise)).toBe(true)
})

test('praise is answered with what was not said lately, and when all was said, with what was said longest ago', () => {
  const [first = '', ...others] = praiseTexts
  const item = { ...nobody, channel: 'review' as const, rating: 5 }

  expect(praiseText(item, others, 0.99)).toBe(`Здравствуйте! ${first}`)
  expect(praiseText(item, [...others, first], 0)).toBe(`Здравствуйте! ${first}`)
  const seen = new Set([0, 0.25, 0.5, 0.75, 0.999].map((chance) => praiseText(item, [], chance)))
  expect(seen.size).toBe(5)
})

function findingsIn(
  { channel, text, intent }: { channel: Channel; text: string | null; intent: Intent | null },
  reply: string,
) {
  return checkReply(bundledGuardrails, reply, { channel, buyerText: text ?? '', intent, wasSent: () => false })
}
