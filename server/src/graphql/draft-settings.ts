import { setDraftSettings } from '#actions/set-draft-settings.ts'
import { BadInput, NotAllowed, NotFound } from '#domain/errors.ts'
import { addressOf, llmProviders } from '#domain/llm.ts'
import { type DraftSettingsRow, openWriter } from '#storage/draft-settings.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { DraftFallbackReason } from './draft.ts'
import { sellerById } from './found.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'
import { words } from './words.ts'

const DraftTone = words('DraftTone', 'How the seller speaks to buyers.', {
  formal: 'Formally, without exclamations.',
  friendly: 'Warmly.',
  neutral: 'Neither.',
})

export const DraftSettings = builder.objectRef<DraftSettingsRow>('DraftSettings').implement({
  description: 'How drafts are written for a seller, with what counts for everybody where the seller has set nothing.',
  fields: (t) => ({
    tone: t.expose('tone', { type: DraftTone, description: 'The tone.' }),
    preparesAhead: t.exposeBoolean('preparesAhead', {
      description: 'Whether drafts of urgent and important items are written before anybody asks.',
    }),
    llmEnabled: t.exposeBoolean('enabled', { description: 'Whether a language model is asked.' }),
    llmReadsQuestions: t.exposeBoolean('readsQuestions', {
      description: 'Whether the model also says what a question is about where the rules only know that it is one.',
    }),
    llmProvider: t.exposeString('provider', { description: 'Whose model: `deepseek`, `openai` or `custom`.' }),
    llmModel: t.exposeString('model', { description: 'Its name at the provider.' }),
    keyMask: t.exposeString('keyMask', {
      nullable: true,
      description: 'What may be shown of the seller’s key to the provider; null when there is none.',
    }),
    llmTrouble: t.field({
      type: DraftFallbackReason,
      nullable: true,
      description: 'Why no model would be asked for the next draft; null when one would.',
      resolve: async ({ sellerId }, _args, { deps }) => {
        const { writer } = await openWriter(deps, sellerId)
        return writer.kind === 'nobody' ? writer.reason : null
      },
    }),
    llmProviders: t.stringList({
      description: 'Whose models this server can reach: `custom` only where its owner has named one.',
      resolve: (_settings, _args, { deps }) =>
        llmProviders.filter((provider) => addressOf(provider, deps.config.llm) !== null),
    }),
  }),
})

const SetDraftSettingsSuccess = builder.objectRef<{ sellerId: string }>('SetDraftSettingsSuccess').implement({
  description: 'The next draft is written so.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const SetDraftSettingsInput = builder.inputType('SetDraftSettingsInput', {
  description: 'What is to change; what is absent stays as it is.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    tone: t.field({ type: DraftTone, description: 'The tone.' }),
    preparesAhead: t.boolean({ description: 'Whether drafts are written before anybody asks.' }),
    llmEnabled: t.boolean({
      description: 'Whether a language model is asked; null goes back to what counts for everybody.',
    }),
    llmReadsQuestions: t.boolean({
      description:
        'Whether the model also says what a question is about where the rules only know that it is one; null goes back to what counts for everybody.',
    }),
    llmProvider: t.string({
      description:
        'Whose model: `deepseek`, `openai`, or `custom`, the one that the server was given. Null goes back to what counts for everybody.',
    }),
    llmModel: t.string({ description: 'Its name at the provider; null goes back to what counts for everybody.' }),
    key: t.string({
      description:
        'The seller’s key to the provider, 8 to 500 characters; it is sealed and never told again. Null forgets it; another provider without a key does too.',
    }),
  }),
})

builder.mutationField('setDraftSettings', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SetDraftSettingsSuccess,
    description: 'Changes how drafts are written for a seller; owners only.',
    errors: { types: [BadInput, NotAllowed, NotFound] },
    args: { input: t.arg({ type: SetDraftSettingsInput, required: true, description: 'What is to change.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) => {
        const { sellerId, tone, preparesAhead, llmEnabled, llmReadsQuestions, llmProvider, llmModel, key } = input
        return setDraftSettings(deps, viewer, {
          sellerId: onlySellerOr(sellerId ?? null, viewer),
          ...(tone && { tone }),
          ...(preparesAhead != null && { preparesAhead }),
          ...(llmEnabled !== undefined && { llmEnabled }),
          ...(llmReadsQuestions !== undefined && { llmReadsQuestions }),
          ...(llmProvider !== undefined && { llmProvider }),
          ...(llmModel !== undefined && { llmModel }),
          ...(key !== undefined && { key }),
        })
      }),
  }),
)
