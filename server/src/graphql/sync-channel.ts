import { type ChannelSynced, syncChannel } from '#actions/sync-channel.ts'
import { BadInput, NotConnected, NotFound, TooSoon } from '#domain/errors.ts'
import { sellerIdsOf } from '#domain/viewer.ts'
import { findSyncRun } from '#storage/run-history.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { Channel } from './interaction-words.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller, SyncRun } from './refs.ts'
import { words } from './words.ts'

const SyncWay = words('SyncWay', 'What became of the wish to look at a channel.', {
  queued: 'The worker looks at it now.',
  skipped: 'Somebody is reading the channel already, so nothing was begun.',
  direct: 'It was read before this answer.',
})

const SyncChannelSuccess = builder.objectRef<ChannelSynced>('SyncChannelSuccess').implement({
  description: 'The channel is looked at, or has been.',
  fields: (t) => ({
    way: t.expose('way', { type: SyncWay, description: 'What became of it.' }),
    run: t.field({
      type: SyncRun,
      nullable: true,
      description:
        'The run, where it was read before this answer; null otherwise. UNFINISHED goes on by itself or with the next call.',
      resolve: async ({ runId }, _args, { deps, viewer }) =>
        runId && viewer ? await findSyncRun(deps.db, sellerIdsOf(viewer), runId) : null,
    }),
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const SyncChannelInput = builder.inputType('SyncChannelInput', {
  description: 'Which channel to look at.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    channel: t.field({ type: Channel, required: true, description: 'The channel.' }),
    directFetch: t.boolean({
      defaultValue: false,
      description: 'Read it before answering, for up to 20 seconds, without the worker; the result is the same.',
    }),
  }),
})

builder.mutationField('syncChannel', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SyncChannelSuccess,
    description: 'Looks at one channel now; where it is left to the worker, at most once in 30 seconds.',
    errors: { types: [BadInput, NotConnected, NotFound, TooSoon] },
    args: { input: t.arg({ type: SyncChannelInput, required: true, description: 'Which channel, and how.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        syncChannel(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          channel: input.channel,
          directFetch: input.directFetch ?? false,
        }),
      ),
  }),
)
