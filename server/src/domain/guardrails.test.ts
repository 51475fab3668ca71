import { expect, test } from 'vitest'
import { leastCpuMs, medianCpuMs } from '../../testkit/cpu-time.ts'
import { bundledPolicy, policyWith } from './guardrail-policy.ts'
import {
  bundledGuardrails,
  checkReply,
  compileGuardrails,
  type Finding,
  isBlocked,
  type ReplyContext,
  textFingerprint,
} from './guardrails.ts'

type Channel = 'review' | 'question' | 'chat'

const tail = ' Хорошего дня и спасибо за доверие!'

function check(channel: string, text: string, context: Partial<ReplyContext> = {}): Finding[] {
  return checkReply(bundledGuardrails, text, {
    channel,
    buyerText: 'Хороший товар',
    intent: null,
    wasSent: () => false,
    ...context,
  })
}

/** `promise block` and so on, in the order of the text. */
const found = (...asked: Parameters<typeof check>) => check(...asked).map(({ code, severity }) => `${code} ${severity}`)

const phrases = (...asked: Parameters<typeof check>) => check(...asked).map(({ phrase }) => phrase)

test('EX-35: to give money back is a promise, and a return that nobody asked for', () => {
  expect(found('review', 'Мы вернём вам деньги в течение дня.')).toEqual(['promise block', 'unsolicited_return block'])
  expect(phrases('review', 'Мы вернём вам деньги в течение дня.')).toEqual(['вернём вам деньги', 'вернём'])
})

test('EX-36: to blame a buyer is advised against in a chat and blocked under a review', () => {
  const text = 'Вы неправильно собрали каркас.'

  expect(found('chat', text)).toEqual(['blame warn'])
  expect(isBlocked(check('chat', text))).toBe(false)
  expect(found('review', text)).toEqual(['blame block'])
})

test('EX-37: a return is spoken of when the buyer spoke of it first', () => {
  const text = 'Спасибо! Если не подойдёт, оформите возврат в ЛК WB.'

  expect(found('review', text)).toEqual(['unsolicited_return block'])
  expect(found('review', text, { buyerText: 'Хочу вернуть, не подошло' })).toEqual([])
})

test('EX-38: a return is spoken of when the thing is broken', () => {
  const text = 'Очень жаль! Оформите возврат через ЛК WB с пометкой «брак».'

  expect(found('review', text, { buyerText: 'Кнопка не работает', intent: 'defect_not_working' })).toEqual([])
})

test('EX-39: short and long is advised against, what WB does not take is blocked', () => {
  expect(found('review', 'Спасибо!')).toEqual(['too_short warn'])
  expect(isBlocked(check('review', 'Спасибо!'))).toBe(false)
  expect(found('review', 'а'.repeat(501))).toEqual(['too_long warn'])
  expect(found('review', 'а'.repeat(5001))).toEqual(['over_limit block'])
  expect(found('chat', 'а'.repeat(1001))).toEqual(['over_limit block'])
})

test('EX-40: an address of a mailbox is a contact', () => {
  expect(found('chat', 'Напишите нам на shop@mail.ru')).toEqual(['contact block'])
  expect(phrases('chat', 'Напишите нам на shop@mail.ru')).toEqual(['shop@mail.ru'])
})

test('EX-41: to come back with an answer is no return, and felt boots are no robots', () => {
  expect(found('question', 'Сразу вернёмся с ответом на ваш вопрос!')).toEqual([])
  expect(found('question', 'Боты тёплые, подойдут на осень и зиму.')).toEqual([])
})

