import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { lockFolder, timeOf } from './folder-lock.ts'
import { FolderUnusable, textIn } from './folder-unusable.ts'

/** A folder that this process alone may use, until `release`. */
export type OwnedFolder = { path: string; release(): Promise<void> }

/**
 * Takes the folder for this process. Two processes on one embedded database destroy it silently, so a second one is refused.
 */
export async function ownFolder(path: string): Promise<OwnedFolder> {
  makeUsable(path)
  const { release } = await lockFolder(path)
  return { path, release }
}

/** The key that seals what the folder holds: made once and whole, readable by its owner only. */
export function secretKeyOf({ path }: OwnedFolder): string {
  const file = join(path, 'secret.key')
  if (!existsSync(file)) writeWhole(file, `${randomBytes(48).toString('base64url')}\n`)
  const key = textIn(file)?.trim() ?? ''
  if (key.length >= shortestKey) return key
  throw new FolderUnusable(`The key in ${file} is damaged; put the right one there, or set SECRET_KEY to it.`)
}

const shortestKey = 32

/** Under its name only when it is on the disk from the first to the last letter. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}

function makeUsable(path: string): void {
  try {
    makeFolder(path)
    // Buyers' words and sessions lie here: nobody else on this machine reads them. The folder itself may be somebody's who
    // lets others in, and its rights are not ours to take away.
    makeFolder(join(path, 'database'))
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    timeOf(path)
  } catch (cause) {
    throw new FolderUnusable(`The data folder ${path} cannot be written; set DATA_DIR to one that can.`, { cause })
  }
}

/** Folder by folder: where nothing can be made, as under /proc, Node's own recursion never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
