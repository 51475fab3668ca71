import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingSql, prismaFolder } from '../../commands/migrations/schema-engine.ts'
import type { Driver } from './driver.ts'
import { committedMigrations, migrate, WrongDatabase } from './migrate.ts'
import { openPglite } from './pglite.ts'

let driver: Driver
beforeAll(async () => {
  driver = await openPglite(null)
})
afterAll(() => driver.close())

test('the migrations lead exactly to schema.prisma', async () => {
  expect(await missingSql()).toBe('')
})

test('every migration is applied once', async () => {
  const names = committedMigrations().map(({ name }) => name)

  expect(await migrate(driver)).toEqual(names)
  expect(await migrate(driver)).toEqual([])
})

test('a database of a newer version is refused in one sentence', async () => {
  await migrate(driver)

  await expect(migrate(driver, [])).rejects.toThrow('The database was used by a newer version of the program')
})

test('a migration that was changed after its release is refused', async () => {
  await migrate(driver)
  const changed = committedMigrations().map(({ name, sql }) => ({ name, sql: `${sql}\n-- changed` }))

  await expect(migrate(driver, changed)).rejects.toThrow('was changed after it had been applied')
})

test('a migration that the database refuses is one sentence, and leaves nothing behind', async () => {
  await migrate(driver)
  const broken = { name: '99990101000000_broken', sql: 'CREATE TABLE half_done (); ALTER TABLE nowhere ADD note TEXT' }

  await expect(migrate(driver, [...committedMigrations(), broken])).rejects.toThrow(
    new WrongDatabase(
      'The migration "99990101000000_broken" cannot be applied to this database: relation "nowhere" does not exist.',
    ),
  )
  const find = { name: 'half_done', text: "SELECT to_regclass('half_done') AS made" }
  expect(await driver.query(find, [])).toEqual([{ made: null }])
})

test('every model and field of the schema says what it holds', () => {
  const lines = readFileSync(join(prismaFolder, 'schema.prisma'), 'utf8').split('\n')
  const isNamed = /^(model \w+ \{| {2}[a-z]\w* +\w+)/
  const inModels = lines.slice(lines.findIndex((line) => line.startsWith('/// ')))
  const silent = inModels.filter(
    (line, index) => isNamed.test(line) && !/^\s*\/\/\/ \S/.test(inModels[index - 1] ?? ''),
  )

  expect(silent).toEqual([])
})
