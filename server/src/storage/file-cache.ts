import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that can be fetched again, kept on disk. What was not asked for the longest makes room. */
export type FileCache = {
  find(key: string): Promise<Buffer | null>
  /** A disk that is full or closed is no reason to fail: then the file is not kept. */
  keep(key: string, bytes: Buffer): Promise<void>
}

/** Opens a cache in a folder, which is made when the first file comes. */
export function openFileCache(folder: string, mostBytes: number): FileCache {
  const pathOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'))

  return {
    async find(key) {
      try {
        const bytes = await readFile(pathOf(key))
        const now = new Date()
        await utimes(pathOf(key), now, now)
        return bytes
      } catch (error) {
        if (isSystemError(error)) return null
        throw error
      }
    },
    async keep(key, bytes) {
      if (bytes.length > mostBytes) return
      try {
        await writeWhole(folder, pathOf(key), bytes)
        await makeRoom(folder, mostBytes)
      } catch (error) {
        if (!isSystemError(error)) throw error
      }
    },
  }
}

/** Under its name only when it is whole: somebody may be reading, and the process may be killed. */
async function writeWhole(folder: string, path: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, bytes)
  await rename(draft, path)
}

async function makeRoom(folder: string, mostBytes: number): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(names.map((name) => describe(join(folder, name))))
  const newestFirst = files.flatMap((file) => file ?? []).sort((one, other) => other.usedAt - one.usedAt)
  let kept = 0
  for (const { path, size } of newestFirst) {
    kept += size
    if (kept > mostBytes) await rm(path, { force: true })
  }
}

async function describe(path: string): Promise<{ path: string; size: number; usedAt: number } | null> {
  try {
    const { size, mtimeMs } = await stat(path)
    return { path, size, usedAt: mtimeMs }
  } catch (error) {
    if (isSystemError(error)) return null
    throw error
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
