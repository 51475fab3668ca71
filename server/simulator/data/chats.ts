import type { ShopChat } from './shop-types.ts'

const opener = 'Покупатель поставил товару низкую оценку. Вы можете написать ему и помочь решить проблему.'

export const shopChats: ShopChat[] = [
  {
    name: 'Вероника',
    product: 'linen-shirt',
    lastAgo: 6,
    messages: [
      { from: 'wb', text: opener },
      { from: 'client', text: 'Здравствуйте! Писала отзыв про шов под мышкой. Вот фото.', images: 2, after: 34 },
      { from: 'client', text: 'Можно обменять на такую же, только целую?', after: 2 },
    ],
  },
  {
    name: 'Алёна',
    product: 'overall',
    lastAgo: 22,
    messages: [
      { from: 'client', text: 'Добрый день. Пришёл горчичный, а заказывала «морская волна». Смотрите сами', images: 1 },
      {
        from: 'seller',
        text: 'Здравствуйте, Алёна! Простите, перепутали при сборке. Оформите возврат в разделе «Покупки», мы сразу одобрим.',
        after: 18,
      },
      { from: 'client', text: 'А нужный цвет точно есть? Нам в садик в понедельник', after: 41 },
    ],
  },
  {
    name: 'Иван',
    product: 'hoodie',
    lastAgo: 48,
    messages: [{ from: 'client', text: 'Когда будет XL в чёрном? Жду уже вторую неделю' }],
  },
  {
    name: 'Роза',
    product: 'kettle',
    lastAgo: 95,
    messages: [
      { from: 'client', text: 'Здравствуйте, чайник капает из-под ручки' },
      { from: 'client', images: 1, after: 1 },
      {
        from: 'seller',
        text: 'Здравствуйте! Спасибо за фото. Подскажите, капает при кипячении или когда наливаете?',
        after: 25,
      },
      { from: 'client', text: 'При кипячении. Лужа на пол-литра', after: 12 },
      {
        from: 'seller',
        text: 'Поняли. Пожалуйста, не включайте его больше и оформите заявку на возврат, причина «брак».',
        after: 9,
      },
      { from: 'client', text: 'Оформила', after: 60 },
      {
        from: 'seller',
        text: 'Одобрили, деньги придут в течение трёх дней. Чайник можно сдать в любом пункте.',
        after: 30,
      },
      {
        from: 'client',
        text: 'Спасибо! А можно его просто выбросить? До пункта ехать 40 минут с коляской',
        after: 220,
      },
      { from: 'client', text: 'И подскажите, новая партия уже без этой беды?', after: 3 },
    ],
  },
  {
    name: 'Константин Александрович, представитель ООО «Берёзка-Сервис»',
    product: 'backpack',
    lastAgo: 140,
    messages: [
      { from: 'client', text: 'Добрый день! Нужно 40 рюкзаков с логотипом к 20 числу. Возможно ли оптом и по счёту?' },
    ],
  },
  {
    name: 'Тамара',
    product: 'bedding',
    lastAgo: 310,
    messages: [
      {
        from: 'client',
        text: 'Прочитала бирку внутри: ЛегкостьСвежестьУютТеплоНежностьМягкостьПрочностьКачествоГарантияНадёжностьДолговечностьЭкологичностьБезопасностьПрактичностьУниверсальностьКомфортСтильКрасотаГармонияСпокойствиеСонОтдыхРадостьДомСемья. Это состав такой или шутка?',
      },
    ],
  },
  {
    name: 'Егор',
    product: 'lamp',
    lastAgo: 400,
    messages: [
      { from: 'wb', text: opener },
      { from: 'client', text: 'Батарея вздулась. Куда её теперь, в обычный мусор нельзя же', images: 1, after: 15 },
    ],
  },
  {
    name: 'Фатима',
    product: 'serum',
    lastAgo: 560,
    messages: [
      {
        from: 'client',
        text: 'Здравствуйте! У меня аллергия на пантенол, он есть в составе? На сайте список обрывается',
      },
    ],
  },
  {
    name: 'Лиза',
    product: 'puzzle',
    lastAgo: 900,
    messages: [
      { from: 'client', text: 'Добрый вечер, в коробке не хватает трёх деталей: хвост белки и два края' },
      { from: 'client', images: 1, after: 2 },
      {
        from: 'seller',
        text: 'Добрый вечер, Лиза! Очень жаль. Отправим новый набор, старый возвращать не нужно.',
        after: 55,
      },
      { from: 'client', text: 'Ой, правда? Дочка будет счастлива!', after: 10 },
      { from: 'client', text: 'А сколько ждать?', after: 1 },
    ],
  },
  {
    name: 'Михаил',
    product: 'sneakers',
    lastAgo: 1300,
    messages: [
      { from: 'client', text: 'Заказал 43, прислали 42. Менять буду или деньги вернёте?' },
      {
        from: 'seller',
        text: 'Здравствуйте, Михаил! Как вам удобнее: замена придёт за 4–5 дней, деньги за возврат за три.',
        after: 130,
      },
      { from: 'client', text: 'Тогда деньги', after: 45 },
    ],
  },
  {
    name: 'Нина',
    product: 'cat-house',
    lastAgo: 1900,
    messages: [
      { from: 'client', text: 'Котик боится залезать внутрь, есть секрет?' },
      {
        from: 'seller',
        text: 'Здравствуйте! Положите внутрь вещь со своим запахом или немного кошачьей мяты, обычно хватает вечера.',
        after: 70,
      },
      { from: 'client', text: 'Попробую, спасибо!', after: 15 },
      { from: 'seller', text: 'Удачи! Если не поможет, напишите, придумаем что-нибудь ещё.', after: 6 },
    ],
  },
  {
    name: 'Артур',
    product: 'earbuds',
    lastAgo: 2500,
    messages: [
      { from: 'wb', text: opener },
      { from: 'client', text: 'Наушники не те, что на коробке. Жду объяснений', after: 240 },
      { from: 'seller', text: 'Здравствуйте, Артур. Проверяем вашу партию, ответим сегодня до вечера.', after: 35 },
      {
        from: 'seller',
        text: 'Проверили: в приложении показано название чипа, а не модели. Модель ваша, серийный номер внутри кейса. Но если сомневаетесь, примем возврат.',
        after: 300,
      },
      { from: 'client', text: 'Номер нашёл, совпадает. Ладно, беру слова назад', after: 190 },
      { from: 'seller', text: 'Спасибо, что проверили! Приятного звука.', after: 20 },
    ],
  },
  {
    name: 'Сабина',
    product: 'pan',
    lastAgo: 3400,
    messages: [
      { from: 'client', text: 'Есть такая же 30 см?' },
      { from: 'seller', text: 'Здравствуйте! Пока до 28 см, тридцатка появится весной.', after: 80 },
      { from: 'client', text: 'Спасибо, подожду', after: 30 },
      { from: 'seller', text: 'Будем рады!', after: 3 },
    ],
  },
  {
    name: 'Гузель',
    product: 'overall',
    lastAgo: 5200,
    messages: [
      { from: 'client', text: 'Подскажите, у комбинезона капюшон отстёгивается?' },
      { from: 'seller', text: 'Да, на кнопках, отстёгивается полностью.', after: 50 },
    ],
  },
  {
    name: 'Борис',
    product: 'organizer',
    lastAgo: 7400,
    messages: [
      { from: 'client', text: 'Пришло 5 коробок вместо 6' },
      {
        from: 'seller',
        text: 'Здравствуйте, Борис! Приносим извинения, дошлём недостающую отдельной посылкой.',
        after: 200,
      },
      { from: 'client', text: 'Пришла, всё хорошо', after: 5800 },
      { from: 'seller', text: 'Отлично, спасибо, что сообщили!', after: 40 },
    ],
  },
  {
    name: 'Оля',
    product: 'linen-shirt',
    lastAgo: 11_000,
    messages: [
      { from: 'client', text: 'Как правильно гладить лён? Боюсь сжечь' },
      { from: 'seller', text: 'Здравствуйте! Чуть влажной, с изнанки, на режиме «лён» с паром.', after: 65 },
      { from: 'client', text: 'Получилось, как новая!', after: 300 },
      { from: 'seller', text: 'Ура! Носите с удовольствием.', after: 25 },
    ],
  },
  {
    name: 'Радик',
    product: 'hoodie',
    lastAgo: 20_500,
    messages: [
      { from: 'client', text: 'Салам! Скидка будет, если взять пять штук на команду?' },
      {
        from: 'seller',
        text: 'Здравствуйте! На пять штук скидки нет, но скоро распродажа, следите за ценой.',
        after: 110,
      },
      { from: 'client', text: 'Понял, подождём', after: 8 },
      { from: 'seller', text: 'Хорошей игры вашей команде!', after: 14 },
    ],
  },
  {
    name: 'Валентина',
    product: 'socks',
    lastAgo: 34_000,
    messages: [
      { from: 'client', text: 'Можно мне набор, где пять чёрных и пять белых?' },
      {
        from: 'seller',
        text: 'Здравствуйте! Такого набора нет, но в «ассорти» четыре чёрные, три серые и три белые пары.',
        after: 95,
      },
      { from: 'client', text: 'Подходит, заказала', after: 60 },
      { from: 'seller', text: 'Спасибо за заказ!', after: 5 },
    ],
  },
  {
    name: 'Ильдар',
    product: 'kettle',
    lastAgo: 52_000,
    messages: [
      { from: 'client', text: 'Чем чистить накипь, чтобы стекло не помутнело?' },
      {
        from: 'seller',
        text: 'Здравствуйте! Столовая ложка лимонной кислоты на литр, вскипятить и оставить на полчаса.',
        after: 30,
      },
    ],
  },
  {
    name: 'Дина',
    product: 'serum',
    lastAgo: 76_000,
    messages: [
      { from: 'wb', text: opener },
      {
        from: 'seller',
        text: 'Здравствуйте, Дина! Увидели вашу оценку. Расскажите, пожалуйста, что не понравилось?',
        after: 120,
      },
      { from: 'client', text: 'Флакон протёк в пути, половина в пакете', images: 2, after: 480 },
      { from: 'seller', text: 'Спасибо за фото. Деньги вернём без возврата товара, остаток оставьте себе.', after: 35 },
      { from: 'client', text: 'Очень приятно, что так быстро решили 🙏', after: 20 },
      { from: 'seller', text: 'Рады помочь!', after: 4 },
    ],
  },
  {
    name: '',
    product: 'bedding',
    lastAgo: 96_000,
    messages: [
      { from: 'client', text: 'Вопрос по заказу: пришло два пододеяльника и ни одной простыни' },
      {
        from: 'seller',
        text: 'Здравствуйте! Простите за путаницу, оформите возврат, причина «не тот товар».',
        after: 75,
      },
      { from: 'client', text: 'Готово', after: 30 },
      { from: 'seller', text: 'Одобрили. Спасибо за терпение!', after: 12 },
    ],
  },
]
