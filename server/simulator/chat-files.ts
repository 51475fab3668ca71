import { inUtc } from './clock.ts'
import type { Knobs } from './knobs.ts'
import type { ChatFile, ChatImage, ChatMessage } from './model.ts'
import { chatPhoto, drawProduct } from './photos.ts'
import { uuid } from './random.ts'
import { sampleJpeg, samplePdf } from './sample-files.ts'
import type { Seller, StoredFile } from './seller.ts'

export type FileType = 'png' | 'jpeg' | 'pdf'

/** A file on its way into a chat. Without bytes one is drawn when somebody asks for it. */
export type NewFile = {
  name: string
  type: FileType
  base64: string | null
  state?: 'ready' | 'pending' | 'refused' | 'gone'
  /** How long a pending one stays so. */
  pendingMs?: number
}

type FileKnobs = Pick<Knobs, 'fileModerationMs' | 'fileModerationRefuses'>

type Given = { nmId: number; at: number; knobs: FileKnobs; given: NewFile[] }

const contentTypes = { png: 'image/png', jpeg: 'image/jpeg', pdf: 'application/pdf' } as const

/** A message with its files, which can be downloaded as long as WB has them. */
export function withFiles(seller: Seller, text: string | undefined, { nmId, at, knobs, given }: Given): ChatMessage {
  const images: ChatImage[] = []
  const files: ChatFile[] = []
  for (const file of given) {
    const { downloadID, size } = keep(seller, file, { nmId, at, knobs })
    const reference = { date: inUtc(at), downloadID, url: chatPhoto(nmId, downloadID) }
    if (file.type === 'pdf') files.push({ ...reference, contentType: contentTypes.pdf, name: file.name, size })
    else images.push(reference)
  }
  if (given.some(({ base64 }) => base64 !== null)) forgetOldFiles(seller)
  const attachments = { ...(files.length > 0 ? { files } : {}), ...(images.length > 0 ? { images } : {}) }
  return { ...(text ? { text } : {}), ...(given.length > 0 ? { attachments } : {}) }
}

export const drawnPictures = (count: number): NewFile[] =>
  Array.from({ length: count }, () => ({ name: 'photo.png', type: 'png', base64: null }))

/** Pictures of the seed: they were looked at long ago, and are always there. */
export function pictured(
  seller: Seller,
  nmId: number,
  { text, images = 0 }: { text?: string; images?: number },
  at: number,
): ChatMessage {
  const knobs = { fileModerationMs: 0, fileModerationRefuses: false }
  return withFiles(seller, text, { nmId, at, knobs, given: drawnPictures(images) })
}

export function bytesOf({ type, base64, nmId }: StoredFile, downloadID: string): Buffer {
  if (base64 !== null) return Buffer.from(base64, 'base64')
  if (type === contentTypes.pdf) return samplePdf(`File ${downloadID.slice(0, 8)}`)
  return type === contentTypes.jpeg ? sampleJpeg : drawProduct(nmId, downloadID, 'full')
}

function keep(seller: Seller, file: NewFile, { nmId, at, knobs }: Omit<Given, 'given'>) {
  const downloadID = uuid(seller.random)
  const waitsMs = file.state === 'pending' ? (file.pendingMs ?? 0) : knobs.fileModerationMs
  const stored: StoredFile = {
    type: contentTypes[file.type],
    base64: file.base64,
    nmId,
    readyAt: at + waitsMs,
    refused: file.state === 'refused' || knobs.fileModerationRefuses,
    ...(file.state === 'gone' ? { gone: true } : {}),
  }
  seller.files[downloadID] = stored
  const size = file.type === 'pdf' ? bytesOf(stored, downloadID).length : 0
  return { downloadID, size }
}

const KEPT = 64 * 1024 * 1024

// A forgotten demo must not fill the memory: bytes beyond the limit go, oldest first, and a drawn file takes their place.
function forgetOldFiles({ files }: Seller): void {
  let kept = 0
  for (const file of Object.values(files).reverse()) {
    kept += file.base64?.length ?? 0
    if (kept > KEPT) file.base64 = null
  }
}
