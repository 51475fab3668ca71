import { expect, test } from 'vitest'
import { chatIntentOf, questionIntentOf, reviewIntentOf } from './intent.ts'

test.each([
  ['EX-13', 'Подскажите, какой размер при росте 170?', 'sizing_fit'],
  ['EX-14', 'Пришёл брак, и размер не тот', 'post_purchase_issue'],
  ['EX-15', 'Просто скажите, весной носить можно?', 'general_question'],
  ['EX-16', 'Подойдёт ли к iPhone 15?', 'spec_compatibility'],
  ['EX-16', 'Есть ли размер XXL?', 'availability_delivery'],
] as const)('%s: the question «%s» is about %s', (_, text, intent) => {
  expect(questionIntentOf(text)).toBe(intent)
})

test.each([
  ['Есть ли сертификат на товар?', 'compliance_safety'],
  ['Гипоаллергенный наполнитель?', 'compliance_safety'],
  ['Есть «Честный знак»?', 'compliance_safety'],
  ['Не  включается, что делать', 'post_purchase_issue'],
  ['Можно обменять на другой цвет?', 'post_purchase_issue'],
  ['Тут бpaк латиницей', 'post_purchase_issue'],
  ['Это б р а к', 'post_purchase_issue'],
  ['Бра\u00adк по шву', 'post_purchase_issue'],
  ['Когда поступит в продажу?', 'availability_delivery'],
  ['Чёрный есть в наличии?', 'availability_delivery'],
  ['Подходят для сухой кожи?', 'spec_compatibility'],
  ['Сколько весит коробка?', 'spec_compatibility'],
  ['Подойдет на 48?', 'sizing_fit'],
  ['Какая длина стельки?', 'sizing_fit'],
  ['Вес 60, что взять?', 'sizing_fit'],
  ['Какой вес товара?', 'spec_compatibility'],
  ['Из чего сделана подошва?', 'spec_compatibility'],
  ['Объём бака какой?', 'spec_compatibility'],
  ['Ростки в наборе живые?', 'general_question'],
  ['Простой вопрос: не только для дачи?', 'general_question'],
  ['Осколки не опасны?', 'general_question'],
  ['', 'general_question'],
] as const)('the question «%s» is about %s', (text, intent) => {
  expect(questionIntentOf(text)).toBe(intent)
})

test.each([
  ['EX-18', 'Подошва отклеилась через неделю', 'defect_not_working'],
  ['EX-18', 'Маломерит', 'quality_complaint'],
  ['EX-18', 'Долго ждал', 'other'],
  ['EX-19', 'Где мой заказ', 'delivery_status'],
] as const)('%s: the review «%s» is about %s', (_, text, intent) => {
  expect(reviewIntentOf(text)).toBe(intent)
})

test.each([
  ['Спасибо, но порвалась в первый день', 'defect_not_working'],
  ['Прислали не тот цвет', 'wrong_item'],
  ['Вместо моего синего заказа — красный', 'wrong_item'],
  ['Верну обратно', 'refund_exchange'],
  ['Отмените, пожалуйста', 'cancel_request'],
  ['До сих пор товара нет', 'delivery_delay'],
  ['Когда привезут?', 'delivery_status'],
  ['Ужасно пахнет', 'quality_complaint'],
  ['Не хватает одной детали', 'quality_complaint'],
  ['Не хватает слов, спасибо!', 'thanks'],
  ['Лучше не найти, рекомендую', 'thanks'],
  ['Посоветуйте размер', 'sizing_fit'],
  ['Будет ли синий?', 'availability'],
  ['Подойдет ли на стену?', 'compatibility'],
  ['Стоит ли брать?', 'pre_purchase'],
  ['Как включить подсветку?', 'usage_howto'],
  ['Материал приятный', 'product_spec'],
  ['Отличная вещь', 'thanks'],
  ['Вещь как вещь', 'other'],
  ['Осколок', 'other'],
  ['Замечательно', 'other'],
] as const)('the review «%s» is about %s', (text, intent) => {
  expect(reviewIntentOf(text)).toBe(intent)
})

test.each([
  ['Разбирается ли чехол для стирки?', 'general_question'],
  ['Не та ли это модель, что в рекламе?', 'general_question'],
  ['Есть ли замена фильтра?', 'general_question'],
  ['не то чтобы срочно, но какой состав?', 'spec_compatibility'],
  ['Разбилась при доставке, что делать?', 'post_purchase_issue'],
  ['Стул сам разбирается, что делать?', 'post_purchase_issue'],
  ['Прислали не ту модель. Не та, что в рекламе', 'post_purchase_issue'],
  ['Пришло не то, что заказывал', 'post_purchase_issue'],
  ['Не тот ли это товар прислали?', 'post_purchase_issue'],
  ['Нужна замена фильтра, как оформить?', 'post_purchase_issue'],
  ['Замена возможна?', 'post_purchase_issue'],
  ['Обещали замену батареи, не прислали. Где она?', 'post_purchase_issue'],
  ['Замена щётки не приехала, прошу две недели', 'post_purchase_issue'],
  ['Почему ручка разбирается в руках?', 'post_purchase_issue'],
  ['Стул разбирается сам собой, что делать?', 'post_purchase_issue'],
  ['Где моя замена насадки?', 'post_purchase_issue'],
] as const)('what was bought is in trouble or only spoken of so: «%s» is about %s', (text, intent) => {
  expect(questionIntentOf(text)).toBe(intent)
})

test.each([
  ['Плюсы: нет. Запах ужасный', 'quality_complaint'],
  ['Духи вообще без запаха', 'quality_complaint'],
  ['Ручка разбирается в руках', 'defect_not_working'],
  ['Разбилась в первый день', 'defect_not_working'],
  ['Замена батареек не помогла', 'refund_exchange'],
] as const)('trouble is found in whatever words: «%s» is about %s', (text, intent) => {
  expect(reviewIntentOf(text)).toBe(intent)
})

test('the gravest message of a chat decides, and two messages make no phrase together', () => {
  expect(chatIntentOf(['Спасибо', 'но он сломался'])).toBe('defect_not_working')
  expect(chatIntentOf(['Товар не', 'тот ещё подарок'])).toBe('other')
  expect(chatIntentOf([])).toBe('other')
})
