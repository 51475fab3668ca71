type Plain<Value> = { usual: Value; meaning: string }
type Measured = Plain<number> & { least: number; most: number }
type Chosen<Choice> = Plain<Choice> & { choices: readonly Choice[] }

const flag = (meaning: string): Plain<boolean> => ({ usual: false, meaning })

const on = (meaning: string): Plain<boolean> => ({ usual: true, meaning })

const word = (usual: string, meaning: string): Plain<string> => ({ usual, meaning })

const number = (usual: number, meaning: string, least = 0, most = Infinity): Measured => ({
  usual,
  meaning,
  least,
  most,
})

/** The first choice is the usual one. */
const choice = <const Choice>(choices: readonly [Choice, ...Choice[]], meaning: string): Chosen<Choice> => ({
  usual: choices[0],
  meaning,
  choices,
})

/** Every knob with its usual value and what it does: the page for people is made of this too. */
export const knobTable = {
  moderationMs: number(30_000, 'Сколько думает модератор над ответом, мс: плюс-минус четверть.'),
  listLagMs: number(0, 'На сколько списки отстают от чтения по id, мс: ответы в них видны позже.'),
  readLagMs: number(3000, 'Сколько чтение ещё не видит сделанную запись, мс.'),
  moderationRejects: number(0, 'Доля ответов, которые модерация отклоняет.', 0, 1),
  moderationRejectsEdits: on('Модерация отклоняет и правки; false: только сами ответы.'),
  rejectedAs: choice(['rejected', 'rejectedAntispam'], 'Состояние отклонённого ответа на отзыв.'),
  secondAnswer: choice(['ignore', 'edit', '422'], 'Что делает второй POST ответа на тот же отзыв.'),
  silentNoApply: flag('Ответы на отзывы и вопросы сообщают об успехе и не делают ничего.'),
  answeredInBothLists: flag('Отвеченный отзыв виден и среди неотвеченных: списки противоречат друг другу.'),

  eventsPageSize: number(50, 'Сколько событий чатов на странице.', 1),
  nextInclusive: flag('Страница событий начинается с самого next, а не после него.'),
  splitTies: on('Страница может кончиться посреди событий одной миллисекунды.'),
  shuffleWithinPage: flag('События внутри страницы перемешаны.'),
  duplicateEvents: flag('Последнее событие страницы повторяется.'),
  fullNext: choice(
    ['newest', 'absent', 'zero', 'backwards'],
    'Что стоит в next страницы с событиями: время новейшего, ничего, ноль или время до запрошенного.',
  ),
  emptyNext: choice(['repeat', 'zero', 'absent', 'backwards'], 'Что стоит в next пустой страницы.'),
  emptyEvents: choice(['empty', 'null', 'absent'], 'Что стоит в events пустой страницы.'),
  lateEventMs: number(2000, 'Событие покупателя может стать видимым на столько позже своего времени, мс.'),
  rotateSign: flag('Каждая отправка меняет подпись чата, прежняя умирает.'),
  hideChats: flag('Список чатов пуст, хотя события есть.'),
  lastFileFails: flag('Последний файл отправки не загружается: остальное уходит, errors не пуст.'),
  fileModerationMs: number(0, 'Сколько файл чата на модерации (202), мс.'),
  fileModerationRefuses: flag('Файлы чатов не проходят модерацию (451).'),
  filesGone: flag('Файлов чатов больше нет (400 invalid fileID).'),

  missingField: word('', 'Поле, которого нет ни у одного предмета, например productDetails.size или message.text.'),
  unknownValue: word('', 'Поле, в котором стоит невиданное значение «unheardOf», например answer.state или source.'),
  nullLists: flag('Вместо пустых и отсутствующих списков приходит null.'),
  extraFields: flag('У предметов есть поле, которого никто раньше не видел.'),
  clientID: flag('В чатах и событиях есть clientID, как до 2026 года.'),
  valuation: flag('В счётчике неотвеченных отзывов есть valuation, как раньше.'),
  photoType: choice(['webp', 'jpg', 'png'], 'На что оканчиваются ссылки на фото отзывов; сами картинки всегда PNG.'),
  oldErrorType: flag('Ошибки шлюза приходят как application/json, как до 2026 года.'),
  scopeStatus: choice([403, 401], 'Код ответа ключу без нужной категории.'),
  readOnlyStatus: choice([403, 401], 'Код ответа на запись ключом только для чтения.'),

  clientSecret: word('registered', 'Секрет сервиса: базовый ключ с таким X-Client-Secret получает щедрые лимиты.'),
  baseNeedsSecret: flag('Базовый ключ без секрета получает 403.'),
  sandbox: flag('Здесь песочница: тестовый ключ открывает отзывы и вопросы.'),
  unpaid: flag('На балансе сервиса нет денег: каждый ответ 402.'),
  pinAccess: choice(
    ['none', 'subscription', 'tariff', 'both'],
    'Чем оплачено закрепление отзывов: ничем (403), подпиской Джем, тарифной опцией или обеими.',
  ),

  latencyMs: number(0, 'Задержка каждого ответа, настоящие мс.'),
  latencyJitterMs: number(0, 'Случайная добавка к задержке, до стольких мс.'),
  rateLimits: on('Лимиты запросов действуют.'),
  rateScale: number(1, 'Во сколько раз быстрее пополняются лимиты.', 0.000_001),
  rateHeaders: on('Ответы несут заголовки X-Ratelimit-*.'),
  remainingOn429: flag('Ответ 429 несёт и X-Ratelimit-Remaining: 0.'),
  globalLimiter: flag('429 приходят от общего ограничителя: другой текст и другой origin.'),
  penaltyMs: number(0, 'После 429 группа закрыта столько мс; большое число даёт большой X-Ratelimit-Retry.'),
  pingBlockMs: number(60_000, 'Насколько закрывается /ping, если его звать чаще трёх раз за 30 секунд, мс.'),
  fourxxCost: number(1, 'Сколько запросов стоит отказ 4XX.', 1),
}