test.each([
  ['a zero-width space inside', 'review', 'Мы вер\u200bнём вам день\u200bги', 'promise'],
  ['a soft hyphen inside', 'review', 'Ком\u00adпен\u00adси\u00adруем', 'promise'],
  ['a word joiner inside', 'chat', 'Вам отвечает б\u2060от', 'ai_mention'],
  ['a byte order mark inside', 'chat', 'Вам отвечает бо\ufeffт', 'ai_mention'],
  ['a directional mark inside', 'chat', 'Пишите в теле\u200fграм', 'contact'],
  ['a stress mark', 'review', 'Гаранти\u0301руем вам возврат', 'promise'],
  ['Latin letters in a Cyrillic word', 'review', 'Вeрнём вaм дeньги', 'promise'],
  ['a Latin letter in a short word', 'chat', 'Я бoт', 'ai_mention'],
  ['a Latin capital in a Cyrillic word', 'review', 'KОМПEНСИРУЕМ', 'promise'],
  ['a Cyrillic letter in a Latin word', 'chat', 'Пишите в tеlegram', 'contact'],
  ['several Cyrillic letters in a Latin word', 'chat', 'Наш whаtsарр', 'contact'],
  ['Cyrillic letters in an abbreviation', 'chat', 'Ответил СhatGРT', 'ai_mention'],
  ['a Cyrillic letter in a name', 'review', 'Ищите на Оzon', 'competitor'],
  ['letters apart', 'chat', 'Это б о т', 'ai_mention'],
  ['letters apart behind a word of one letter', 'chat', 'Я б о т', 'ai_mention'],
  ['letters apart before a word of one letter', 'chat', 'Это б о т и я', 'ai_mention'],
  ['letters apart between two words of one letter', 'chat', 'Вы и я, б о т и я', 'ai_mention'],
  ['letters apart behind a preposition', 'review', 'Пишите нам в т е л е г р а м, ответим', 'contact'],
  ['letters apart behind two words of one letter', 'chat', 'Мы есть и в т е л е г р а м', 'contact'],
  ['letters apart by dots behind a preposition', 'chat', 'Пишите в в.а.т.с.а.п.', 'contact'],
  ['letters apart behind a sentence of one letter', 'chat', 'Напишите в. т е л е г р а м', 'contact'],
  ['letters apart, another word behind them', 'chat', 'Наш т е л е г р а м у нас', 'contact'],
  ['letters apart of two words, a wider gap between', 'review', 'в е р н е м  д е н ь г и', 'promise'],
  ['letters apart of two words behind words of one letter', 'review', 'а  в е р н е м  и  д е н ь г и', 'promise'],
  ['Latin letters apart', 'chat', 'Пишите в t e l e g r a m', 'contact'],
  ['Latin letters apart of an abbreviation', 'chat', 'Ответил g p t', 'ai_mention'],
  ['a zero among letters apart', 'chat', 'Это б 0 т', 'ai_mention'],
  ['letters apart by dots', 'chat', 'Это Б.О.Т.', 'ai_mention'],
  ['letters apart by hyphens', 'chat', 'Наш т-е-л-е-г-р-а-м', 'contact'],
  [
    'letters apart by no-break spaces',
    'review',
    'к\u00a0о\u00a0м\u00a0п\u00a0е\u00a0н\u00a0с\u00a0а\u00a0ц\u00a0и\u00a0я',
    'promise',
  ],
  ['ё and е', 'review', 'вернем деньги', 'promise'],
  ['ё of two characters', 'review', 'верне\u0308м деньги', 'promise'],
  ['capitals', 'review', 'ВЕРНЁМ ДЕНЬГИ', 'promise'],
  ['a digit for a letter', 'review', 'к0мпенсируем', 'promise'],
  ['another digit for a letter', 'review', 'по3же к0мпенсация', 'promise'],
  ['a line break between the words', 'review', 'вернём\nденьги', 'promise'],
  ['an empty line between the words', 'review', 'сами\n\n\tвиноваты', 'blame'],
  ['a comma between the words', 'review', 'сами, виноваты', 'blame'],
  ['emoji between the words', 'review', 'сами 😀😀 виноваты', 'blame'],
  ['one word in the gap', 'review', 'вернём ваши деньги', 'promise'],
  ['exactly two words in the gap', 'review', 'вернём вам ваши деньги', 'promise'],
  ['fullwidth letters', 'chat', 'Ответил ＧＰＴ', 'ai_mention'],
  ['letters in bold', 'chat', 'Ответил 𝗚𝗣𝗧-4', 'ai_mention'],
  ['a hyphen in the word', 'chat', 'Я чат-бот', 'ai_mention'],
  ['another case of the word', 'chat', 'Написано нейросетью', 'ai_mention'],
  ['several words', 'chat', 'Это автоматический ответ', 'ai_mention'],
  ['ИИ itself', 'review', 'Отвечает ИИ магазина', 'ai_mention'],
  ['a full refund', 'review', 'Вас ждёт полный возврат', 'promise'],
  ['a replacement for nothing', 'question', 'Сделаем бесплатную замену', 'promise'],
  ['a hurried delivery', 'review', 'Ускорим вашу доставку', 'promise'],
  ['a day of delivery', 'review', 'Доставим вам уже завтра', 'promise'],
  ['a cancelled order', 'question', 'Отменим ваш заказ', 'promise'],
  ['a changed review', 'review', 'Изменим ваш отзыв', 'promise'],
  ['somebody’s fault', 'question', 'Это ваша вина', 'blame'],
  ['a look at the description', 'question', 'Читайте внимательно описание', 'blame'],
  ['support', 'question', 'Обратитесь в службу поддержки', 'dismissive'],
  ['support with a please', 'question', 'Обратитесь, пожалуйста, в поддержку', 'dismissive'],
  ['blame written apart', 'review', 'Вы не правильно собрали каркас', 'blame'],
  ['a network in its own letters', 'chat', 'Ищите нас в Instagram', 'contact'],
  ['a return behind a preposition, letters apart', 'question', 'Помогу с в о з в р а т о м', 'unsolicited_return'],
  ['nothing to be done', 'review', 'К сожалению, мы не можем повлиять на это', 'dismissive'],
  ['an admission', 'review', 'Это наша ошибка', 'legal'],
  ['a difference from the description', 'review', 'Товар не соответствует описанию', 'legal'],
  ['a defect admitted', 'review', 'Да, это брак', 'legal'],
  ['an address of a page', 'chat', 'Смотрите https://example.com/page', 'contact'],
  ['an address without a scheme', 'chat', 'Смотрите на shop.ru', 'contact'],
  ['an address of a messenger', 'chat', 'Пишите t.me/shop', 'contact'],
  ['a Cyrillic address', 'chat', 'Наш сайт магазин.рф', 'contact'],
  ['an address with a Cyrillic letter', 'chat', 'Наш сайт shop.cоm', 'contact'],
  ['an address with a zero-width space', 'chat', 'Наш сайт shop.\u200bru', 'contact'],
  ['an address that begins like the marketplace’s', 'chat', 'Смотрите wildberries.ru.example.com', 'contact'],
  ['an address that ends like the marketplace’s', 'chat', 'Смотрите my-wildberries.ru', 'contact'],
  ['somebody in front of the marketplace’s address', 'chat', 'Смотрите https://wb.ru@example.com', 'contact'],
  ['a mailbox with blanks', 'chat', 'Почта: shop @ mail.ru', 'contact'],
  ['a mailbox at the marketplace', 'chat', 'Почта: seller@wb.ru', 'contact'],
  ['a phone', 'chat', 'Звоните +7 (912) 345-67-89', 'contact'],
  ['a phone without signs', 'chat', 'Звоните 89123456789', 'contact'],
  ['a phone without the country', 'chat', 'Звоните 912 345 67 89', 'contact'],
  ['a phone with dots', 'chat', 'Звоните 8.912.345.67.89', 'contact'],
  ['a phone with zero-width spaces', 'chat', 'Звоните 8912\u200b345\u200b6789', 'contact'],
  ['a phone in odd groups', 'chat', 'Звоните 8 999 1 234 567', 'contact'],
  ['a phone with brackets in odd groups', 'chat', 'Звоните 8 (999) 12-345-67', 'contact'],
  ['a phone digit by digit', 'chat', 'Звоните 8 9 9 9 1 2 3 4 5 6 7', 'contact'],
  ['a phone digit by digit without the country', 'chat', 'Звоните 9-9-9-1-2-3-4-5-6-7', 'contact'],
  ['a phone with slashes', 'chat', 'Звоните 8/999/123/45/67', 'contact'],
  ['a phone with underscores', 'chat', 'Звоните 8_999_123_45_67', 'contact'],
  ['a phone in pairs', 'chat', 'Звоните +7 99 91 23 45 67', 'contact'],
  ['a phone without the country in odd groups', 'chat', 'Звоните 999 12 345 67', 'contact'],
  ['a phone over two lines', 'chat', 'Звоните 8 999\n123 45 67', 'contact'],
  ['a mailbox with blanks everywhere', 'chat', 'Почта: shop @ mail . ru', 'contact'],
  ['a messenger in another spelling', 'chat', 'Пишите в вотсап', 'contact'],
  ['a messenger in two words', 'chat', 'Мы есть в Whats App', 'contact'],
  ['a messenger with an apostrophe', 'chat', 'Мы есть в What’s App', 'contact'],
  ['a name in a messenger', 'chat', 'Пишите в тг @shop', 'contact'],
  ['letters apart, one of them Latin', 'chat', 'Это б o т', 'ai_mention'],
  ['an accent on a Latin letter', 'chat', 'Вам отвечает бo\u0301т', 'ai_mention'],
  ['a Latin letter that has an accent', 'chat', 'Вам отвечает б\u00f3т', 'ai_mention'],
  ['a messenger in another case', 'review', 'Мы есть в Телеграме', 'contact'],
  ['a discount for a review', 'chat', 'Дарим скидку 10% за отзыв', 'review_incentive'],
  [
    'a discount for stars, far apart',
    'chat',
    'Ставьте 5 звёзд. А за 5 звёзд у нас для всех есть подарок',
    'review_incentive',
  ],
  ['a bonus for another rating', 'review', 'Измените оценку, и мы начислим бонусы', 'review_incentive'],
  ['a phone asked for', 'review', 'Пришлите нам ваш телефон', 'pii_request'],
  ['an e-mail asked for', 'review', 'Укажите ваш e-mail', 'pii_request'],
  ['an address asked for', 'question', 'Напишите адрес доставки', 'pii_request'],
  ['another marketplace', 'chat', 'На Яндекс Маркете дешевле', 'competitor'],
  ['a formal address', 'question', 'Уважаемый покупатель, размер есть', 'jargon'],
  ['a word of warehouses', 'question', 'Товар едет по ФБО', 'jargon'],
  ['an exchange', 'question', 'Мы обменяем его в любое время', 'unsolicited_return'],
  ['a question to a reviewer', 'review', 'Подскажите, какой размер вы брали?', 'question_in_review'],
  ['a review and then a discount', 'review', 'Оставьте отзыв и получите скидку', 'review_incentive'],
  ['a gift for a review', 'review', 'За отзыв подарим носки', 'review_incentive'],
  ['a discount with thanks for a review', 'review', 'Спасибо за отзыв! Дарим вам скидку 10%', 'review_incentive'],
  ['a bonus with much thanks', 'chat', 'Благодарим за отзыв, начислим 100 бонусов', 'review_incentive'],
  ['thanks, and a gift for another review', 'review', 'Спасибо за отзыв! Подарок за отзыв с фото', 'review_incentive'],
  ['a robot that answers', 'review', 'Вам отвечает робот', 'ai_mention'],
  ['a robot that answers, the other way round', 'review', 'Здесь робот вам отвечает', 'ai_mention'],
  ['a robot that says who it is', 'chat', 'Здравствуйте, я робот', 'ai_mention'],
  ['a robot that denies it', 'chat', 'Я не робот, честное слово', 'ai_mention'],
  ['a robot with letters apart', 'chat', 'Вам пишет р о б о т', 'ai_mention'],
  ['a robot in Latin letters', 'chat', 'Вам пишет poбoт', 'ai_mention'],
  ['a robot with zero-width signs', 'chat', 'Вам отвечает ро\u200bбот', 'ai_mention'],
  ['an assistant', 'question', 'На связи робот-помощник магазина', 'ai_mention'],
  ['a robot that talks to the buyer', 'chat', 'Робот общается с вами до утра', 'ai_mention'],
  ['a robot that greets the buyer', 'chat', 'Вас приветствует наш робот', 'ai_mention'],
  ['an answer of a robot', 'review', 'Это ответ от робота', 'ai_mention'],
  ['a robot that signs', 'review', 'С уважением, ваш робот', 'ai_mention'],
  ['a robot that is talked to', 'chat', 'Вы общаетесь с роботом', 'ai_mention'],
  ['words by a robot', 'review', 'Текст написан роботом', 'ai_mention'],
  ['this robot', 'chat', 'Здравствуйте, это робот.', 'ai_mention'],
  ['a robot on the line', 'chat', 'С вами на связи робот', 'ai_mention'],
  ['a robot toy beside one that writes', 'review', 'Наш робот едет по ковру, а отвечает вам робот', 'ai_mention'],
  ['a bot', 'chat', 'Это бот, оператор подключится позже', 'ai_mention'],
  ['a phone with the country in 3-3-4', 'chat', 'Звоните 8 912 345 6789', 'contact'],
  ['a phone in 3-3-4', 'chat', 'Звоните 912 345 6789', 'contact'],
  ['a round phone', 'chat', 'Звоните 8 900 950 10 00', 'contact'],
  ['a round phone without the country', 'chat', 'Звоните 900 950-10-00', 'contact'],
  ['a phone with minus signs', 'chat', 'Звоните 8−912−345−67−89', 'contact'],
  ['a phone of Belarus', 'chat', 'Звоните +375 (29) 123-45-67', 'contact'],
  ['a phone of Uzbekistan in one piece', 'chat', 'Звоните +998901234567', 'contact'],
  ['a phone in full-width digits', 'chat', 'Звоните ８９１２３４５６７８９', 'contact'],
  ['a phone with soft hyphens', 'chat', 'Звоните 8\u00ad912\u00ad345\u00ad67\u00ad89', 'contact'],
  ['a robot beside a cleaner', 'review', 'Робот-пылесос хорош, а пишет вам робот', 'ai_mention'],
  ['a replacement that will be sent', 'review', 'Замена будет отправлена', 'unsolicited_return'],
  ['a replacement of the thing', 'question', 'Возможна замена товара', 'unsolicited_return'],
  ['a replacement by us', 'question', 'Заменим батарейки', 'unsolicited_return'],
  ['the number of a card', 'review', 'Напишите номер карты', 'pii_request'],
  ['a card', 'question', 'Укажите вашу карту', 'pii_request'],
  ['a mailbox asked for', 'review', 'Пришлите вашу почту', 'pii_request'],
  ['the number of a telephone', 'question', 'Напишите номер телефона', 'pii_request'],
  ['money that comes back', 'review', 'Деньги будут: вернутся все средства', 'promise'],
  ['money to be given back', 'review', 'Готовы вернуть вам деньги', 'promise'],
  ['a phone behind another word', 'question', 'Телефон 89123456789', 'contact'],
  ['a phone in groups behind an article', 'question', 'Артикул 8 912 345-67-89', 'contact'],
  ['a phone behind a code of discount', 'question', 'Промокод 89123456789', 'contact'],
  ['somebody else’s misuse', 'question', 'Вы не так стирали', 'blame'],
] satisfies [string, Channel, string, string][])('%s is found', (_, channel, text, code) => {
  expect(check(channel, text + tail).map((finding) => finding.code)).toContain(code)
})

