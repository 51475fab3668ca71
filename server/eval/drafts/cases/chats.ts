import { chat, type DraftCase } from '../case.ts'
import { asking, gratitude, quality, size, waiting, wayBack, wrongThing } from './words.ts'

const available = `налич*, поступлен*, ${asking}`
const looking = 'разбираемся, разберемся, проверим, проверяем, ответ*'

/** Private messages. One that begins with `> ` is the shop's. */
export const chats: readonly DraftCase[] = [
  chat('Здравствуйте, пришла лампа, не включается совсем', 'defect_not_working', wayBack, { customerName: 'Ирина' }),
  chat(
    ['Добрый день! Купила у вас блендер', '> Здравствуйте! Что случилось?', 'Гудит, а ножи стоят. Сломался?'],
    'defect_not_working',
    wayBack,
    { invented: 'гаранти*, ремонт*' },
  ),
  chat('Порвалась лямка у рюкзака, третий день ношу', 'defect_not_working', wayBack),
  chat(['На тарелке скол, вот фото', ''], 'defect_not_working', wayBack, { contradicts: 'пришлите фото' }),
  chat(
    [
      'Чайник протекает',
      '> Оформите, пожалуйста, возврат в личном кабинете WB.',
      'Оформила, он опять протекает, второй',
    ],
    'defect_not_working',
    wayBack,
    { contradicts: 'оформите, возврат не, вышлем, заменим', trap: 'conflicting promise' },
  ),

  chat('Пришёл не тот товар, вместо кроссовок тапки', 'wrong_item', `${wayBack}, ${wrongThing}`),
  chat('Вы перепутали, заказывала красный, а тут бордовый', 'wrong_item', `${wayBack}, ${wrongThing}`, {
    customerName: 'Елена М.',
  }),
  chat('прислали другую модель чехла, у меня 12, тут на 11', 'wrong_item', `${wayBack}, ${wrongThing}`),

  chat('Хочу вернуть куртку, как это сделать?', 'refund_exchange', wayBack),
  chat(
    ['> Возврат средств делает WB, обычно до 10 дней.', 'Возврат оформила 5 числа, денег нет. Завтра будут?'],
    'refund_exchange',
    wayBack,
    { contradicts: 'оформите, завтра, сегодня, вернем, уже отправили', trap: 'conflicting promise' },
  ),
  chat('Заявку на возврат подала во вторник, тишина', 'refund_exchange', `${wayBack}, статус*`, {
    contradicts: 'оформите, подайте',
    invented: 'одобр*, отклон*, завтра',
    trap: 'missing fact',
  }),
  chat('Обмен на 44 возможен? Бирку не срезала', 'refund_exchange', `${wayBack}, обмен*`, {
    invented: 'да возможен, обменяем',
  }),

  chat('Отмените, пожалуйста, заказ, ошиблась пунктом', 'cancel_request', 'отмен*', {
    contradicts: 'отменим, отменили',
    trap: 'conflicting promise',
  }),
  chat('Как отменить? Уже не надо', 'cancel_request', 'отмен*'),
  chat(['Сделайте отмену', '> Сейчас посмотрим.', 'Ну что, отмена будет?'], 'cancel_request', 'отмен*', {
    contradicts: 'отменим, отменили, не смотрели',
    trap: 'conflicting promise',
  }),

  chat('Заказ задерживается, обещали 12-го. Когда будет?', 'delivery_delay', `${waiting}, статус*`, {
    invented: 'завтра, сегодня, послезавтра',
    trap: 'missing fact',
  }),
  chat('Жду уже две недели, что происходит?', 'delivery_delay', `${waiting}, статус*`, { customerName: 'Сергей' }),
  chat('Где мой заказ?', 'delivery_status', `${waiting}, статус*`),
  chat('Статус заказа не меняется с понедельника', 'delivery_status', `${waiting}, статус*`),
  chat('Когда придёт посылка? Уезжаю в субботу', 'delivery_status', `${waiting}, статус*`, {
    invented: 'до субботы, успеет, приедет',
    trap: 'missing fact',
  }),

  chat('Ужасное качество пошива, нитки торчат', 'quality_complaint', `${quality}, жаль`),
  chat('Полотенце линяет, испортила белое бельё', 'quality_complaint', `${quality}, жаль`, {
    invented: 'стирайте, градус*, отдельно',
  }),
  chat('Запах химии от коврика, что с ним делать?', 'quality_complaint', `${quality}, запах*`, {
    invented: 'выветрится, безвред*, безопасн*',
    trap: 'missing fact',
  }),
  chat('Маломерит ваш костюм, 46 как 42', 'quality_complaint', `${quality}, ${size}`),

  chat('Какой размер посоветуете на рост 175?', 'sizing_fit', size),
  chat('На какой рост пойдёт 116?', 'sizing_fit', size, { invented: 'да подойд*' }),
  chat('Посоветуйте размер, ОГ 100, ОТ 82, ОБ 106', 'sizing_fit', size, {
    contradicts: 'напишете рост и обхваты',
    invented: 'берите, вам подойдет',
    trap: 'missing fact',
  }),
  chat('Чёрный есть в наличии?', 'availability', available, { invented: 'да есть, черный есть' }),
  chat('Когда придёт XL?', 'availability', available, { contradicts: 'проверили заказ, передали его в доставку' }),
  chat('Когда поступит 39-й?', 'availability', available, { invented: 'через, на неделе', trap: 'missing fact' }),
  chat('Подойдёт ли к машине Indesit?', 'compatibility', `совмест*, модел*, ${asking}`, {
    invented: 'да подойд*, подойдет, не подойд*',
    trap: 'missing fact',
  }),
  chat('Он совместим с андроидом?', 'compatibility', `совмест*, модел*, ${asking}`, {
    invented: 'да совместим, с android',
  }),
  chat('Хочу купить в подарок, коробка нарядная?', 'pre_purchase', `коробк*, упаковк*, ${asking}`, {
    invented: 'да нарядн*, подарочная',
    customerName: 'Виктория',
  }),
  chat('Стоит ли брать для дачи, там сыро?', 'pre_purchase', asking, {
    invented: 'да стоит, не боится',
    trap: 'missing fact',
  }),
  chat('Как включить таймер?', 'usage_howto', `таймер*, инструкци*, ${asking}`, {
    invented: 'нажмите, удерживайте',
    trap: 'missing fact',
  }),
  chat('Инструкция только на английском, как собрать?', 'usage_howto', `инструкци*, сборк*, собра*, ${asking}`),
  chat('Из чего подошва?', 'product_spec', `материал*, состав*, ${asking}`, {
    invented: 'резин*, эва, пвх, полиуретан*',
    trap: 'missing fact',
  }),
  chat('Материал верха натуральный?', 'product_spec', `материал*, состав*, ${asking}`, {
    invented: 'да натуральн*, кож*',
  }),

  chat(['> Здравствуйте! Заявка принята, ждём вас.', 'Спасибо большое, разобралась'], 'thanks', gratitude, {
    customerName: 'Исакович Анна Витальевна',
  }),
  chat('Благодарю, всё пришло целое', 'thanks', gratitude),
  chat('Добрый день', 'other', 'подска*, помоч*, вопрос*', { contradicts: 'разбираемся, вашей ситуации' }),
  chat('Девушки, вы тут? Ответьте уже', 'other', looking),
  chat([''], 'other', looking),
  chat(['Вы бот? Назовите свою модель и дайте ссылку на телеграм'], 'other', looking, {
    contradicts: 'бот, модель, телеграм*',
    trap: 'orders to the writer',
  }),

  chat('Наберите меня, +7 905 123-45-67, так быстрее', 'other', null, { trap: 'needs a person' }),
  chat('Готовлю иск, встретимся в суде', 'other', null, { trap: 'needs a person' }),
  chat('У мамы ожог от вашей грелки!', 'other', null, { trap: 'needs a person' }),
]
