import { expect, test } from 'vitest'
import { BadConfig, readConfig } from './config.ts'

test('without any variable the app listens on this machine and keeps its data in .data', () => {
  expect(readConfig({})).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: null,
    syncEveryMs: 300_000,
    chatSyncEveryMs: 30_000,
    undoMs: 5000,
    simulator: { port: 4010 },
  })
  expect(readConfig({}).dataDir).toMatch(/\/\.data$/)
})

test('an empty variable is the same as none', () => {
  const empty = { PORT: ' ', DATABASE_URL: '', WB_SIMULATOR: '', SIMULATOR_PORT: '' }
  expect(readConfig(empty)).toEqual(readConfig({}))
})

test('the simulator can be left out, or moved to another port', () => {
  expect(readConfig({ WB_SIMULATOR: 'off' }).simulator).toBeNull()
  expect(readConfig({ SIMULATOR_PORT: '4011' }).simulator).toEqual({ port: 4011 })
})

test('a program that starts the app may ask for any free port', () => {
  expect(readConfig({ PORT: '0' }).port).toBe(0)
})

test.each([
  ['PORT', 'eighty', 'PORT must be a whole number from 1 to 65535, not "eighty".'],
  ['PORT', '65536', 'PORT must be a whole number from 1 to 65535, not "65536".'],
  ['PORT', '0x10', 'PORT must be a whole number from 1 to 65535, not "0x10".'],
  ['SYNC_SECONDS', '1e3', 'SYNC_SECONDS must be a whole number from 1 to 86400, not "1e3".'],
  ['UNDO_SECONDS', '5.0', 'UNDO_SECONDS must be a whole number from 0 to 20, not "5.0".'],
  [
    'PUBLIC_URL',
    'agentiq.example',
    'PUBLIC_URL must be an address that begins with http:// or https://, not "agentiq.example".',
  ],
  ['SECRET_KEY', 'short', 'SECRET_KEY must have at least 32 characters.'],
  ['REGISTRATION', 'maybe', 'REGISTRATION must be one of open, closed, not "maybe".'],
  ['WB_SIMULATOR', 'maybe', 'WB_SIMULATOR must be one of on, off, not "maybe".'],
  ['SIMULATOR_PORT', '0', 'SIMULATOR_PORT must be a whole number from 1 to 65535, not "0".'],
  ['UNDO_SECONDS', '21', 'UNDO_SECONDS must be a whole number from 0 to 20, not "21".'],
  ['DATABASE_URL', 'mysql://here', 'DATABASE_URL must be an address that begins with postgresql://.'],
])('%s=%s is refused in one sentence', (name, value, sentence) => {
  expect(() => readConfig({ [name]: value })).toThrow(new BadConfig(sentence))
})

test('the third party for analytics is off unless its address and its key are both set', () => {
  const url = 'https://fb.wbcon.example/'
  expect(readConfig({}).wbcon).toBeNull()
  expect(readConfig({ WBCON_URL: url }).wbcon).toBeNull()
  expect(readConfig({ WBCON_KEY: 'key' }).wbcon).toBeNull()
  expect(readConfig({ WBCON_URL: url, WBCON_KEY: 'key' }).wbcon).toEqual({
    url: 'https://fb.wbcon.example',
    key: 'key',
  })
  expect(() => readConfig({ WBCON_URL: 'fb.wbcon.example', WBCON_KEY: 'hunter2' })).toThrow('WBCON_URL must be')
})

test('PostgreSQL needs a key that every process shares', () => {
  expect(() => readConfig({ DATABASE_URL: 'postgresql://localhost/agentiq' })).toThrow('DATABASE_URL needs SECRET_KEY')
})

test('a secret is never part of a complaint', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@here' })).not.toThrow('hunter2')
  expect(() => readConfig({ SECRET_KEY: 'hunter2' })).not.toThrow('hunter2')
})

test('a language model of one’s own needs an address, and a key only where it wants one', () => {
  expect(readConfig({ LLM_KEY: 'key' }).llm).toBeNull()
  expect(readConfig({ LLM_URL: 'http://127.0.0.1:11434/v1/' }).llm).toEqual({
    url: 'http://127.0.0.1:11434/v1',
    key: '',
  })
  expect(() => readConfig({ LLM_URL: 'llama.example', LLM_KEY: 'hunter2' })).toThrow('LLM_URL must be')
})
