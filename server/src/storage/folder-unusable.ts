import { readFileSync } from 'node:fs'

/** The data folder cannot be used. Its message is one plain sentence for the person who starts the app. */
export class FolderUnusable extends Error {}

/** What a file of the folder says; null when it is not there. */
export function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new FolderUnusable(`${file} cannot be read; restore a copy of its folder, or set DATA_DIR to another one.`, {
      cause,
    })
  }
}
