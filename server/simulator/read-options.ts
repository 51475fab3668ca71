import { BadSetting } from './read-feedbacks-file.ts'
import { seedNames } from './seed-seller.ts'
import type { SimulatorOptions } from './start-simulator.ts'

type Environment = Record<string, string | undefined>

/** What is assumed of WB where nobody has seen it (WB contract §6.5, §9.2, §14). */
const assumed = { moderationMs: 30_000, readLagMs: 3000, lateEventMs: 2000 }

export function readOptions(environment: Environment): SimulatorOptions {
  const { SIMULATOR_HOST, SIMULATOR_FEEDBACKS, SIMULATOR_STATE, SIMULATOR_PUBLIC_URL } = environment
  return {
    port: whole(environment, 'SIMULATOR_PORT', 4010, 65_535),
    host: SIMULATOR_HOST || '127.0.0.1',
    seed: choice(environment, 'SIMULATOR_SEED', seedNames),
    random: whole(environment, 'SIMULATOR_RANDOM', 1),
    moderationMs: whole(environment, 'SIMULATOR_MODERATION_MS', assumed.moderationMs),
    readLagMs: whole(environment, 'SIMULATOR_READ_LAG_MS', assumed.readLagMs),
    knobs: { lateEventMs: whole(environment, 'SIMULATOR_LATE_EVENT_MS', assumed.lateEventMs) },
    control: choice(environment, 'SIMULATOR_CONTROL', ['off', 'on']) === 'on',
    scriptedBuyer: choice(environment, 'SIMULATOR_BUYER', ['off', 'on']) === 'on',
    ...(SIMULATOR_FEEDBACKS ? { feedbacksFile: SIMULATOR_FEEDBACKS } : {}),
    ...(SIMULATOR_STATE ? { stateFile: SIMULATOR_STATE } : {}),
    ...(SIMULATOR_PUBLIC_URL ? { publicUrl: SIMULATOR_PUBLIC_URL.replace(/\/+$/, '') } : {}),
  }
}

function whole(environment: Environment, name: string, otherwise: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = environment[name]
  if (!value) return otherwise
  if (!/^\d+$/.test(value) || Number(value) > most)
    throw new BadSetting(`${name} must be a whole number, not "${value}".`)
  return Number(value)
}

/** The first choice is the usual one. */
function choice<Choice extends string>(
  environment: Environment,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = environment[name] || choices[0]
  const chosen = choices.find((one) => one === value)
  if (!chosen) throw new BadSetting(`${name} must be ${choices.join(' or ')}, not "${value}".`)
  return chosen
}
