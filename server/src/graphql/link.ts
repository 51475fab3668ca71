import { judgeLink } from '#actions/judge-link.ts'
import { recomputeLinks } from '#actions/recompute-links.ts'
import { BadInput, NotFound } from '#domain/errors.ts'
import { type Policy, policyOf, tierOf } from '#domain/link-policy.ts'
import type { LinkRow } from '#storage/links.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { interactionById, sellerById } from './found.ts'
import { encodeId, idOf } from './ids.ts'
import { onlySellerOr } from './own-seller.ts'
import { Interaction, Seller } from './refs.ts'
import { words } from './words.ts'

const LinkType = words('LinkType', 'What a link is based on.', {
  deterministic: 'An identifier that both have.',
  probabilistic: 'Signs that speak for it; it may be wrong.',
})

export const MatchReason = words('MatchReason', 'Why two items belong together.', {
  current_interaction: 'It is the item itself.',
  order_id_exact: 'The same order.',
  feedback_chain_exact: 'A review and its supplement.',
  customer_id_exact: 'The same buyer, by the marketplace’s id.',
  nm_id_time_window: 'The same product within the window; the buyer may be another.',
  article_time_window: 'The same article of the seller within the window; the buyer may be another.',
})

const LinkSignal = words('LinkSignal', 'What speaks for a probable link.', {
  nm_id_within_7d: 'The same product within seven days.',
  article_within_7d: 'The same article of the seller within seven days.',
  time_within_24h: 'Less than a day apart.',
  semantic_match: 'The same problem, or mostly the same words.',
  semantic_partial: 'Some of the same words.',
  name_match: 'The same name.',
  name_partial: 'Names that may be the same.',
  extra_reference: 'The same long number or article in both texts.',
})

const LinkTier = words('LinkTier', 'How sure a link is, in a word.', {
  high: '85 % or more.',
  medium: '65 to 84 %.',
  low: 'Less than 65 %; no card shows it.',
})

export const ActionMode = words('ActionMode', 'What a link may be used for.', {
  auto_allowed: 'Also for what happens without an operator.',
  assist_only: 'A hint for an operator, and nothing else.',
  analytics_only: 'Figures only.',
})

export const PolicyReason = words('PolicyReason', 'Why a link may be used for that.', {
  legacy_identifier_only: 'Only an identifier that the marketplace gives up speaks for it.',
  deterministic_confidence_ok: 'An identifier, and sure enough.',
  deterministic_below_confidence_threshold: 'Certain facts, but less than 85 % sure.',
  probabilistic_link_assist_only: 'A guess is a hint, however sure.',
  probabilistic_below_assist_threshold: 'A guess that is too unsure to show.',
})

const LinkVerdict = words('LinkVerdict', 'What an operator said of a link.', {
  none: 'Nothing yet.',
  correct: 'It is the same buyer.',
  incorrect: 'It is another buyer; the pair is not shown any more.',
})

export const InteractionLink = builder.objectRef<LinkRow>('InteractionLink').implement({
  description: 'Another item that has to do with this one, how sure that is, and what it may be used for.',
  fields: (t) => ({
    id: t.id({ description: 'Its id, for `judgeLink`.', resolve: ({ id }) => encodeId('InteractionLink', id) }),
    interaction: t.field({
      type: Interaction,
      description: 'The other item.',
      resolve: async ({ otherId }, _args, context) => await interactionById(context, otherId),
    }),
    type: t.expose('linkType', { type: LinkType, description: 'What it is based on.' }),
    matchReason: t.expose('matchReason', {
      type: MatchReason,
      nullable: true,
      description: 'Which identifier both have; null for a probable link.',
    }),
    signals: t.expose('signals', { type: [LinkSignal], description: 'What speaks for a probable link.' }),
    confidence: t.float({ description: 'How sure it is, 0 to 1.', resolve: ({ confidence }) => confidence / 100 }),
    tier: t.field({
      type: LinkTier,
      description: 'How sure it is, in a word.',
      resolve: ({ confidence }) => tierOf(confidence),
    }),
    actionMode: t.field({
      type: ActionMode,
      description: 'What it may be used for.',
      resolve: (link) => policyFor(link).mode,
    }),
    autoActionAllowed: t.boolean({
      description: 'Whether anything may happen by it without an operator; never for a probable link.',
      resolve: (link) => policyFor(link).isAutoAllowed,
    }),
    policyReason: t.field({ type: PolicyReason, description: 'Why.', resolve: (link) => policyFor(link).reason }),
    verdict: t.expose('verdict', { type: LinkVerdict, description: 'What an operator said of it.' }),
  }),
})

function policyFor({ linkType, confidence, legacyOnly }: LinkRow): Policy {
  return policyOf({ type: linkType, confidence, isLegacyOnly: legacyOnly })
}

const JudgeLinkSuccess = builder.objectRef<{ linkId: string }>('JudgeLinkSuccess').implement({
  description: 'The verdict is kept.',
  fields: (t) => ({
    link: t.field({
      type: InteractionLink,
      nullable: true,
      description: 'The link as it is now, seen from its first side; null if it is gone.',
      resolve: async ({ linkId }, _args, { load }) => await load.link(linkId),
    }),
  }),
})

const JudgeLinkInput = builder.inputType('JudgeLinkInput', {
  description: 'What an operator knows of a link.',
  fields: (t) => ({
    linkId: t.id({ required: true, description: 'The link.' }),
    verdict: t.field({ type: LinkVerdict, required: true, description: 'What it is; `NONE` takes a verdict back.' }),
  }),
})

builder.mutationField('judgeLink', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: JudgeLinkSuccess,
    description: 'Says whether a link is right. A wrong one is not shown again while both items stay what they are.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: JudgeLinkInput, required: true, description: 'The link and the verdict.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        judgeLink(deps, viewer, { linkId: idOf('InteractionLink', input.linkId), verdict: input.verdict }),
      ),
  }),
)

const RecomputeLinksSuccess = builder
  .objectRef<{ sellerId: string; count: number }>('RecomputeLinksSuccess')
  .implement({
    description: 'Links are being found out anew.',
    fields: (t) => ({
      count: t.exposeInt('count', { description: 'How many items wait for it.' }),
      seller: t.field({
        type: Seller,
        description: 'Whose they are.',
        resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
      }),
    }),
  })

const RecomputeLinksInput = builder.inputType('RecomputeLinksInput', {
  description: 'Whose links.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    interactionIds: t.idList({ description: 'Only of these items, at most 1000; of all when absent.' }),
  }),
})

builder.mutationField('recomputeLinks', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: RecomputeLinksSuccess,
    description: 'Finds links anew, behind the daily work. Verdicts stay.',
    errors: { types: [BadInput, NotFound] },
    args: { input: t.arg({ type: RecomputeLinksInput, required: true, description: 'Whose links.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        recomputeLinks(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          interactionIds: input.interactionIds?.map((id) => idOf('Interaction', id)) ?? null,
        }),
      ),
  }),
)
