import { syncNow } from '#actions/sync-now.ts'
import { NotConnected, NotFound, TooSoon } from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'

const SyncNowSuccess = builder.objectRef<{ sellerId: string }>('SyncNowSuccess').implement({
  description: 'The channels are looked at now.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const SyncNowInput = builder.inputType('SyncNowInput', {
  description: 'Whose data to bring up to date.',
  fields: (t) => ({ sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }) }),
})

builder.mutationField('syncNow', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SyncNowSuccess,
    description: 'Looks at the marketplace now instead of at the next turn; at most once in 30 seconds.',
    errors: { types: [NotConnected, NotFound, TooSoon] },
    args: { input: t.arg({ type: SyncNowInput, required: true, description: 'Which seller.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        syncNow(deps, viewer, { sellerId: onlySellerOr(input.sellerId ?? null, viewer) }),
      ),
  }),
)
