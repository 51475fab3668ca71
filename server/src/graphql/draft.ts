import { cancelDraft, generateDraft, showDraft } from '#actions/generate-draft.ts'
import type { Explanation, Grounding, UsedLink } from '#domain/draft.ts'
import { Conflict, NotFound } from '#domain/errors.ts'
import type { DraftRow } from '#storage/drafts.ts'
import { builder } from './builder.ts'
import { type Context, changing } from './context.ts'
import { interactionById } from './found.ts'
import { encodeId, idOf } from './ids.ts'
import { Intent, Priority, Sentiment } from './interaction-words.ts'
import { Draft, Interaction } from './refs.ts'
import { GuardrailFinding } from './reply-rules.ts'
import { knownWord, words } from './words.ts'

const DraftOrigin = words('DraftOrigin', 'Whose words a draft has.', {
  model: 'A language model wrote it.',
  template: 'One of the texts for simple praise; no model is asked about that.',
  fallback: 'A text that stands where no model could write.',
})

export const DraftFallbackReason = words('DraftFallbackReason', 'Why no model wrote.', {
  disabled: 'Models are switched off.',
  no_credentials: 'There is no key to the provider.',
  unknown_provider: 'The provider is one that this server does not know.',
  no_words: 'The buyer has written nothing.',
  timeout: 'The model did not answer in time.',
  rate_limited: 'The provider limits our pace.',
  unavailable: 'The provider is in trouble.',
  key_refused: 'The provider does not accept the key.',
  refused: 'The provider did not take the request.',
  network: 'The provider could not be reached.',
  unreadable: 'The model’s answer does not keep to its contract.',
  guardrail: 'The model’s text breaks the rules for replies, and so did its second try.',
})

const DraftOutdatedBy = words('DraftOutdatedBy', 'Why another text would be written now.', {
  buyer_wrote: 'The buyer has said something else since.',
  seller_wrote: 'The seller has answered since.',
  terms_changed: 'Who writes, in what tone, or the rules for replies are others by now.',
  card_changed: 'The card of the product has come since it was written, or says something else by now.',
  links_judged: 'Operators have said more of what belongs to the item, or does not, since it was written.',
  stood_in: 'The text stood in for a model in trouble, which may be well again.',
})

const GroundingKind = words('DraftGroundingKind', 'What kind of fact a draft is based on.', {
  product_card: 'What is known of the product.',
  rating: 'The stars of the review.',
  intent: 'What the buyer wants.',
  past_answer: 'An earlier answer of the seller about the product.',
  template: 'A text that the seller keeps to be used again.',
  complaint_stats: 'What buyers of the product write about most, within ninety days.',
  thread_step: 'What the same buyer wrote elsewhere, surely or probably.',
  customer_profile: 'How often the buyer has written.',
  conversation: 'A message of the chat.',
  tone: 'The tone that the seller has chosen.',
})

const LinkType = words('DraftLinkType', 'How it is known that two items belong together.', {
  deterministic: 'By an order or a buyer that the marketplace names.',
  probabilistic: 'By likeness.',
})

const LinkMode = words('DraftLinkMode', 'What a relation may be used for.', {
  auto_allowed: 'It is certain.',
  assist_only: 'It is a hint for people.',
  analytics_only: 'It is only counted.',
})

const DraftGrounding = builder.objectRef<Grounding>('DraftGrounding').implement({
  description: 'A fact that a draft is based on.',
  fields: (t) => ({
    kind: t.expose('kind', { type: GroundingKind, description: 'What kind of fact it is.' }),
    ref: t.string({
      nullable: true,
      description:
        'Id of the item it is from, for `THREAD_STEP` and `PAST_ANSWER`; the marketplace’s number of the product, for `PRODUCT_CARD`; null for others.',
      resolve: ({ kind, ref }) => {
        if (ref === null) return null
        if (kind === 'thread_step' || kind === 'past_answer') return encodeId('Interaction', ref)
        return kind === 'product_card' ? ref : null
      },
    }),
    excerpt: t.exposeString('excerpt', { description: 'At most 200 characters of it, personal data masked.' }),
    source: t.exposeString('source', {
      description:
        'Where it is from: `wb_api`, `rules`, `history`, `templates`, `last_90_days`, `settings`, or how surely it is related.',
    }),
  }),
})

const DraftLink = builder.objectRef<UsedLink>('DraftLink').implement({
  description: 'A relation to another item that the writer was told of.',
  fields: (t) => ({
    interactionId: t.id({
      description: 'Id of the other item.',
      resolve: ({ interactionId }) => encodeId('Interaction', interactionId),
    }),
    type: t.expose('type', { type: LinkType, description: 'How it is known.' }),
    confidence: t.exposeInt('confidence', { description: 'How sure it is, 0 to 100.' }),
    mode: t.expose('mode', { type: LinkMode, description: 'What it may be used for.' }),
    signals: t.exposeStringList('signals', { description: 'What speaks for it.' }),
  }),
})