test.each([
  ['coming back with an answer', 'review', 'Обязательно вернёмся с ответом в ближайшее время.'],
  ['coming back, spelt without ё', 'question', 'Уточним на складе и вернемся к вам с ответом.'],
  ['what cannot be replaced', 'review', 'Это незаменимый помощник на кухне, рады, что пригодился.'],
  ['what is remarkable', 'review', 'Замечательный выбор, носите с удовольствием!'],
  ['what is remarked', 'review', 'Спасибо за замечание, передали его технологам.'],
  ['work', 'review', 'Спасибо, что отметили нашу работу над качеством.'],
  ['works', 'question', 'Лампа работает от батареек и от сети.'],
  ['a robot cleaner in the plural', 'question', 'Роботы в набор не входят, только пылесос.'],
  ['boots', 'question', 'Боты тёплые, на натуральном меху.'],
  ['small boots', 'question', 'Ботиночки подойдут на узкую ножку.'],
  ['Russia', 'review', 'Шьём в России из российских материалов.'],
  ['stories', 'review', 'Спасибо за добрые слова и фотографии!'],
  ['three words in the gap', 'chat', 'вернём вам все ваши деньги'],
  ['three words in another gap', 'chat', 'отменим для вас весь этот заказ'],
  ['the other order', 'chat', 'Деньги вернутся по правилам WB'],
  ['a beginning that is no word', 'review', 'Примерно к среде привезём новые размеры.'],
  ['a director', 'review', 'Директор производства уже разбирается.'],
  ['the marketplace’s address', 'chat', 'Смотрите на wildberries.ru'],
  ['the marketplace’s page', 'chat', 'Смотрите https://www.wildberries.ru/catalog/123456/detail.aspx'],
  ['the marketplace’s short address', 'chat', 'Подробности на wb.ru.'],
  ['the marketplace’s cabinet', 'chat', 'Откройте seller.wildberries.ru, раздел «Отзывы»'],
  ['the marketplace’s address in brackets', 'chat', 'Есть на сайте (wb.ru) в разделе «Доставки»'],
  ['a forgotten blank after a dot', 'review', 'Спасибо за отзыв.То, что понравилось, нас радует.'],
  ['abbreviations', 'question', 'Размеры 42, 44 и т.д. Длина ок. 70 см, т.е. до колена.'],
  ['decimals', 'question', 'Объём 1.5 л, вес 0.350 кг, высота 20.5 см.'],
  ['a size', 'question', 'При росте 164-170 и весе 60-65 подойдёт размер 46.'],
  ['an article', 'question', 'Посмотрите артикул 123456789, он длиннее.'],
  ['a range of sizes', 'question', 'Подойдут размеры 42-44 и 46-48, есть 50-52.'],
  ['a toy that is called nothing but a robot', 'review', 'Наш робот едет по ковру и объезжает стены.'],
  ['a robot in the box', 'question', 'В коробке робот, пульт и батарейки, инструкция внутри.'],
  ['two robots', 'review', 'Рады, что оба робота понравились детям!'],
  ['a robot that drives', 'question', 'Этот робот ездит вперёд и назад, заряда хватает на час.'],
  ['what it is', 'question', 'Это робот на радиоуправлении, от шести лет.'],
  ['a brush of a robot', 'question', 'Щётка от робота подходит к обеим моделям.'],
  ['a robot that obeys', 'question', 'Робот отвечает на команды голосом.'],
  ['what moves a robot', 'question', 'За движение отвечает мотор робота, за поворот — датчик.'],
  ['a robot that is packed', 'review', 'Подготовили робота к отправке, скоро будет у вас.'],
  ['what a buyer wrote of a robot', 'review', 'Вы написали, что робот не едет, — проверим зарядку.'],
  ['a robot that greets', 'question', 'Робот приветствует хозяина и мигает глазами.'],
  ['a dog', 'review', 'Собака-робот лает и виляет хвостом, спасибо!'],
  ['prices that rise', 'question', 'Цены по размерам: 850 900 950 1000 рублей.'],
  ['prices from nine hundred', 'question', 'Цены по размерам: 900 950 1000 рублей.'],
  ['prices that end in nine', 'question', 'Цены за упаковку: 949 999 1299 рублей.'],
  ['weights with slashes', 'question', 'Фасовка 900/950/1000 г, есть и большая.'],
  ['an article in brackets', 'question', 'Посмотрите артикул (9123456789), он длиннее.'],
  ['frost', 'question', 'Куртка на +5 -10 и до -25, дальше холодно.'],
  ['sizes in a row', 'question', 'В наличии 84 88 92 96 100 и больше.'],
  ['heights in a row', 'question', 'Есть на рост 92 98 104 110.'],
  ['sizes with slashes', 'question', 'В наличии 80/85/90/95/100.'],
  ['sizes with commas', 'question', 'Размеры 7, 8, 9, 10, 11, 12, 13 есть.'],
  ['sizes of two kinds', 'question', 'Есть 8 (42) 10 (44) 12 (46), выбирайте.'],
  ['sizes and halves', 'question', 'В наличии 7 7.5 8 8.5 9 9.5 10 и 10.5 11.'],
  ['halves', 'question', 'В наличии 8.5 9 9.5 10 10.5 11 и больше.'],
  ['a price', 'question', 'Цена 1 299 руб, а за два 2 499 руб.'],
  ['two prices', 'question', 'Цены от 7 990 - 8 990 рублей.'],
  ['a date and an hour', 'question', 'Поставка 9.11.2026 - 10.12.2026, до 18:00.'],
  ['the size of a bed', 'question', 'Размер 180 х 200, высота 90 см.'],
  ['the sizes of a cupboard', 'question', 'Шкаф 900/2000/600 мм, полки 850-300-18.'],
  ['a barcode', 'question', 'Штрихкод 4601234567890 указан на упаковке.'],
  ['dates', 'question', 'Поставка 22.11.2026, на складе с 9:00 до 18:00.'],
  ['a chat at the marketplace', 'review', 'Напишите нам в чат WB по этому заказу — разберёмся.'],
  ['a discount without a review', 'review', 'Дарим промокод ЛЕТО на следующий заказ, ждём вас снова.'],
  ['thanks for a review', 'review', 'Спасибо за отзыв и высокую оценку!'],
  ['an order number asked for', 'chat', 'Напишите, пожалуйста, номер заказа'],
  ['a meeting of words', 'review', 'Вы не ошиблись с выбором, спасибо за доверие!'],
  ['a postcard in the box', 'review', 'Рады, что открытка в коробке вас порадовала.'],
  ['a warranty', 'question', 'Гарантия на чайник — один год с даты покупки.'],
  ['a substitute', 'question', 'Заменитель сахара в состав не входит.'],
  ['a full set', 'question', 'Полный комплект: чаша, крышка и венчик.'],
  ['support of the back', 'question', 'Матрас даёт хорошую поддержку спины.'],
  ['a question to a person who asks', 'question', 'Подскажите, на какой рост вы выбираете?'],
  ['thanks beside a gift that was liked', 'review', 'Спасибо за отзыв! Рады, что подарок понравился'],
  ['thanks beside a discount', 'review', 'Спасибо за отзыв и за то, что купили со скидкой'],
  ['much thanks beside a gift', 'review', 'Благодарим вас за отзыв! Пусть подарок радует долго.'],
  ['a robot cleaner', 'review', 'Робот-пылесос прослужит долго'],
  ['a robot cleaner in another case', 'question', 'С роботом-пылесосом идут две щётки.'],
  ['a toy', 'question', 'Робот-трансформер складывается в машинку.'],
  ['a battery that is changed', 'review', 'Замена батарейки занимает минуту'],
  ['a battery to be changed', 'question', 'Заменить батарейки можно без инструментов.'],
  ['a filter that is changed', 'question', 'Замена фильтра нужна раз в полгода.'],
  ['metabolism', 'question', 'Магний поддерживает обмен веществ.'],
  ['a spring', 'question', 'Внутри стоит возвратная пружина.'],
  ['a picture asked for', 'question', 'Напишите, какая картинка на коробке'],
  ['a picture', 'question', 'Пришлите картинку, и мы подскажем размер.'],
  ['almost', 'question', 'Напишите нам, почти всегда отвечаем сразу.'],
  ['the model of a telephone', 'question', 'Напишите модель вашего телефона, подберём чехол.'],
  ['what is right for the money', 'review', 'Верный выбор за деньги, спасибо за доверие!'],
  ['not long ago', 'question', 'Похоже, вы не так давно купили лампу.'],
  ['an article of eleven digits', 'question', 'Артикул 89123456789, он длиннее.'],
  [
    'an article of eleven digits in the middle',
    'question',
    'Посмотрите арт. 89123456789 или код: 9123456789, он длиннее.',
  ],
  ['an article of the marketplace', 'question', 'Это артикул WB: 89123456789, он в наличии.'],
  ['an ozone generator', 'chat', 'Это озонатор для воды, озонирование идёт десять минут, озоновый слой ни при чём.'],
  [
    'a form that comes back',
    'question',
    'Чтобы вернуть форму, просушите на плоскости. Так можно вернуть и блеск, и прежний цвет.',
  ],
  ['a lamp that a buyer changes', 'question', 'Заменить лампу можно самим, замена блока питания тоже проста.'],
  ['a cover that a buyer changes', 'question', 'Заменить чехол можно: он на молнии.'],
  ['the weight of a wheel', 'question', 'Есть компенсация веса, рука не устаёт.'],
  ['a case for a telephone', 'question', 'Укажите, для какого телефона нужен чехол, подберём.'],
  ['a wrong size of one’s own', 'question', 'Если вы ошиблись размером, закажите другой.'],
  ['three letters in a row', 'question', 'Есть размеры S, M, L и отделения А, Б, В.'],
  ['letters of a model', 'question', 'Модель х 5 и я к ней: подходят насадки а, б и в.'],
  ['a spaced title', 'review', 'С П А С И Б О за отзыв, очень приятно!'],
  ['a spaced word that holds another', 'review', 'Рады, что вам понравилась наша р а б о т а над качеством.'],
] satisfies [string, Channel, string][])('%s is innocent', (_, channel, text) => {
  expect(check(channel, text)).toEqual([])
})

