import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ownFolder, secretKeyOf } from './data-folder.ts'
import { FolderUnusable } from './folder-unusable.ts'

test('a file where the folder should be is said in one sentence', async () => {
  const path = join(newFolder(), 'data')
  writeFileSync(path, '')

  await expect(ownFolder(path)).rejects.toThrow(
    new FolderUnusable(`The data folder ${path} cannot be written; set DATA_DIR to one that can.`),
  )
})

test.runIf(existsSync('/proc/self'))('a place where nothing can be made is said in one sentence, at once', async () => {
  await expect(ownFolder('/proc/agentiq/data')).rejects.toThrow('The data folder /proc/agentiq/data cannot be written')
})

test('a damaged key is refused, not used', async () => {
  const owned = await ownFolder(newFolder())
  writeFileSync(join(owned.path, 'secret.key'), '')

  expect(() => secretKeyOf(owned)).toThrow('is damaged')
  await owned.release()
})

test('what is kept is open to its owner only', async () => {
  const owned = await ownFolder(join(newFolder(), 'data'))

  expect(statSync(owned.path).mode & 0o777).toBe(0o700)
  expect(statSync(join(owned.path, 'database')).mode & 0o777).toBe(0o700)
  await owned.release()
})

test('a folder that was there before keeps its rights, and so does what is no folder', async () => {
  const path = newFolder()
  chmodSync(path, 0o755)
  const owned = await ownFolder(path)

  expect(statSync(path).mode & 0o777).toBe(0o755)
  expect(statSync(join(path, 'database')).mode & 0o777).toBe(0o700)
  await owned.release()

  const file = join(newFolder(), 'file')
  writeFileSync(file, '', { mode: 0o644 })
  await expect(ownFolder(file)).rejects.toThrow('cannot be written')
  expect(statSync(file).mode & 0o777).toBe(0o644)
})

test('the generated key is kept, and nobody else may read it', async () => {
  const owned = await ownFolder(newFolder())
  const key = secretKeyOf(owned)

  expect(secretKeyOf(owned)).toBe(key)
  expect(key.length).toBeGreaterThanOrEqual(32)
  expect(statSync(join(owned.path, 'secret.key')).mode & 0o777).toBe(0o600)
  await owned.release()
})

function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'agentiq-folder-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}
