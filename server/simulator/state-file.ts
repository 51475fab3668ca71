import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { BadSetting, codeOf, readJsonFile } from './read-feedbacks-file.ts'
import { type Kept, toKeep, type World } from './world.ts'

const SAVE_AFTER_MS = 500

export function loadState(path: string): Kept | undefined {
  if (!existsSync(path)) return undefined

  const value = readJsonFile(path)
  if (!isState(value))
    throw new BadSetting(`The file ${path} is not a state of the simulator; remove it to begin anew.`)
  return value
}

// The file is our own, written by `saveState`: its outer shape tells whether somebody has been at it.
function isState(value: unknown): value is Kept {
  if (!isObject(value) || value.version !== 1 || !Array.isArray(value.sellers)) return false
  return isObject(value.clock) && isObject(value.knobs) && value.sellers.every(isSeller)
}

function isSeller(value: unknown): boolean {
  if (!isObject(value) || typeof value.sid !== 'string') return false
  const { reviews, questions, chats, events, files, knobs } = value
  return [reviews, questions, chats, events].every(Array.isArray) && isObject(files) && isObject(knobs)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Saves half a second after a change, and once more at the end. A file that cannot be written is told of once. */
export function keepState(world: World, path: string): { finish(): void } {
  let waiting: NodeJS.Timeout | undefined

  let hasComplained = false
  let tookMs = 0

  const save = () => {
    clearTimeout(waiting)
    waiting = undefined
    const began = performance.now()
    try {
      saveState(world, path)
      tookMs = performance.now() - began
      hasComplained = false
    } catch (error) {
      if (!(error instanceof BadSetting)) throw error
      if (!hasComplained) console.error(error.message)
      hasComplained = true
    }
  }
  world.changed = () => {
    // A shop of hundreds of thousands of reviews takes seconds to write down; most of the time belongs to answers.
    waiting ??= setTimeout(save, Math.max(SAVE_AFTER_MS, 10 * tookMs))
  }
  return { finish: save }
}

// Written beside and moved over, so that a crash leaves the old file or the new one, never half of one.
function saveState(world: World, path: string): void {
  const beside = `${path}.${process.pid}.tmp`
  try {
    makeFolder(dirname(path))
    writeFileSync(beside, JSON.stringify(toKeep(world)))
    renameSync(beside, path)
  } catch (error) {
    throw new BadSetting(`The state cannot be saved to ${path} (${codeOf(error)}).`)
  }
}

/** Folder by folder: where nothing can be made, as under /proc, Node's own recursion never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}
