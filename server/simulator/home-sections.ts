import { contract } from './contract.ts'
import { acts } from './control.ts'
import { code, curl, escaped, list, mark, marks, pairs } from './html.ts'
import { knobTable } from './knob-table.ts'
import { methodTexts } from './method-texts.ts'
import { rates } from './rate-limit.ts'
import { routes } from './routes.ts'
import { mishaps } from './trouble.ts'

export function tokens(): string {
  return `<p>Ключ – JWT из трёх частей. Подпись не проверяется: её не может проверить никто, кроме WB. Годится и
${code('Bearer …')}.</p>
${pairs({
  acc: '1 базовый, 2 тестовый, 3 персональный, 4 сервисный; без него ключ считается базовым',
  for: 'self у персонального, asid:… у сервисного: его лимиты общие для всех магазинов сервиса',
  sid: 'магазин',
  s: 'биты: 7 отзывы и вопросы, 9 чаты, 11 возвраты, 30 только чтение',
  exp: 'срок в секундах; потом 401',
  t: 'true – ключ песочницы: 401, если не включена ручка sandbox',
})}
<p>Базовый ключ с заголовком ${code('X-Client-Secret')} и верным секретом (ручка clientSecret) живёт на щедрых лимитах.
Чужая категория и запись ключом только для чтения – 403, отозванный ключ – 401, удалённый автор – 403, пустой баланс – 402.</p>`
}

const categories: Record<number, string> = { 7: 'отзывы и вопросы', 9: 'чаты', 11: 'возвраты' }

export function methods(): string {
  return list(
    contract.map(({ method, path, answers }) => {
      const route = routes.find((one) => one.method === method && one.path === path)
      const statuses = [...new Set(answers.map(({ status }) => status))].sort((one, other) => one - other)
      const category = route?.category ? `бит ${route.category}: ${categories[route.category] ?? ''}` : 'любой ключ'
      return `<h3>${code(`${method} ${path}`)}</h3><p>${escaped(methodTexts[`${method} ${path}`] ?? '')}</p>
${marks(...statuses.map((status) => mark(String(status), status < 300 ? 'ok' : 'no')), mark(category), mark(`лимит ${route?.group}`))}`
    }),
    'two',
  )
}

export function families(): string {
  return `<p>Кроме своих кодов любой метод отвечает 401, 402, 403, 413 и 429 шлюза, незнакомый путь – 404. Тело
ошибки у каждой службы своё.</p>
${pairs({
  'шлюз: 401, 402, 403, 404, 413, 429':
    'application/problem+json: title, detail, code, requestId, origin, status, statusText, timestamp',
  'отзывы и вопросы: 400, 404, 422': '{data: null, error: true, errorText, additionalErrors, requestId}',
  'ответ на отзыв: 400': '{title, requestId, origin: fbapi, detail}',
  'чаты: 400, 451': '{status, title, origin: proxy-chats, detail, requestId, error}',
  'закрепление: 400, 403': '{status, title, detail, requestId, origin: pin-open-api}',
  'возвраты: 400': '{title, detail, requestId}',
})}`
}

const groups: Record<keyof typeof rates, string> = {
  feedbacks: 'отзывы, вопросы, закрепление вместе',
  chats: 'seller/chats',
  events: 'seller/events',
  message: 'seller/message',
  download: 'seller/download',
  claims: 'claims',
  claim: 'claim',
  ping: 'ping, на каждом хосте',
  'seller-info': 'seller-info',
}

export function budgets(): string {
  const rows = Object.entries(groups).map(([group, title]) => {
    const { usual, base } = rates[group as keyof typeof rates]
    return `<tr><th scope="row">${title}</th><td>${told(usual)}</td><td>${told(base)}</td></tr>`
  })
  return `<p>Считаются на магазин и тип ключа. Все ответы, кроме 429, несут ${code('X-Ratelimit-Remaining')}; 429 несёт
${code('X-Ratelimit-Retry')}, ${code('-Limit')} и ${code('-Reset')} в секундах.</p>
<div class="scroll" tabindex="0"><table><tr><th>группа</th><th>персональный, сервисный, с секретом</th><th>базовый</th></tr>
${rows.join('\n')}</table></div>
<p>Лимиты пополняются по часам симулятора: стоят часы – стоят и лимиты. Ускорить их одни – ручка rateScale.</p>`
}

function told({ intervalMs, burst }: { intervalMs: number; burst: number }): string {
  const units: [number, string][] = [
    [86_400_000, 'сут'],
    [3_600_000, 'ч'],
    [60_000, 'мин'],
    [1000, 'с'],
    [1, 'мс'],
  ]
  const [size, unit] = units.find(([length]) => intervalMs >= length) ?? [1, 'мс']
  return `${burst} сразу, потом 1 в ${intervalMs / size} ${unit}`
}

export function controls(origin: string): string {
  return `<p>Только с этого же компьютера. Тело запроса – JSON; лишнее поле – отказ с объяснением.</p>
${list(
  acts.map(
    ({ name, does, takes, example }) =>
      `<h3>${code(name)}</h3><p>${escaped(does)}</p>${pairs(takes)}${curl(origin, name + (name.startsWith('POST') || !takes.sid ? '' : '?sid=…'), example)}`,
  ),
)}`
}

export function troubles(): string {
  return `<p>Заказываются через ${code('POST /__sim/fail')}: магазину, пути и методу; разы, вероятность или промежуток времени.
С ${code('appliedFirst')} запрос успевает подействовать, и теряется только ответ. Кроме любого кода, в ${code('status')} бывает:</p>
${pairs(mishaps)}`
}

export function knobs(): string {
  const rows = Object.entries(knobTable).map(([name, knob]) => {
    const choices = 'choices' in knob ? knob.choices.map((one) => mark(String(one))) : []
    const usual = knob.usual === '' ? 'пусто' : String(knob.usual)
    return `<h3>${code(name)}</h3><p>${escaped(knob.meaning)}</p>${marks(mark(`обычно ${usual}`, 'ok'), ...choices)}`
  })
  return `<p>Крутятся через ${code('POST /__sim/knobs')}: у одного магазина или у всех сразу.</p>${list(rows, 'two')}`
}
