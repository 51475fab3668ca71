import { isAbsolute, resolve } from 'node:path'

/** Everything that can be set from outside, checked once. README's table lists the same variables. */
export type Config = {
  /** `PORT`: where the app listens, 1 to 65535. Default 4000. 0, for programs that start the app, takes a free one. */
  port: number
  /** `HOST`: the address the app listens on. Default `127.0.0.1`; `0.0.0.0` opens it to the network. */
  host: string
  /** `PUBLIC_URL`: the address people open; its origin is the only one whose cookies and sockets are accepted. */
  publicUrl: string
  /** `DATA_DIR`: folder of the embedded database, the generated key and caches. Default `.data`, from where the app was started. */
  dataDir: string
  /** `DATABASE_URL`: PostgreSQL 14 or newer. Absent: the embedded database in `dataDir`. */
  databaseUrl: string | null
  /** `SECRET_KEY`: seals WB keys and signs sessions, at least 32 characters. Absent: generated once into `dataDir`, embedded database only. */
  secretKey: string | null
  /** `REGISTRATION`: `open` lets anybody make an account, `closed` nobody. Default `open`. */
  registration: 'open' | 'closed'
  /** `WB_SIMULATOR` (`on` or `off`, default `on`), `SIMULATOR_PORT` (default 4010): what `start` puts in WB's place. */
  simulator: { port: number } | null
  /** `WB_FEEDBACKS_URL`: reviews and questions of WB. */
  wbFeedbacksUrl: string
  /** `WB_CHAT_URL`: chats with buyers of WB. */
  wbChatUrl: string
  /** `WB_CARDS_URL`: public cards of products, read without a key; `off` reads none. Default WB's own (domain §3.3). */
  wbCardsUrl: string | null
  /** `WB_TIMEOUT_SECONDS`: how long WB may take to answer, 1 to 120. Default 20 (domain §11.4). */
  wbTimeoutMs: number
  /** `WB_CLIENT_SECRET`: given by WB to a registered service; base keys are then no longer limited to a few requests an hour. */
  wbClientSecret: string | null
  /** `CHAT_FILE_MB`: the largest file of a chat that is fetched, 1 to 100. Default 10. */
  chatFileBytes: number
  /** `FILE_CACHE_MB`: how much of `DATA_DIR` files of chats may take, 0 to 100000. Default 500. */
  fileCacheBytes: number
  /** `WB_CABINET_URL`: the seller's cabinet of WB, for links that people open. */
  wbCabinetUrl: string
  /** `WBCON_URL` and `WBCON_KEY`: the third party that fills gaps of analytics (domain §5). Null unless both are set. */
  wbcon: { url: string; key: string } | null
  /** `LLM_URL` and `LLM_KEY`: a language model of one's own that speaks the API of OpenAI, and its key where it wants one (domain §9.5). */
  llm: { url: string; key: string } | null
  /** `SYNC_SECONDS`: how often reviews and questions are looked at, 1 to 86400. Default 300 (domain §16.1). */
  syncEveryMs: number
  /** `CHAT_SYNC_SECONDS`: how often chats are looked at, 1 to 86400. Default 30 (domain §16.1). */
  chatSyncEveryMs: number
  /** `UNDO_SECONDS`: how long a reply can be taken back before it leaves, 0 to 20. Default 5 (ui §8.1). */
  undoMs: number
  /** `WORKER`: `off` makes a process that only serves people; others synchronise and send. Default `on`. */
  worker: boolean
  /** `LOG_LEVEL`: `debug`, `info`, `warn`, `error` or `silent`. Default `info`. */
  logLevel: LogLevel
  /** `WB_CONTRACT_TOKEN`: the WB key that `pnpm wb:contract` asks with. */
  wbContractToken: string | null
  /** `CHROMIUM`: the browser that plays the browser stories. Absent: the usual places. */
  chromium: string | null
}

export type LogLevel = (typeof logLevels)[number]

/** A variable that cannot be used. Its message is one plain sentence for the person who starts the app. */
export class BadConfig extends Error {}

