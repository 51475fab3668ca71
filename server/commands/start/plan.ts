import { join } from 'node:path'
import { BadConfig, type Config } from '../../src/config.ts'

/** What `pnpm start` is going to start. */
export type LaunchPlan = {
  config: Config
  appUrl: string
  /** Null when `WB_SIMULATOR` is `off`. */
  simulatorUrl: string | null
  appEnv: NodeJS.ProcessEnv
  simulatorEnv: NodeJS.ProcessEnv
}

/** From the configuration, and from what else the environment hands on to the app and the simulator. */
export function planLaunch(env: NodeJS.ProcessEnv, config: Config): LaunchPlan {
  if (config.port === 0) throw new BadConfig('PORT must be a whole number from 1 to 65535, not "0".')
  const given = withoutEmpty(env)
  const appUrl = `http://${nameOf(config.host)}:${config.port}`
  if (!config.simulator)
    return { config, appUrl, simulatorUrl: null, appEnv: { LOG_LEVEL: 'warn', ...given }, simulatorEnv: {} }

  const { port } = config.simulator
  if (port === config.port) throw new BadConfig('SIMULATOR_PORT must differ from PORT.')

  return {
    config,
    appUrl,
    simulatorUrl: `http://localhost:${port}`,
    // The demo looks often, so that what its buyers write appears at once.
    appEnv: {
      LOG_LEVEL: 'warn',
      SYNC_SECONDS: '8',
      CHAT_SYNC_SECONDS: '4',
      WB_FEEDBACKS_URL: `http://127.0.0.1:${port}`,
      WB_CHAT_URL: `http://127.0.0.1:${port}`,
      WB_CARDS_URL: `http://localhost:${port}`,
      ...given,
      DATA_DIR: config.dataDir,
    },
    // In a demo a moderator thinks for seconds, and whoever shows it may play the buyer.
    simulatorEnv: {
      SIMULATOR_BUYER: 'on',
      SIMULATOR_CONTROL: 'on',
      SIMULATOR_MODERATION_MS: '4000',
      SIMULATOR_READ_LAG_MS: '500',
      SIMULATOR_LATE_EVENT_MS: '0',
      SIMULATOR_STATE: join(config.dataDir, 'simulator.json'),
      ...given,
      SIMULATOR_PORT: String(port),
      SIMULATOR_PARENT: 'watch',
    },
  }
}

/** An empty variable is the same as none: it must not hide a default of ours. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
}

/** What this machine calls an address it listens on. */
function nameOf(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
