import { connectMarketplace } from '#actions/connect-marketplace.ts'
import {
  BadInput,
  KeyRefused,
  MarketplaceUnreachable,
  NotFound,
  OtherShop,
  ShopTaken,
  TooSoon,
} from '#domain/errors.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'

const ConnectMarketplaceSuccess = builder.objectRef<{ sellerId: string }>('ConnectMarketplaceSuccess').implement({
  description: 'The key works and is kept; the first synchronisation begins.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const ConnectMarketplaceInput = builder.inputType('ConnectMarketplaceInput', {
  description: 'A key to the marketplace.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller to connect; may be absent when the viewer has exactly one.' }),
    token: t.string({
      required: true,
      description: 'The key as copied from the WB cabinet; blanks, quotes and a leading `Bearer` are removed.',
    }),
  }),
})

builder.mutationField('connectMarketplace', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ConnectMarketplaceSuccess,
    description:
      'Tries a key at the marketplace and keeps it, sealed. A new key of the same shop takes the place of the old one.',
    errors: { types: [BadInput, KeyRefused, NotFound, MarketplaceUnreachable, TooSoon, OtherShop, ShopTaken] },
    args: { input: t.arg({ type: ConnectMarketplaceInput, required: true, description: 'The key, and whose it is.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        connectMarketplace(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          token: input.token,
        }),
      ),
  }),
)
