import { readFileSync } from 'node:fs'

/** Something about the way the simulator was started that its user can put right. */
export class BadSetting extends Error {}

/** A file with an array of reviews as WB shows them. */
export function readFeedbacksFile(path: string): unknown[] {
  const value = readJsonFile(path)
  if (!Array.isArray(value)) throw new BadSetting(`The file ${path} must hold an array of reviews.`)
  return value
}

export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new BadSetting(`The file ${path} is not JSON; put it right, or take it away.`)
    throw new BadSetting(`The file ${path} cannot be read (${codeOf(error)}).`)
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