test('in a chat what is promised or blamed is advice, and of returns nothing is said', () => {
  expect(found('chat', 'Компенсируем! Оформите возврат')).toEqual(['promise warn'])
  expect(found('chat', 'Это наша вина')).toEqual(['legal warn'])
  expect(found('chat', 'Обратитесь в поддержку')).toEqual(['dismissive warn'])
  expect(found('chat', 'Пришлите паспорт')).toEqual(['pii_request warn'])
  expect(found('chat', 'Какой размер вы брали?')).toEqual([])
})

test('a channel that nobody knows is as strict as a public one', () => {
  expect(found('claim', `Вы неправильно собрали каркас.${tail}`)).toEqual(['blame block'])
})

test.each(['defect_not_working', 'wrong_item', 'refund_exchange', 'post_purchase_issue'])(
  'a buyer who wants %s may be told of a return',
  (intent) => {
    expect(found('question', 'Оформите возврат через ЛК WB.', { intent })).toEqual([])
  },
)

test.each(['верну', 'Замените мне его', 'а обмен?', 'возвратила'])('a buyer who writes «%s» has asked', (buyerText) => {
  expect(found('question', 'Оформите возврат через ЛК WB.', { buyerText })).toEqual([])
})

test('a buyer whose words are not on the device is not judged there', () => {
  expect(found('review', 'Оформите возврат через ЛК WB.', { buyerText: null })).toEqual([])
})

