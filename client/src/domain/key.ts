/** A key as it was meant: what clung to it when it was copied is taken off. */
export function cleanKey(pasted: string): string {
  return pasted.replace(/["'`«»“”\s\u200b\ufeff]/g, '').replace(/^Bearer:?/i, '')
}

export const looksLikeKey = (key: string) => key.length >= 10
