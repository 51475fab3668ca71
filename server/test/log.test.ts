import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMask } from '#graphql/mask-error.ts'
import { createLog } from '#log.ts'
import type { Storage } from '#storage/open.ts'
import { openTestStorage } from '../testkit/database.ts'

let storage: Storage

beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(async () => await storage.close())

const words = 'Иголкина: утюг дымит, звоните 89161234567'
const told = /Иголкина|дымит|8916/
const nowhere = '00000000-0000-4000-8000-000000000000'

type Mishap = (storage: Storage) => Promise<unknown>

const item = {
  sellerId: nowhere,
  channel: 'review',
  externalId: 'a',
  text: words,
  customerName: words,
}

const mishaps: [string, string, Mishap][] = [
  [
    'a call that Prisma finds wrong',
    'PrismaClientValidationError',
    ({ db }) => db.prisma.interaction.create({ data: { ...item, nothing: words } as never }),
  ],
  [
    'a raw statement that the database refuses through Prisma',
    'PrismaClientKnownRequestError',
    ({ db }) => db.prisma.$queryRaw`SELECT ${words}::text::uuid`,
  ],
  [
    'a statement of ours that the database refuses, with its parameters',
    'error',
    ({ db }) => db.query({ name: 'test_uuid', text: 'SELECT ($1::text)::uuid' } as never, [words]),
  ],
  ['JSON that is none', 'SyntaxError', async () => JSON.parse(words)],
  ['an argument that Node does not take', 'TypeError', async () => Buffer.alloc(words as never)],
  ['a value thrown as it is', 'string', () => Promise.reject(words)],
]

test.each(mishaps)('%s leaves its kind in the log and none of the words', async (_, name, mishap) => {
  const { line, log } = logged()

  const error = await mishap(storage).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  createMask(log)(error)
  log.error({ error: new Error('It went wrong.', { cause: error }) }, 'Something else happened.')

  expect(line(0)).toMatchObject({ incident: expect.any(String), error: { name } })
  expect(line(1)).toMatchObject({ error: { name: 'Error', message: 'It went wrong.' } })
  for (const at of [0, 1]) expect(JSON.stringify(line(at))).not.toMatch(told)
})

test('where a program went wrong is in the log, and in its own words', () => {
  const { line, log } = logged()
  const nobody = null as unknown as { name: string }

  try {
    nobody.name.trim()
  } catch (error) {
    log.error({ error }, 'A bug.')
  }

  expect(line(0)).toMatchObject({
    error: {
      name: 'TypeError',
      message: expect.stringContaining("reading 'name'"),
      stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    },
  })
})

function logged() {
  const lines: string[] = []
  return {
    log: createLog('debug', { write: (line) => lines.push(line) }),
    line: (at: number) => JSON.parse(lines[at] ?? 'null') as unknown,
  }
}
