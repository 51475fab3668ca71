import type { ReviewIntent } from '#domain/interaction.ts'
import { noMixUp } from './no-trouble.ts'

/** For reviews and chats. Risk first: the first row that hits decides, so the order is part of the rule. */
export const reviewIntentPhrases: readonly { intent: ReviewIntent; phrases: string }[] = [
  {
    intent: 'defect_not_working',
    phrases: `
      брак, брака, браке, браком, бракован*, дефект*, не работа*, не включа*, не заряжа*, слома*, поломк*, разби*,
      треснул*, трещин*, скол, скола, сколы, сколом, порва*, отклеи*, протека*, развали*`,
  },
  {
    intent: 'wrong_item',
    phrases: `
      не тот товар, не тот, не та, прислали не то, прислали не тот, прислали другой, прислали другую,
      прислали другое, перепутали, пересорт*, вместо … заказ*, ${noMixUp}`,
  },
  { intent: 'refund_exchange', phrases: 'возврат*, вернуть, верну, обменять, обмен, замена, замену, заменить' },
  { intent: 'cancel_request', phrases: 'отменить, отмена, отмену, отмените' },
  {
    intent: 'delivery_delay',
    phrases: 'задержива*, опазд*, просроч*, давно жду, жду уже, уже жду, до сих пор … нет',
  },
  {
    intent: 'delivery_status',
    phrases: `
      где заказ, где мой заказ, где товар, где посылк*, когда доставят, когда привез*, когда придет, статус заказа,
      трек*`,
  },
  {
    intent: 'quality_complaint',
    phrases: `
      некачествен*, плохое качество, качество плох*, ужас*, кошмар*, разочаров*, не соответств*, маломер*,
      большемер*, линя*, просвечива*, запах*, не хватает, недокомплект*, !не хватает … слов, !слов … не хватает`,
  },
  {
    intent: 'sizing_fit',
    phrases: 'какой размер, посоветуйте размер, на какой рост, на какой вес, размерн* сетк*',
  },
  {
    intent: 'availability',
    phrases: 'есть в наличии, в наличии, будет ли, когда появ*, когда поступ*, поступлен*',
  },
  { intent: 'compatibility', phrases: 'подойд* ли, подойд* к, подход* к, совмест*' },
  {
    intent: 'pre_purchase',
    phrases: 'хочу купить, собираюсь брать, думаю взять, стоит ли брать, перед покупкой',
  },
  {
    intent: 'usage_howto',
    phrases: 'как пользоваться, как использовать, как включить, как подключить, как собрать, инструкци*',
  },
  { intent: 'product_spec', phrases: 'характеристик*, из чего, состав*, материал*' },
  {
    intent: 'thanks',
    phrases: 'спасибо, благодар*, супер, отличн*, классн*, рекоменд*, доволен, довольна',
  },
]