test('a text that went to another item today is advised against, however it is written', () => {
  // Texts without words are the same only when they are.
  expect(textFingerprint('👍')).toBe(textFingerprint(' 👍 '))
  expect(new Set(['👍', '❤️', '/', '!'].map(textFingerprint)).size).toBe(4)
  const known = textFingerprint('Спасибо за отзыв, носите с удовольствием!')
  const wasSent = (fingerprint: string) => fingerprint === known

  expect(found('review', 'СПАСИБО за отзыв — носите с удовольствием', { wasSent })).toEqual(['duplicate warn'])
  expect(found('review', 'Спасибо за отзыв, носите с радостью!', { wasSent })).toEqual([])
})

test('an empty text is nothing but empty', () => {
  expect(found('review', ' \n ')).toEqual(['empty block'])
  expect(found('chat', '')).toEqual(['empty block'])
})

test.each(['\u200b\u2060', '\u2800\u2800', '\u3164\u3164', '\u115f\u1160', '\uffa0\u00ad', ' \ufeff\u200d '])(
  'a text of which nothing can be seen (%j) is empty',
  (text) => {
    expect(found('review', text)).toEqual(['empty block'])
    expect(found('question', text)).toEqual(['empty block'])
    expect(found('chat', text)).toEqual(['empty block'])
  },
)

