import type { FileType } from '#domain/file-type.ts'
import { lostStates, type ReplyState, unfinished } from '#domain/reply.ts'
import type { ReplyFile } from '#domain/reply-file.ts'
import { after, DAY } from '#domain/time.ts'
import type { Db, Tx } from './db.ts'
import type { Prisma } from './generated/client.ts'

/** A file as it came from an operator, judged already. */
export type Upload = Omit<ReplyFile, 'id' | 'lost'> & { key: string; bytes: Uint8Array }

/** What leaves for the marketplace. */
export type FileContents = { name: string; type: FileType; bytes: Uint8Array }

/** How long a file is kept that goes with no reply, or with one that has ended. */
const keptFor = DAY

/** More files than this may not wait for a reply at once, so that nobody fills the disk. */
const mostWaiting = 100

/** Keeps a file until it goes with a reply, each key once. Refuses when too many wait already, or when the key has another file. */
export async function keepUpload(
  db: Db,
  sellerId: string,
  { key: uploadKey, ...file }: Upload,
  now: Date,
): Promise<ReplyFile | 'key_reused' | 'too_many'> {
  const known = await uploadWith(db, sellerId, uploadKey)
  if (!known && (await db.prisma.replyFile.count({ where: { sellerId, replyId: null } })) >= mostWaiting)
    return 'too_many'

  const row = {
    ...file,
    bytes: Buffer.from(file.bytes),
    sellerId,
    uploadKey,
    createdAt: now,
    forgetAt: after(now, keptFor),
  }
  if (!known) await db.prisma.replyFile.createMany({ data: [row], skipDuplicates: true })
  const kept = known ?? (await uploadWith(db, sellerId, uploadKey))
  return kept && kept.hash === file.hash ? kept : 'key_reused'
}

async function uploadWith({ prisma }: Db, sellerId: string, uploadKey: string): Promise<ReplyFile | null> {
  const row = await prisma.replyFile.findUnique({
    where: { sellerId_uploadKey: { sellerId, uploadKey } },
    select: described,
  })
  return row && asReplyFile(row)
}

/**
 * These files in this order, as far as they may go with a new reply to this item: they wait, or their reply to it has ended without
 * the buyer having them. Hold the interaction, so that it stays so.
 */
export async function filesFor(
  tx: Tx,
  { id: interactionId, sellerId }: { id: string; sellerId: string },
  ids: readonly string[],
): Promise<ReplyFile[]> {
  if (ids.length === 0) return []
  const rows = await tx.replyFile.findMany({
    where: { id: { in: [...ids] }, sellerId, OR: [{ replyId: null }, { reply: { interactionId } }] },
    select: { ...described, reply: { select: { state: true, files: true } } },
  })
  return ids.flatMap((id) => {
    const row = rows.find((each) => each.id === id)
    return row && (!row.reply || isFree(id, row.reply)) ? [asReplyFile(row)] : []
  })
}

function isFree(id: string, { state, files }: { state: string; files: unknown }): boolean {
  if (state === 'confirmed') return filesIn(files).some((file) => file.id === id && file.lost === true)
  return state === 'cancelled' || lostStates.includes(state as ReplyState)
}

/** From here on the files go with this reply. Whatever they went with before is without them for good. */
export async function bindFiles(tx: Tx, replyId: string, files: readonly ReplyFile[]): Promise<void> {
  if (files.length === 0) return
  const ids = files.map(({ id }) => id)
  const former = await tx.replyFile.findMany({
    where: { id: { in: ids }, reply: { state: 'confirmed' } },
    select: { replyId: true },
  })
  for (const id of new Set(former.flatMap((row) => row.replyId ?? []))) await settleLost(tx, id, new Set(ids))
  await tx.replyFile.updateMany({ where: { id: { in: ids } }, data: { replyId, forgetAt: null } })
}

/** The reply goes once more: its files stay as long as it is on its way. */
export async function keepFiles(tx: Tx, replyId: string): Promise<void> {
  await tx.replyFile.updateMany({ where: { replyId }, data: { forgetAt: null } })
}

/** The files that a message had lost go once more: it is no longer said to lack them. */
async function settleLost(tx: Tx, id: string, sentAgain: ReadonlySet<string>): Promise<void> {
  const { files: stored, lostFileCount } = await tx.replyOutbox.findUniqueOrThrow({ where: { id } })
  const files = filesIn(stored)
  const settled = files.filter((file) => file.lost && sentAgain.has(file.id)).length
  await tx.replyOutbox.update({
    where: { id },
    data: {
      files: files.map(({ lost, ...file }) => (lost && !sentAgain.has(file.id) ? { ...file, lost } : file)),
      lostFileCount: Math.max(0, lostFileCount - settled),
    },
  })
}

/** The files of a reply as it remembers them. */
export function filesIn(stored: unknown): ReplyFile[] {
  // The column is written here only.
  return Array.isArray(stored) ? (stored as ReplyFile[]) : []
}

/** The contents of a reply's files in their order; null when one is not here any more. */
export async function contentsOf(
  { prisma }: Db,
  { id: replyId, files }: { id: string; files: unknown },
): Promise<FileContents[] | null> {
  const wanted = filesIn(files)
  if (wanted.length === 0) return []
  const rows = await prisma.replyFile.findMany({ where: { replyId }, select: { id: true, bytes: true } })
  const found = wanted.flatMap(({ id, name, type }) => {
    const bytes = rows.find((row) => row.id === id)?.bytes
    return bytes ? [{ name, type, bytes }] : []
  })
  return found.length === wanted.length ? found : null
}

/** The contents of one file of these sellers; null when it is not here any more. */
export async function findContents({ prisma }: Db, sellerIds: string[], id: string): Promise<FileContents | null> {
  const row = await prisma.replyFile.findFirst({ where: { id, sellerId: { in: sellerIds } } })
  return row && { name: row.name, type: row.type as FileType, bytes: row.bytes }
}

/** The buyer has the files. What was lost on the way, or may have been, stays for the time in which it can be sent again. */
export async function forgetArrived(tx: Tx, replyId: string): Promise<void> {
  const { files, lostFileCount } = await tx.replyOutbox.findUniqueOrThrow({ where: { id: replyId } })
  const lost = filesIn(files).filter((file) => file.lost)
  if (lost.length < lostFileCount) return
  await tx.replyFile.deleteMany({ where: { replyId, id: { notIn: lost.map(({ id }) => id) } } })
}

/** Takes away files that waited in vain, and gives those of replies that have ended their last day. */
export async function forgetOldFiles({ prisma }: Db, now: Date): Promise<void> {
  const ended: Prisma.ReplyOutboxWhereInput = { state: { notIn: [...unfinished] } }
  await prisma.replyFile.updateMany({
    where: { forgetAt: null, reply: ended },
    data: { forgetAt: after(now, keptFor) },
  })
  await prisma.replyFile.deleteMany({ where: { forgetAt: { lte: now } } })
}

const described = { id: true, name: true, type: true, size: true, hash: true } as const

function asReplyFile(row: Omit<ReplyFile, 'type' | 'lost'> & { type: string }): ReplyFile {
  const { id, name, size, hash } = row
  return { id, name, type: row.type as FileType, size, hash }
}
