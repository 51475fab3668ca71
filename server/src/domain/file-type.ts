/** What a buyer can be sent, and what is shown as it is. */
export type FileType = 'image/png' | 'image/jpeg' | 'application/pdf'

/** What a file really is, by its first bytes: what somebody calls it is not to be trusted. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  return signatures.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte))?.type ?? null
}

const signatures = [
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
] as const
