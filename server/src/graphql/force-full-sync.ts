import { forceFullSync } from '#actions/force-full-sync.ts'
import { BadInput, NotConnected, NotFound, TooSoon } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { Channel } from './interaction-words.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'

const ForceFullSyncSuccess = builder.objectRef<{ sellerId: string }>('ForceFullSyncSuccess').implement({
  description: 'Everything is read anew; nothing that is stored is lost.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const ForceFullSyncInput = builder.inputType('ForceFullSyncInput', {
  description: 'What to read anew.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    channel: t.field({ type: Channel, description: 'Only this channel; all that the key opens when absent.' }),
  }),
})

builder.mutationField('forceFullSync', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ForceFullSyncSuccess,
    description:
      'Reads everything from the marketplace anew, whatever was read before, and keeps what is stored; at most once in 30 seconds.',
    errors: { types: [BadInput, NotConnected, NotFound, TooSoon] },
    args: { input: t.arg({ type: ForceFullSyncInput, required: true, description: 'Which seller and channel.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        forceFullSync(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          channel: input.channel ?? null,
        }),
      ),
  }),
)