Draft.implement({
  description: 'A text proposed as an answer. Nothing of it is ever sent without a person.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque; names the draft.', resolve: ({ id }) => encodeId('Draft', id) }),
    text: t.exposeString('text', { description: 'The text, ready to be sent.' }),
    origin: t.expose('origin', { type: DraftOrigin, description: 'Whose words they are.' }),
    fallbackReason: t.expose('fallbackReason', {
      type: DraftFallbackReason,
      nullable: true,
      description: 'Why no model wrote; null unless `origin` is FALLBACK.',
    }),
    isCached: t.exposeBoolean('isCached', { description: 'Whether it was asked for again and still held.' }),
    isOutdated: t.boolean({
      description: 'Whether the buyer has said something else since: `outdatedBy` is BUYER_WROTE.',
      resolve: ({ outdatedBy }) => outdatedBy === 'buyer_wrote',
    }),
    outdatedBy: t.expose('outdatedBy', {
      type: DraftOutdatedBy,
      nullable: true,
      description: 'Why another text would be written now; null for a draft that holds.',
    }),
    intent: t.field({
      type: Intent,
      nullable: true,
      description: 'What the buyer wants, as the writer read it; null when it did not say.',
      resolve: ({ intent }) => (intent === null ? null : knownWord(Intent.words, intent, 'other')),
    }),
    sentiment: t.expose('sentiment', {
      type: Sentiment,
      nullable: true,
      description: 'How the buyer feels, as the writer read it; null when it did not say.',
    }),
    slaPriority: t.expose('slaPriority', {
      type: Priority,
      description: 'How urgent the item is that it answers; of a chat a model’s reading is part of it.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'One sentence of the model about its answer; null when no model wrote.',
    }),
    needsEscalation: t.exposeBoolean('needsEscalation', {
      description: 'Whether the model would rather have a person answer in her own words.',
    }),
    escalationReason: t.exposeString('escalationReason', {
      nullable: true,
      description: 'Why it would; null when it would not.',
    }),
    provider: t.exposeString('provider', { nullable: true, description: 'Whose model wrote; null when none did.' }),
    model: t.exposeString('model', { nullable: true, description: 'Which model wrote; null when none did.' }),
    promptVersion: t.exposeString('promptVersion', { description: 'Version of what models are told.' }),
    policyVersion: t.exposeString('policyVersion', {
      description: 'The rules for replies that it was checked with, as in `guardrailPolicy`.',
    }),
    generatedAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    latencyMs: t.exposeInt('latencyMs', { description: 'Milliseconds that the writing took.' }),
    shownAt: t.expose('shownAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When an operator first saw it; null until then.',
    }),
    grounding: t.field({
      type: [DraftGrounding],
      description: 'What it is based on, the most telling first.',
      resolve: async (draft, _args, context) => [...(await explanationOf(draft, context)).grounding],
    }),
    linksUsed: t.field({
      type: [DraftLink],
      description: 'Relations to other items that the writer was told of.',
      resolve: async (draft, _args, context) => [...(await explanationOf(draft, context)).links],
    }),
    findings: t.field({
      type: [GuardrailFinding],
      description: 'What the rules for replies said of it when it was written.',
      resolve: async (draft, _args, context) => [...(await explanationOf(draft, context)).findings],
    }),
  }),
})

async function explanationOf({ id }: DraftRow, { load }: Context): Promise<Explanation> {
  return (await load.draftExplanation(id)) ?? { grounding: [], links: [], findings: [] }
}

type Changed = { interactionId: string }

const GenerateDraftSuccess = changed(
  'GenerateDraftSuccess',
  'A draft is being written; `inboxChanges` tells when it is there.',
)
const CancelDraftSuccess = changed('CancelDraftSuccess', 'No draft is waited for any more.')
const ShowDraftSuccess = changed('ShowDraftSuccess', 'It is noted that an operator saw the draft.')

function changed(name: string, description: string) {
  return builder.objectRef<Changed>(name).implement({
    description,
    fields: (t) => ({
      interaction: t.field({
        type: Interaction,
        description: 'The item as it is now.',
        resolve: async ({ interactionId }, _args, context) => await interactionById(context, interactionId),
      }),
    }),
  })
}

const GenerateDraftInput = builder.inputType('GenerateDraftInput', {
  description: 'What a draft is wanted for.',
  fields: (t) => ({
    interactionId: t.id({ required: true, description: 'The item.' }),
    force: t.boolean({ description: 'Whether another text is wanted even if nothing has changed; false when absent.' }),
  }),
})

const CancelDraftInput = builder.inputType('CancelDraftInput', {
  description: 'What no draft is wanted for any more.',
  fields: (t) => ({ interactionId: t.id({ required: true, description: 'The item.' }) }),
})

const ShowDraftInput = builder.inputType('ShowDraftInput', {
  description: 'A draft that an operator has before her.',
  fields: (t) => ({ draftId: t.id({ required: true, description: 'The draft.' }) }),
})

builder.mutationField('generateDraft', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: GenerateDraftSuccess,
    description:
      'Asks for a draft of an answer and does not wait for it. What holds already is used again unless `force` is set. Nothing is ever sent by it.',
    errors: { types: [NotFound, Conflict] },
    args: { input: t.arg({ type: GenerateDraftInput, required: true, description: 'What for.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        generateDraft(deps, viewer, {
          interactionId: idOf('Interaction', input.interactionId),
          isForced: input.force ?? false,
        }),
      ),
  }),
)

builder.mutationField('cancelDraft', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: CancelDraftSuccess,
    description: 'Waits for a draft no longer. What is written all the same is thrown away.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: CancelDraftInput, required: true, description: 'What for.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        cancelDraft(deps, viewer, { interactionId: idOf('Interaction', input.interactionId) }),
      ),
  }),
)

builder.mutationField('showDraft', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: ShowDraftSuccess,
    description: 'Notes that an operator has a draft before her; only the first time counts.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: ShowDraftInput, required: true, description: 'The draft.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) => showDraft(deps, viewer, { draftId: idOf('Draft', input.draftId) })),
  }),
)
