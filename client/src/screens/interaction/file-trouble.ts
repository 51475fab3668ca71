/** Why a file of a chat cannot be had now or at all. */
export type FileTrouble = 'PENDING' | 'REFUSED' | 'GONE' | 'LATER'

const troubles: Record<number, FileTrouble> = { 202: 'PENDING', 451: 'REFUSED', 410: 'GONE', 404: 'GONE' }

/** Asks the server why a file did not open; null when it is there after all. */
export async function troubleWith(url: string): Promise<FileTrouble | null> {
  try {
    const { status, ok } = await fetch(url, { method: 'HEAD' })
    return troubles[status] ?? (ok ? null : 'LATER')
  } catch (error) {
    // Nothing else is thrown for a network that is not there.
    if (error instanceof TypeError) return 'LATER'
    throw error
  }
}
