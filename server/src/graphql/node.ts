import { brandWithType, type OutputType } from '@pothos/core'
import { isUuid } from '#domain/uuid.ts'
import { sellerIdsOf } from '#domain/viewer.ts'
import { findSyncRun } from '#storage/run-history.ts'
import { builder } from './builder.ts'
import type { SignedInContext } from './context.ts'
import { decodeAny } from './ids.ts'
import { findMessage } from './message.ts'
import { BulkJob, Interaction, Message, Note, Reply, ReplyTemplate, Seller, SyncRun, User } from './refs.ts'

builder.queryField('node', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Anything again by its id. Null when there is nothing, or nothing that the viewer may see.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_root, { id }, context) => await findNode(decodeAny(id), context),
  }),
)

async function findNode(wanted: { type: string; id: string } | null, context: SignedInContext): Promise<object | null> {
  const kind = wanted ? kinds[wanted.type] : undefined
  if (!wanted || !kind?.ids(wanted.id)) return null

  const found = await kind.find(wanted.id, context)
  if (found) brandWithType(found, kind.ref)
  return found
}

type Kind = {
  ref: OutputType<typeof builder.$inferSchemaTypes>
  ids: (id: string) => boolean
  find(id: string, context: SignedInContext): Promise<object | null>
}

const anyId = () => true

const kinds: Partial<Record<string, Kind>> = {
  Interaction: { ref: Interaction, ids: isUuid, find: (id, { load }) => load.interaction(id) },
  Reply: { ref: Reply, ids: isUuid, find: (id, { load }) => load.reply(id) },
  Message: { ref: Message, ids: anyId, find: (key, context) => findMessage(context, key) },
  Note: { ref: Note, ids: isUuid, find: (id, { load }) => load.note(id) },
  ReplyTemplate: { ref: ReplyTemplate, ids: isUuid, find: (id, { load }) => load.template(id) },
  BulkJob: { ref: BulkJob, ids: isUuid, find: (id, { load }) => load.bulkJob(id) },
  Seller: { ref: Seller, ids: isUuid, find: (id, { load }) => load.seller(id) },
  SyncRun: { ref: SyncRun, ids: isUuid, find: (id, { deps, viewer }) => findSyncRun(deps.db, sellerIdsOf(viewer), id) },
  User: { ref: User, ids: anyId, find: (id, { load }) => load.user(id) },
}
