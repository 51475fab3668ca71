import { NotFound } from '#domain/errors.ts'
import type { BulkJobRow } from '#storage/bulk.ts'
import type { InteractionRow, ReplyRow } from '#storage/interaction-row.ts'
import type { SellerRow } from '#storage/sellers.ts'
import type { Context } from './context.ts'
import { decodeId } from './ids.ts'

/** The interaction that the caller named; null when there is none that the viewer may see. */
export async function findInteraction({ load }: Context, globalId: string): Promise<InteractionRow | null> {
  const id = decodeId('Interaction', globalId)
  return id === null ? null : await load.interaction(id)
}

/** An interaction that must be there: something that was just read or written speaks of it. */
export async function interactionById({ load }: Context, id: string): Promise<InteractionRow> {
  return present(await load.interaction(id), 'interaction')
}

/** A reply that must be there. */
export async function replyById({ load }: Context, id: string): Promise<ReplyRow> {
  return present(await load.reply(id), 'reply')
}

/** A seller that must be there. */
export async function sellerById({ load }: Context, id: string): Promise<SellerRow> {
  return present(await load.seller(id), 'seller')
}

/** A job that must be there. */
export async function bulkJobById({ load }: Context, id: string): Promise<BulkJobRow> {
  return present(await load.bulkJob(id), 'job')
}

/** What must be there. */
export function present<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new NotFound(what)
  return value
}
