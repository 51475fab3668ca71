import { type Act, eventualSid, SID } from './control-act.ts'
import { readTrouble } from './control-wishes.ts'
import type { Fields } from './fields.ts'
import { mishaps } from './trouble.ts'
import { addTrouble, type World } from './world.ts'

export const troubleActs: Act[] = [
  {
    name: 'POST /__sim/fail',
    does: 'Заказывает неприятность запросам, которые подходят под все условия.',
    takes: {
      sid: `${SID}; без него все`,
      path: 'начало пути, обычно любой',
      method: 'метод, обычно любой',
      times: 'сколько раз; обычно 1, а с probability, until или forMs без счёта',
      probability: 'как часто, от 0 до 1: то же зерно и те же запросы – те же неприятности',
      from: 'с какой минуты по часам симулятора: дата или миллисекунды',
      until: 'до какой минуты',
      forMs: 'или сколько миллисекунд, считая от from или от сейчас',
      status: `код ответа (обычно 502) или ${Object.keys(mishaps).join(', ')}`,
      appliedFirst: 'true: запрос сделал своё дело, потерян только ответ',
      delayMs: 'задержка ответа в настоящих миллисекундах: число или [от, до]',
      retrySeconds: 'для 429: X-Ratelimit-Retry',
      withoutHeaders: 'для 429: true – без заголовков X-Ratelimit-*',
      isGlobal: 'для 429: true – от общего ограничителя',
      body: 'своё тело ответа; у 401, 402, 403, 404, 409 и 413 это detail',
      type: 'его Content-Type',
      headers: 'заголовки поверх обычных, например {"Retry-After": "30"}',
    },
    example: { sid: '…', path: '/api/v1/seller/message', status: 'reset', appliedFirst: true },
    act: order,
  },
  {
    name: 'GET /__sim/fail',
    does: 'Неприятности, которые ещё впереди.',
    takes: { sid: `${SID}; без него все` },
    act: (world, fields) =>
      world.troubles
        .filter(({ sid }) => fields.sid === undefined || sid === fields.sid)
        .map(({ random: _, ...trouble }) => trouble),
  },
  {
    name: 'DELETE /__sim/fail',
    does: 'Отменяет неприятности магазина или все.',
    takes: { sid: `${SID}; без него все` },
    act: endTroubles,
  },
]

function order(world: World, fields: Fields): void {
  addTrouble(world, readTrouble(fields, world.clock.now()))
}

function endTroubles(world: World, fields: Fields): void {
  const sid = eventualSid(fields)
  world.troubles = world.troubles.filter((trouble) => sid !== undefined && trouble.sid !== sid)
}
