import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFileCache } from './file-cache.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentiq-files-'))
})

afterEach(async () => await rm(folder, { recursive: true, force: true }))

test('what was kept is found, also by a process that starts later, and nothing else lies about', async () => {
  await openFileCache(join(folder, 'files'), 1000).keep('one', Buffer.from('first'))

  const later = openFileCache(join(folder, 'files'), 1000)
  expect([(await later.find('one'))?.toString(), await later.find('other')]).toEqual(['first', null])
  expect(await readdir(join(folder, 'files'))).toHaveLength(1)
})

test('when there is no room left, what was not asked for the longest goes', async () => {
  const cache = openFileCache(folder, 25)
  await cache.keep('one', Buffer.alloc(10))
  await cache.keep('two', Buffer.alloc(10))
  for (const name of await readdir(folder)) await utimes(join(folder, name), 1000, 1000)
  await cache.find('one')

  await cache.keep('three', Buffer.alloc(10))

  const found = await Promise.all(['one', 'two', 'three'].map((key) => cache.find(key)))
  expect(found.map((bytes) => bytes !== null)).toEqual([true, false, true])
})

test('a file larger than the whole cache, and a folder that cannot be written, keep nothing and fail nobody', async () => {
  await openFileCache(folder, 5).keep('large', Buffer.alloc(10))
  expect(await readdir(folder)).toEqual([])

  await writeFile(join(folder, 'a file'), '')
  const nowhere = openFileCache(join(folder, 'a file', 'files'), 100)
  await nowhere.keep('one', Buffer.alloc(10))
  expect(await nowhere.find('one')).toBeNull()
})
