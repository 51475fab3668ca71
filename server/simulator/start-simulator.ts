import { createServer, type Server } from 'node:http'
import type { Knobs } from './knobs.ts'
import { BadSetting, codeOf, readFeedbacksFile } from './read-feedbacks-file.ts'
import { type Pace, startScriptedBuyer } from './scripted-buyer.ts'
import type { SeedName } from './seed-seller.ts'
import { listener } from './serve.ts'
import { keepState, loadState } from './state-file.ts'
import { createWorld } from './world.ts'

export type SimulatorOptions = {
  /** 0 takes any free port. */
  port?: number
  host?: string
  /** What every new seller starts with. */
  seed?: SeedName
  /** Makes ids, jitter and moderation repeatable. */
  random?: number
  /** Reviews that every new seller gets beside the seed: a file with an array of them. */
  feedbacksFile?: string
  /** The state is loaded from this file if it exists, and kept in it. */
  stateFile?: string
  scriptedBuyer?: boolean
  buyerPace?: Pace
  moderationMs?: number
  readLagMs?: number
  /** Any other starting knob. */
  knobs?: Partial<Knobs>
  /** How browsers reach the pictures, if not by the name the caller used. */
  publicUrl?: string
  /** Whether `/__sim/` is there. Whoever starts it from a program has it, unless told otherwise. */
  control?: boolean
}

export type Simulator = { url: string; port: number; close(): Promise<void> }

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', stateFile } = options
  const kept = stateFile ? loadState(stateFile) : undefined
  const world = createWorld(worldOptions(options), kept)
  const server = createServer(listener(world, options))
  const port = await listen(server, options.port ?? 0, host)

  const keeper = stateFile ? keepState(world, stateFile) : undefined
  const buyer = options.scriptedBuyer ? startScriptedBuyer(world, options.buyerPace) : undefined

  return {
    url: `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    port,
    close: async () => {
      buyer?.stop()
      await closed(server)
      keeper?.finish()
    },
  }
}

function worldOptions({ seed = 'shop', random = 1, feedbacksFile, moderationMs, readLagMs, knobs }: SimulatorOptions) {
  return {
    seed,
    random,
    feedbacks: feedbacksFile ? readFeedbacksFile(feedbacksFile) : [],
    knobs: {
      ...(moderationMs === undefined ? {} : { moderationMs }),
      ...(readLagMs === undefined ? {} : { readLagMs }),
      ...knobs,
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new BadSetting(complaintAbout(error, port, host))))
    server.listen(port, host, () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

function complaintAbout(error: Error, port: number, host: string): string {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return `Port ${port} is busy; set SIMULATOR_PORT to another one.`
  return `Cannot listen on ${host}:${port} (${code}).`
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
