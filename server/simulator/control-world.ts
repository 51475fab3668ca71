import { type Act, eventualSid, SID } from './control-act.ts'
import { BadField, type Fields, instantOr, numberOr } from './fields.ts'
import { readKnobs } from './knobs.ts'
import { knobsOf, sellerOf, type World } from './world.ts'

export const worldActs: Act[] = [
  { name: 'GET /__sim/health', does: 'Отвечает {"ok": true}.', takes: {}, act: () => ({ ok: true }) },
  { name: 'GET /__sim/clock', does: 'Который час у симулятора.', takes: {}, act: clockFace },
  {
    name: 'POST /__sim/clock',
    does: 'Переводит часы. От них зависят модерация, лимиты, сроки ключей и архив.',
    takes: {
      now: 'дата или миллисекунды',
      advanceMs: 'на сколько вперёд; отрицательное назад',
      scale: 'во сколько раз быстрее; 0 – стоят',
    },
    example: { advanceMs: 3_600_000 },
    act: moveClock,
  },
  {
    name: 'GET /__sim/knobs',
    does: 'Как стоят ручки: у одного магазина или общие.',
    takes: { sid: `${SID}; без него общие` },
    act: (world, fields) => knobsFor(world, eventualSid(fields)),
  },
  {
    name: 'POST /__sim/knobs',
    does: 'Крутит ручки одного магазина или общие. Все они названы ниже.',
    takes: { sid: `${SID}; без него общие`, '…': 'любая ручка' },
    takesAnything: true,
    example: { sid: '…', moderationMs: 0, readLagMs: 0 },
    act: turnKnobs,
  },
  {
    name: 'GET /__sim/journal',
    does: 'Журнал запросов к WB и того, что они сделали: applied, ignored, refused, read; trouble – какая неприятность случилась.',
    takes: { sid: `${SID}; без него все` },
    act: (world, fields) => world.journal.entries(eventualSid(fields)),
  },
  {
    name: 'DELETE /__sim/journal',
    does: 'Начинает журнал заново. В ответе то, что в нём было.',
    takes: { sid: `${SID}; без него все` },
    act: (world, fields) => world.journal.clear(eventualSid(fields)),
  },
]

function clockFace({ clock }: World) {
  const now = clock.now()
  return { now, iso: new Date(now).toISOString(), scale: clock.setting().scale }
}

function moveClock(world: World, fields: Fields) {
  const to = instantOr(fields, 'now', undefined)
  const advanceMs = numberOr(fields, 'advanceMs', 0)
  const scale = numberOr(fields, 'scale', undefined)
  if (scale !== undefined && scale < 0) throw new BadField('"scale" must not be negative: time does not run backwards')
  if (to !== undefined) world.clock.set(to)
  world.clock.advance(advanceMs)
  if (scale !== undefined) world.clock.run(scale)
  world.changed()
  return clockFace(world)
}

function turnKnobs(world: World, fields: Fields) {
  const { sid: _, ...sent } = fields
  const sid = eventualSid(fields)
  const knobs = readKnobs(sent)
  Object.assign(sid === undefined ? world.knobs : sellerOf(world, sid).knobs, knobs)
  world.changed()
  return knobsFor(world, sid)
}

const knobsFor = (world: World, sid: string | undefined) =>
  sid === undefined ? world.knobs : knobsOf(world, sellerOf(world, sid))