test.each([
  [
    'zero-width signs',
    'Да\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b',
  ],
  ['signs of byte order', `Да${'\ufeff'.repeat(18)}`],
  ['soft hyphens', `Д${'\u00ad'.repeat(18)}а`],
  ['empty letters', `Да${'\u3164'.repeat(18)}`],
  ['blanks inside', `Да,${' '.repeat(18)}спасибо`],
])('%s make a short answer no longer', (_, text) => {
  expect(found('review', text)).toEqual(['too_short warn'])
})

test('what nobody sees makes one letter no answer', () => {
  expect(check('review', `Я${'\u200b'.repeat(30)}`)).toMatchObject([{ code: 'under_limit', excess: 1 }])
  expect(check('review', 'Спасибо\u200b!')).toMatchObject([{ code: 'too_short', excess: 12 }])
})

test('an emoji is a short answer, and no empty one', () => {
  expect(found('review', '👍👍')).toEqual(['too_short warn'])
  expect(found('review', '❤️')).toEqual(['too_short warn'])
  expect(found('chat', '👍')).toEqual([])
})

test('one character is too little for a review, and a message in a chat', () => {
  expect(found('review', ' а ')).toEqual(['under_limit block'])
  expect(found('review', '👍')).toEqual(['under_limit block'])
  expect(found('chat', 'а')).toEqual([])
})

