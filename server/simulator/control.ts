import { NoSuchItem } from './buyer.ts'
import { type Act, eventualSid } from './control-act.ts'
import { peopleActs } from './control-people.ts'
import { shopActs } from './control-shop.ts'
import { tokenActs } from './control-tokens.ts'
import { troubleActs } from './control-troubles.ts'
import { worldActs } from './control-world.ts'
import { asFields, BadField, type Fields, only } from './fields.ts'
import { UnknownKnob } from './knobs.ts'
import { BadSetting } from './read-feedbacks-file.ts'
import { json, type Reply } from './replies.ts'
import type { World } from './world.ts'

/** Everything a test or a demo may do to the world. None of it exists at WB. */
export const acts: Act[] = [
  {
    name: 'GET /__sim/',
    does: 'Этот список.',
    takes: {},
    act: () => acts.map(({ name, does, takes, example }) => ({ name, does, takes, ...(example ? { example } : {}) })),
  },
  ...tokenActs,
  ...shopActs,
  ...peopleActs,
  ...troubleActs,
  ...worldActs,
]

export function control(world: World, method: string, url: URL, body: Buffer): Reply {
  const name = `${method} ${url.pathname}`
  const act = acts.find((one) => one.name === name)
  if (!act) return json({ error: `There is no ${name}; GET /__sim/ lists what there is` }, 404)

  try {
    const fields = method === 'GET' || method === 'DELETE' ? Object.fromEntries(url.searchParams) : parsed(body)
    if (!act.takesAnything) only(fields, Object.keys(act.takes), name)
    eventualSid(fields)
    return json(act.act(world, fields) ?? { ok: true })
  } catch (error) {
    if (error instanceof NoSuchItem) return json({ error: error.message }, 404)
    if (isMistake(error)) return json({ error: error.message }, 400)
    throw error
  }
}

function isMistake(error: unknown): error is Error {
  return [BadField, UnknownKnob, BadSetting].some((kind) => error instanceof kind)
}

function parsed(body: Buffer): Fields {
  if (body.length === 0) return {}
  try {
    return asFields(JSON.parse(body.toString('utf8')), 'The body')
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadField('The body is not JSON')
    throw error
  }
}
