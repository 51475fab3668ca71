import { shallowRef } from 'vue'

/** How much of the files that are being uploaded from this page has left, 0 to 1, by their keys. */
const shares = shallowRef<ReadonlyMap<string, number>>(new Map())

/** Null while the file is not being uploaded from here. */
export const uploadedShare = (key: string): number | null => shares.value.get(key) ?? null

export function noteUpload(key: string, share: number): void {
  shares.value = new Map([...shares.value, [key, share]])
}

export function endUpload(key: string): void {
  shares.value = new Map([...shares.value].filter(([known]) => known !== key))
}