test('a limit is missed by so many characters, blanks around not counted and an emoji as one', () => {
  expect(check('review', ` ${'а'.repeat(5012)} `)).toMatchObject([{ code: 'over_limit', excess: 12 }])
  expect(check('review', `${'а'.repeat(499)}😀`)).toEqual([])
  expect(check('review', `${'а'.repeat(500)}😀`)).toMatchObject([{ code: 'too_long', excess: 1 }])
  expect(check('chat', `${'а'.repeat(999)}😀`)).toEqual([])
  expect(check('chat', `${'а'.repeat(1000)}😀`)).toMatchObject([{ code: 'over_limit', excess: 1 }])
  expect(check('chat', '😀'.repeat(1000))).toEqual([])
  expect(check('chat', '😀'.repeat(1003))).toMatchObject([{ code: 'over_limit', excess: 3 }])
})

test.each([
  ['plain text', 'Увы, вы ошиблись', 5],
  ['an emoji before', '👍 вы ошиблись', 2],
  ['an emoji of several parts before', '👩‍👩‍👧 вы ошиблись', 6],
  ['letters of the upper planes before', '𝗔𝗕 вы ошиблись', 3],
  ['blanks before', '  \n вы ошиблись', 4],
  ['an accent of its own before', 'е\u0301 вы ошиблись', 3],
])('with %s the place is told in code points of the text as given', (_, text, start) => {
  const [finding] = check('chat', text)
  if (!finding) throw new Error('Nothing was found.')

  expect(finding.start).toBe(start)
  expect([...text].slice(finding.start, finding.end).join('')).toBe('вы ошиблись')
  expect(finding.phrase).toBe('вы ошиблись')
})

