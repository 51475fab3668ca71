import { randomUUID } from 'node:crypto'
import { DAY } from './clock.ts'
import { type Act, SID, sellerIn } from './control-act.ts'
import { Refused } from './errors.ts'
import { BadField, type Fields, flag, listOr, numberOr, text, textOr } from './fields.ts'
import { randomFrom, uuid } from './random.ts'
import { idOfToken, makeToken, TOKEN_LIFE } from './token.ts'
import { sellerOf, type World } from './world.ts'

export const tokenActs: Act[] = [
  {
    name: 'POST /__sim/token',
    does: 'Новый ключ магазина; незнакомый магазин появляется. В ответе token и sid.',
    takes: {
      sid: `${SID}; без него новый`,
      name: 'название магазина',
      categories: 'биты категорий, обычно [7, 9, 11]',
      readOnly: 'true: только чтение',
      acc: 'тип: 1 базовый, 2 тестовый, 3 персональный (обычно), 4 сервисный, null – не указан',
      expiresInDays: 'срок, обычно 180; может быть отрицательным',
      test: 'true: ключ песочницы',
    },
    example: { name: 'Мой магазин' },
    act: giveToken,
  },
  {
    name: 'POST /__sim/revoke',
    does: 'Отзывает ключ или все ключи магазина: с этой минуты 401, а с author – 403, автор ключа удалён.',
    takes: { sid: SID, token: 'один ключ; без него все ключи магазина', author: 'true: удалён автор ключа' },
    example: { sid: '…' },
    act: revoke,
  },
]

function giveToken(world: World, fields: Fields) {
  const sid = textOr(fields, 'sid', randomUUID())
  const name = textOr(fields, 'name', undefined)
  const wish = {
    categories: listOr(fields, 'categories', [7, 9, 11]).map(bit),
    readOnly: flag(fields, 'readOnly'),
    acc: readType(fields),
    expiresAt: world.clock.now() + numberOr(fields, 'expiresInDays', TOKEN_LIFE / DAY) * DAY,
    test: flag(fields, 'test'),
  }
  const seller = sellerOf(world, text({ sid }, 'sid'))
  if (name) seller.name = name

  const id = uuid(randomFrom(world.options.random, sid, 'token', seller.tokens.length))
  seller.tokens.push({ id, life: 'valid' })
  world.changed()
  return { token: makeToken({ ...wish, sid, id }), sid }
}

function revoke(world: World, fields: Fields) {
  const seller = sellerIn(world, fields)
  const token = textOr(fields, 'token', undefined)
  const id = token === undefined ? undefined : readId(token)
  const life = flag(fields, 'author') ? 'authorDeleted' : 'revoked'
  if (id !== undefined && !seller.tokens.some((one) => one.id === id)) seller.tokens.push({ id, life })
  for (const one of seller.tokens) if (id === undefined || one.id === id) one.life = life
  world.changed()
  return { revoked: seller.tokens.filter((one) => one.life !== 'valid').length }
}

function readId(token: string): string {
  try {
    return idOfToken(token)
  } catch (error) {
    if (error instanceof Refused) throw new BadField('"token" is no token')
    throw error
  }
}

function readType(fields: Fields): number | null {
  if (fields.acc === null) return null
  const acc = numberOr(fields, 'acc', 3)
  if ([1, 2, 3, 4].includes(acc)) return acc
  throw new BadField('"acc" must be 1, 2, 3, 4 or null')
}

function bit(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 63) return value
  throw new BadField('"categories" must be a list of whole numbers from 0 to 63')
}
