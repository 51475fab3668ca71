import { keptDatabase } from './kept-database.ts'

/**
 * Keeps a list as it stands on the screen, with whatever came to it live. `shape` changes with what the app asks of the
 * server: a list of another shape is none.
 */
export async function keepList(name: string, shape: number, list: unknown): Promise<void> {
  await (await keptDatabase()).put('lists', { shape, list }, name)
}

export async function readList<List>(name: string, shape: number): Promise<List | null> {
  const kept = await (await keptDatabase()).get('lists', name)
  return kept?.shape === shape ? (kept.list as List) : null
}