/** Reads the environment. Throws `BadConfig` for the first variable that makes no sense. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const port = given(env, 'PORT') === '0' ? 0 : integer(env, 'PORT', { least: 1, most: 65535, otherwise: 4000 })
  const simulatorPort = integer(env, 'SIMULATOR_PORT', { least: 1, most: 65535, otherwise: 4010 })
  const databaseUrl = postgresUrl(env, 'DATABASE_URL')
  const secretKey = secret(env, 'SECRET_KEY')
  if (databaseUrl && !secretKey) {
    throw new BadConfig(
      'DATABASE_URL needs SECRET_KEY: 32 characters or more, the same for every process on that database.',
    )
  }

  return {
    port,
    host: given(env, 'HOST') ?? '127.0.0.1',
    publicUrl: httpUrl(env, 'PUBLIC_URL', `http://localhost:${port}`),
    dataDir: folder(env, 'DATA_DIR', '.data'),
    databaseUrl,
    secretKey,
    registration: oneOf(env, 'REGISTRATION', ['open', 'closed'] as const, 'open'),
    simulator: oneOf(env, 'WB_SIMULATOR', ['on', 'off'] as const, 'on') === 'on' ? { port: simulatorPort } : null,
    wbFeedbacksUrl: httpUrl(env, 'WB_FEEDBACKS_URL', 'https://feedbacks-api.wildberries.ru'),
    wbChatUrl: httpUrl(env, 'WB_CHAT_URL', 'https://buyer-chat-api.wildberries.ru'),
    wbCardsUrl: given(env, 'WB_CARDS_URL') === 'off' ? null : httpUrl(env, 'WB_CARDS_URL', 'https://wbbasket.ru'),
    wbCabinetUrl: httpUrl(env, 'WB_CABINET_URL', 'https://seller.wildberries.ru'),
    wbTimeoutMs: 1000 * integer(env, 'WB_TIMEOUT_SECONDS', { least: 1, most: 120, otherwise: 20 }),
    wbClientSecret: given(env, 'WB_CLIENT_SECRET'),
    chatFileBytes: MEGABYTE * integer(env, 'CHAT_FILE_MB', { least: 1, most: 100, otherwise: 10 }),
    fileCacheBytes: MEGABYTE * integer(env, 'FILE_CACHE_MB', { least: 0, most: 100_000, otherwise: 500 }),
    wbcon: wbconIn(env),
    llm: llmIn(env),
    syncEveryMs: 1000 * integer(env, 'SYNC_SECONDS', { least: 1, most: 86_400, otherwise: 300 }),
    chatSyncEveryMs: 1000 * integer(env, 'CHAT_SYNC_SECONDS', { least: 1, most: 86_400, otherwise: 30 }),
    undoMs: 1000 * integer(env, 'UNDO_SECONDS', { least: 0, most: 20, otherwise: 5 }),
    worker: oneOf(env, 'WORKER', ['on', 'off'] as const, 'on') === 'on',
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, 'info'),
    wbContractToken: given(env, 'WB_CONTRACT_TOKEN'),
    chromium: given(env, 'CHROMIUM'),
  }
}

const MEGABYTE = 1024 * 1024

function wbconIn(env: Environment): Config['wbcon'] {
  const key = given(env, 'WBCON_KEY')
  if (key === null || given(env, 'WBCON_URL') === null) return null
  return { url: httpUrl(env, 'WBCON_URL', ''), key }
}

function llmIn(env: Environment): Config['llm'] {
  if (given(env, 'LLM_URL') === null) return null
  return { url: httpUrl(env, 'LLM_URL', ''), key: given(env, 'LLM_KEY') ?? '' }
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

type Environment = Record<string, string | undefined>

function given(env: Environment, name: string): string | null {
  const value = env[name]?.trim()
  return value ? value : null
}

function integer(
  env: Environment,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const value = given(env, name)
  if (value === null) return otherwise
  // Digits only: JavaScript would also take 0x10 and 1e3 for numbers.
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new BadConfig(`${name} must be a whole number from ${least} to ${most}, not "${value}".`)
}

function oneOf<Word extends string>(env: Environment, name: string, words: readonly Word[], otherwise: Word): Word {
  const value = given(env, name)
  if (value === null) return otherwise
  const word = words.find((each) => each === value)
  if (word) return word
  throw new BadConfig(`${name} must be one of ${words.join(', ')}, not "${value}".`)
}

function httpUrl(env: Environment, name: string, otherwise: string): string {
  const value = given(env, name) ?? otherwise
  if (/^https?:$/.test(parsed(value)?.protocol ?? '')) return value.replace(/\/+$/, '')
  throw new BadConfig(`${name} must be an address that begins with http:// or https://, not "${value}".`)
}

function postgresUrl(env: Environment, name: string): string | null {
  const value = given(env, name)
  if (value === null) return null
  if (/^postgres(ql)?:$/.test(parsed(value)?.protocol ?? '')) return value
  throw new BadConfig(`${name} must be an address that begins with postgresql://.`)
}

function secret(env: Environment, name: string): string | null {
  const value = given(env, name)
  if (value === null || value.length >= 32) return value
  throw new BadConfig(`${name} must have at least 32 characters.`)
}

function folder(env: Environment, name: string, otherwise: string): string {
  const value = given(env, name) ?? otherwise
  return isAbsolute(value) ? value : resolve(value)
}

function parsed(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}