test.each([
  ['😀 звоните 8_999_123_45_67!', '8_999_123_45_67'],
  ['е\u0301 почта shop @ mail . ru!', 'shop @ mail . ru'],
  ['👍 это б o т.', 'б o т'],
  ['👍 пишет бo\u0301т.', 'бo\u0301т'],
])('in «%s» what was meant to hide is told where it stands', (text, hidden) => {
  const [finding] = check('chat', text)

  expect(finding?.phrase).toBe(hidden)
  expect([...text].slice(finding?.start, finding?.end).join('')).toBe(hidden)
})

test('an address behind an emoji and a zero-width space is told where it stands', () => {
  const text = '😀 по\u200bчта: sh\u200bop@mail.ru!'
  const [finding] = check('chat', text)

  expect([...text].slice(finding?.start, finding?.end).join('')).toBe('sh\u200bop@mail.ru')
})

test('every place is told, each once', () => {
  expect(phrases('review', `Мы не можем повлиять. Возврат и ещё возврат, shop.ru и shop.ru.`)).toEqual([
    'Мы не можем повлиять',
    'Возврат',
    'возврат',
    'shop.ru',
    'shop.ru',
  ])
})

test('a safe wording is offered only where it would be allowed itself', () => {
  const [wanted] = check('review', 'Мы вернём вам деньги', { buyerText: 'Хочу вернуть' })
  const [unasked] = check('review', 'Мы вернём вам деньги')

  expect(wanted).toMatchObject({ hint: 'Оформите возврат через ЛК WB', isWording: true })
  expect(unasked).toMatchObject({ hint: 'Нам жаль, что так вышло. Передали информацию', isWording: true })
  expect(check('review', 'Сами виноваты')[0]).toMatchObject({ hint: 'Уберите обвинение', isWording: false })
})

test('what can stand in the place of a phrase breaks no rule', () => {
  const wordings = bundledPolicy.rules.flatMap((rule) => rule.wordings ?? [])

  expect(wordings.length).toBeGreaterThan(5)
  for (const wording of wordings) {
    expect(check('review', wording + tail, { intent: 'refund_exchange' }), wording).toEqual([])
  }
})

test('the version changes with the phrases and with nothing else', () => {
  const { policy, unreadable } = policyWith({ promise: 'пришлём открытку' })

  expect(policyWith({}).policy.version).toBe(bundledPolicy.version)
  expect(policyWith(null).policy).toBe(bundledPolicy)
  expect(policy.version).not.toBe(bundledPolicy.version)
  expect(policyWith({ promise: 'пришлём открытку' }).policy.version).toBe(policy.version)
  expect(unreadable).toEqual([])
})

test('phrases added to a category are as strict as the category', () => {
  const guardrails = compileGuardrails(policyWith({ promise: 'пришлём … открытк*' }).policy)
  const context = { buyerText: null, intent: null, wasSent: () => false }

  const codes = (channel: string) =>
    checkReply(guardrails, `Пришлём вам открытку.${tail}`, { ...context, channel }).map(
      ({ code, severity }) => `${code} ${severity}`,
    )
  expect(codes('review')).toEqual(['promise block'])
  expect(codes('chat')).toEqual(['promise warn'])
})

test('additions that cannot be read are named, and the others count', () => {
  const { policy, unreadable } = policyWith({
    promise: 'открытка',
    nonsense: 'слово',
    blame: 42,
    legal: '*',
    jargon: '',
  })

  expect(unreadable).toEqual(['nonsense', 'blame', 'legal', 'jargon'])
  expect(policy.rules.at(-1)?.phrases).toBe('открытка')
})

test('a text of a thousand characters is checked in less than a millisecond', () => {
  const text = 'Здравствуйте! Спасибо за отзыв 😀 Примерно к среде вернёмся с ответом, артикул 123456789. '
    .repeat(12)
    .slice(0, 1000)
  const context = { channel: 'review', buyerText: 'Хороший товар', intent: null, wasSent: () => false }
  expect(medianCpuMs(() => checkReply(bundledGuardrails, text, context), 300)).toBeLessThan(1)
})

test.each([
  ['one long word', 'а'.repeat(5000)],
  ['dots', 'a.'.repeat(2500)],
  ['hyphens', 'a-'.repeat(2500)],
  ['signs of mailboxes', 'a@'.repeat(2500)],
  ['digits', '8'.repeat(5000)],
  ['digits apart', '8 9'.repeat(1666)],
  ['digits far apart', '8   9'.repeat(1000)],
  ['signs of mailboxes apart', 'a . a @ '.repeat(625)],
  ['dots of hosts apart', `a@${'a . '.repeat(1250)}`],
  ['slashes', 'http://'.repeat(714)],
  ['letters apart', 'а '.repeat(2500)],
  ['beginnings of phrases', 'верн '.repeat(1000)],
  ['accents', 'а\u0301'.repeat(2500)],
])('no text takes long, not even five thousand characters of %s', (_, text) => {
  expect(leastCpuMs(() => check('review', text))).toBeLessThan(100)
})
