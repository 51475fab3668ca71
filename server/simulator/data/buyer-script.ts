import type { ShopReview } from './shop-types.ts'

/** What the scripted buyer does while somebody watches the demo. */
export type Scene =
  | { kind: 'review'; product: string; review: Omit<ShopReview, 'reply' | 'later'> }
  | { kind: 'question'; product: string; text: string }
  | { kind: 'chat'; product: string; name: string; text: string; images?: number }

export const buyerScript: Scene[] = [
  {
    kind: 'review',
    product: 'linen-shirt',
    review: {
      stars: 5,
      name: 'Лиана',
      text: 'Только что забрала, сразу надела. Лён мягкий, не дерёт шею. Спасибо!',
      fit: 'ok',
      size: '44',
    },
  },
  {
    kind: 'review',
    product: 'linen-shirt',
    review: {
      stars: 2,
      name: 'Олеся',
      text: 'На спине след от утюга, как будто прожгли и отправили. Кто это проверял?',
      photos: 1,
      size: '48',
      tags: ['брак'],
    },
  },
  {
    kind: 'review',
    product: 'linen-shirt',
    review: {
      stars: 4,
      name: 'Ева',
      text: 'Красивая, но пуговицы из тонкого пластика, просятся деревянные.',
      pros: 'Ткань',
      cons: 'Пуговицы',
    },
  },
  {
    kind: 'review',
    product: 'hoodie',
    review: {
      stars: 5,
      name: 'Антон',
      text: 'Взял на дачу, а ношу в город. Тёплое и не жаркое.',
      fit: 'ok',
      size: 'L',
    },
  },
  {
    kind: 'review',
    product: 'hoodie',
    review: {
      stars: 1,
      name: 'Григорий',
      text: 'Манжеты растянулись за неделю, рукава болтаются. Верните деньги.',
      photos: 1,
      refundable: true,
    },
  },
  { kind: 'review', product: 'hoodie', review: { stars: 5, name: 'Ксюша', pros: 'Цвет, мягкость' } },
  {
    kind: 'review',
    product: 'overall',
    review: {
      stars: 5,
      name: 'Регина',
      text: 'Сын упал в лужу с разбега. Сухой. Я в восторге, он тоже.',
      photos: 2,
      size: '98',
      fit: 'ok',
    },
  },
  {
    kind: 'review',
    product: 'overall',
    review: {
      stars: 3,
      name: 'Дарина',
      text: 'Шуршит при ходьбе как пакет, ребёнок смеётся, воспитатели нет.',
      size: '86',
    },
  },
  {
    kind: 'review',
    product: 'overall',
    review: {
      stars: 1,
      name: 'Самира',
      text: 'Рукав пришит наизнанку! Как такое вообще прошло контроль?',
      photos: 2,
      tags: ['брак'],
    },
  },
  { kind: 'review', product: 'socks', review: { stars: 5, name: 'Павел', text: 'Отличные, беру ещё' } },
  {
    kind: 'review',
    product: 'socks',
    review: { stars: 4, name: 'Зульфия', text: 'Носки хорошие, упаковка порвана, но всё на месте.' },
  },
  {
    kind: 'review',
    product: 'sneakers',
    review: {
      stars: 5,
      name: 'Марина',
      text: 'Ноги сказали спасибо после смены 12 часов на кассе.',
      fit: 'ok',
      size: '38',
    },
  },
  {
    kind: 'review',
    product: 'sneakers',
    review: { stars: 2, name: 'Тимофей', text: 'Скрипит левый. На весь офис. Коллеги уже дали прозвище.', size: '43' },
  },
  {
    kind: 'review',
    product: 'bedding',
    review: {
      stars: 5,
      name: 'Любовь',
      text: 'Постелила, легла и проспала до обеда. Рекомендую с осторожностью.',
      colour: 'туман',
    },
  },
  {
    kind: 'review',
    product: 'bedding',
    review: {
      stars: 1,
      name: 'Рената',
      text: 'Вместо евро положили полуторку. Одеяло не влезает, спим под простынёй.',
      photos: 1,
      order: 'returned',
    },
  },
  {
    kind: 'review',
    product: 'pan',
    review: { stars: 5, name: 'Савва', text: 'Сырники не прилипли. Это всё, что надо знать.', photos: 1 },
  },
  {
    kind: 'review',
    product: 'pan',
    review: {
      stars: 3,
      name: 'Элла',
      text: 'Сковорода хорошая, но ручка нагревается, если газ сильный.',
      cons: 'Греется ручка',
    },
  },
  {
    kind: 'review',
    product: 'kettle',
    review: {
      stars: 5,
      name: 'Назар',
      text: 'Хороший чайник, светится. Только крышка тугая, и на дне уже рыжее пятно через неделю, но отмылось.',
    },
  },
  {
    kind: 'review',
    product: 'kettle',
    review: {
      stars: 1,
      name: 'Полина',
      text: 'Ударил током, когда снимала с подставки! Муж проверил, на корпусе напряжение. Это же опасно для жизни!',
      photos: 1,
      tags: ['опасно'],
    },
  },
  {
    kind: 'review',
    product: 'lamp',
    review: { stars: 5, name: 'Ольга', text: 'Маленькая, а светит на всю комнату.', colour: 'мятный', photos: 1 },
  },
  {
    kind: 'review',
    product: 'lamp',
    review: { stars: 4, name: 'Радмир', text: 'Заряжал пять часов вместо обещанных двух. Держит долго, не спорю.' },
  },
  {
    kind: 'review',
    product: 'earbuds',
    review: { stars: 5, name: 'Данил', text: 'Басы есть, шумодав есть, жена докричаться не может. Идеально.' },
  },
  {
    kind: 'review',
    product: 'earbuds',
    review: { stars: 2, name: 'Элина', text: 'Кейс не закрывается до конца, наушники выпадают в сумке.', photos: 1 },
  },
  {
    kind: 'review',
    product: 'serum',
    review: {
      stars: 5,
      name: 'Милана',
      text: 'Через две недели коллега спросила, где я отдыхала. А я просто сывороткой мажусь.',
    },
  },
  {
    kind: 'review',
    product: 'serum',
    review: {
      stars: 1,
      name: 'Агата',
      text: 'Высыпало весь подбородок, хотя пользовалась как написано. Больше не рискну.',
      photos: 1,
    },
  },
  {
    kind: 'review',
    product: 'puzzle',
    review: { stars: 5, name: 'Ульяна', text: 'Бабушка собрала раньше внуков и требует следующий.', photos: 1 },
  },
  {
    kind: 'review',
    product: 'backpack',
    review: { stars: 5, name: 'Мирон', text: 'Каждый карман на своём месте, спина не мокрая.' },
  },
  {
    kind: 'review',
    product: 'backpack',
    review: { stars: 2, name: 'Арина', text: 'Запах резины третью неделю. Весь шкаф пахнет.', cons: 'Запах' },
  },
  {
    kind: 'review',
    product: 'organizer',
    review: { stars: 5, name: 'Лиля', text: 'Муж нашёл носки сам. Впервые. Десять звёзд.' },
  },
  {
    kind: 'review',
    product: 'cat-house',
    review: { stars: 5, name: 'Василиса', text: 'Кот охраняет домик от пылесоса.', photos: 2 },
  },
  {
    kind: 'review',
    product: 'cat-house',
    review: {
      stars: 3,
      name: 'Рустам',
      text: 'Ждали 50 см, по рулетке 44. Кошка влезла, но обиделась.',
      fit: 'smaller',
    },
  },

  { kind: 'question', product: 'linen-shirt', text: 'А карман на груди настоящий или обманка?' },
  { kind: 'question', product: 'linen-shirt', text: 'Рост 182, длины хватит, чтобы заправить в джинсы?' },
  { kind: 'question', product: 'hoodie', text: 'Есть женская версия такого же цвета?' },
  { kind: 'question', product: 'hoodie', text: 'Логотипов на груди точно нет? На одном фото что-то видно' },
  { kind: 'question', product: 'overall', text: 'Как стирать, чтобы мембрана не испортилась? Обычным порошком можно?' },
  { kind: 'question', product: 'overall', text: 'Молния двойная? Удобно ли менять подгузник?' },
  { kind: 'question', product: 'socks', text: 'Резинка не оставляет следов? У мамы отекают ноги' },
  { kind: 'question', product: 'sneakers', text: 'Для широкой стопы какой размер, если обычно 39?' },
  { kind: 'question', product: 'bedding', text: 'Гладить обязательно или сатин и так ровный?' },
  { kind: 'question', product: 'bedding', text: 'Можно докупить две наволочки 50×70 отдельно?' },
  { kind: 'question', product: 'pan', text: 'До скольких градусов можно в духовку без ручки?' },
  { kind: 'question', product: 'kettle', text: 'Если включить без воды, отключится сам?' },
  { kind: 'question', product: 'lamp', text: 'Подходит ли для маникюра или свет слишком тёплый?' },
  { kind: 'question', product: 'earbuds', text: 'К телевизору подключаются?' },
  { kind: 'question', product: 'earbuds', text: 'Какая защита от воды? Бегаю под дождём' },
  { kind: 'question', product: 'serum', text: 'Утром или вечером лучше наносить?' },
  { kind: 'question', product: 'puzzle', text: 'Можно сделать гравировку с именем ребёнка?' },
  { kind: 'question', product: 'backpack', text: 'Сколько весит пустой?' },
  { kind: 'question', product: 'organizer', text: 'По глубине в ящик 40 см встанут два в ряд?' },
  { kind: 'question', product: 'cat-house', text: 'Две кошки поместятся или брать два домика?' },

  {
    kind: 'chat',
    product: 'linen-shirt',
    name: 'Ольга',
    text: 'Здравствуйте! Прислали без пояса, хотя на фото он есть. Дошлёте?',
    images: 1,
  },
  {
    kind: 'chat',
    product: 'hoodie',
    name: 'Руслан',
    text: 'Заказал два худи, пришло одно, а списали за два. Разберитесь, пожалуйста',
  },
  { kind: 'chat', product: 'overall', name: 'Айгуль', text: 'Добрый день, можно поменять 92 на 98? Бирки не срезала' },
  { kind: 'chat', product: 'overall', name: 'Юлиана', text: 'Штрипка лопнула на первой прогулке, вот фото', images: 1 },
  { kind: 'chat', product: 'socks', name: 'Пётр', text: 'Можно вернуть набор, если открыл, но не носил?' },
  {
    kind: 'chat',
    product: 'sneakers',
    name: 'Кира',
    text: 'Здравствуйте, пришли поношенные, в подошве камешки',
    images: 2,
  },
  {
    kind: 'chat',
    product: 'bedding',
    name: 'Наиля',
    text: 'Подскажите, когда будет семейный в цвете олива? Мне на подарок к пятнице',
  },
  { kind: 'chat', product: 'pan', name: 'Лев', text: 'Защёлка на ручке сломалась. Запчасти есть или сразу возврат?' },
  {
    kind: 'chat',
    product: 'kettle',
    name: 'Инесса',
    text: 'Чайник пахнет пластиком после десяти кипячений, так и должно быть?',
  },
  { kind: 'chat', product: 'kettle', name: 'Глеб', text: 'Возврат одобрили неделю назад, денег нет. Где они?' },
  { kind: 'chat', product: 'lamp', name: 'Стефания', text: 'Лампа не реагирует на касание, что делать?' },
  {
    kind: 'chat',
    product: 'earbuds',
    name: 'Тигран',
    text: 'В коробке нет запасных амбушюр, а на карточке обещаны три пары',
    images: 1,
  },
  { kind: 'chat', product: 'serum', name: 'Лейла', text: 'Здравствуйте, можно ли пользоваться при кормлении грудью?' },
  {
    kind: 'chat',
    product: 'puzzle',
    name: 'Аркадий',
    text: 'Нужно 12 одинаковых для группы в садике, соберёте одной посылкой?',
  },
  {
    kind: 'chat',
    product: 'backpack',
    name: 'Захар',
    text: 'Бегунок слетел с молнии, сфотографировал. Это гарантия?',
    images: 1,
  },
  {
    kind: 'chat',
    product: 'cat-house',
    name: 'Эмилия',
    text: 'Добрый вечер! Кот прогрыз вход за ночь 😅 Есть ли мягкая вставка отдельно?',
  },
]

/** What buyers write back after an answer in a chat. */
export const buyerReplies: string[] = [
  'Спасибо, что быстро ответили!',
  'Поняла, жду',
  'Хорошо, сегодня оформлю',
  'А точно получится? В прошлый раз отказали',
  'Супер, спасибо большое 🙏',
  'Так, а сроки какие?',
  'Ладно, попробую ещё раз и напишу',
  'Спасибо, вы очень помогли',
  'Мне бы лучше деньги, если можно',
  'Ок',
  'Сейчас на работе, вечером пришлю фото',
  'Не совсем поняла, где это нажать?',
  'Благодарю! Хорошего дня',
  'Получилось!',
]
