import { launch, type Running } from '../commands/start/processes.ts'
import type { ChatEvent, Question, Review } from '../simulator/model.ts'
import type { Entry } from '../simulator/request-journal.ts'
import { freePort } from '../testkit/product.ts'
import { type Pace, toldAt } from '../testkit/scaled-time.ts'

/** Wildberries as a simulator in a process of its own, told over HTTP what to do. */
export type Marketplace = {
  url: string
  tells<Answer = unknown>(path: string, body?: object): Promise<Answer>
  /** Ends every trouble that was ordered. */
  recovers(): Promise<void>
  runsAt(pace: Pace): Promise<void>
  state(sid: string): Promise<ShopState>
  journal(): Promise<Entry[]>
  close(): Promise<void>
}

type Written = { sent: string[]; edits: string[] }

/** All that it knows about a shop. */
export type ShopState = {
  reviews: (Review & Written)[]
  questions: (Question & Written)[]
  chats: { chatID: string; events: ChatEvent[] }[]
}

export async function openMarketplace(seed: number): Promise<Marketplace> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running: Running = launch('server/simulator/main.ts', {
    ...process.env,
    SIMULATOR_PORT: String(port),
    SIMULATOR_SEED: 'empty',
    SIMULATOR_RANDOM: String(seed),
    SIMULATOR_BUYER: 'off',
    SIMULATOR_CONTROL: 'on',
    SIMULATOR_MODERATION_MS: '4000',
    SIMULATOR_READ_LAG_MS: '500',
    SIMULATOR_LATE_EVENT_MS: '0',
    SIMULATOR_STATE: '',
    SIMULATOR_FEEDBACKS: '',
    SIMULATOR_PARENT: 'watch',
  })
  await running.answers(`${url}/__sim/health`)

  async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${url}/__sim/${path}`, init)
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    // What the caller expects of the simulator's own answers.
    return (await response.json()) as Answer
  }
  const tells = async <Answer>(path: string, body: object = {}) =>
    await ask<Answer>(path, { method: 'POST', body: JSON.stringify(body) })

  return {
    url,
    tells,
    recovers: async () => void (await ask('fail', { method: 'DELETE' })),
    runsAt: async (pace) => void (await tells('clock', { now: toldAt(pace, Date.now()), scale: pace.scale })),
    state: async (sid) => await ask<ShopState>(`state?sid=${sid}`),
    journal: async () => await ask<Entry[]>('journal'),
    close: () => running.stop(),
  }
}
