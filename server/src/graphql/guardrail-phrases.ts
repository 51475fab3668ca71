import { setGuardrailPhrases } from '#actions/set-guardrail-phrases.ts'
import { BadInput, NotAllowed, NotFound } from '#domain/errors.ts'
import type { AddedPhrases } from '#storage/reply-rules.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { onlySellerOr } from './own-seller.ts'
import { Seller } from './refs.ts'
import { GuardrailCategory } from './reply-rules.ts'
import { knownWord } from './words.ts'

export const GuardrailPhrases = builder.objectRef<AddedPhrases>('GuardrailPhrases').implement({
  description: 'What a seller has added to a category of the rules for replies.',
  fields: (t) => ({
    category: t.field({
      type: GuardrailCategory,
      description: 'The category. What is added is as strict as the category is.',
      resolve: ({ category }) => knownWord(GuardrailCategory.words, category, 'promise'),
    }),
    phrases: t.exposeStringList('phrases', { description: 'The phrases, in the notation of `GuardrailRule.phrases`.' }),
  }),
})

const SetGuardrailPhrasesSuccess = builder.objectRef<{ sellerId: string }>('SetGuardrailPhrasesSuccess').implement({
  description: 'The phrases are in force.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller as it is now.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const SetGuardrailPhrasesInput = builder.inputType('SetGuardrailPhrasesInput', {
  description: 'What is added to a category of the rules for replies.',
  fields: (t) => ({
    sellerId: t.id({ description: 'The seller; may be absent when the viewer has exactly one.' }),
    category: t.field({ type: GuardrailCategory, required: true, description: 'The category; one that has phrases.' }),
    phrases: t.stringList({
      required: true,
      description:
        'All that is added, in the notation of `GuardrailRule.phrases`, each without commas: at most 100 of 100 characters. None takes back what was added.',
    }),
  }),
})

builder.mutationField('setGuardrailPhrases', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: SetGuardrailPhrasesSuccess,
    description:
      'Forbids more in replies, for owners only. It is in force at once: replies that wait are checked by it before they leave.',
    errors: { types: [NotFound, NotAllowed, BadInput] },
    args: { input: t.arg({ type: SetGuardrailPhrasesInput, required: true, description: 'What is added.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        setGuardrailPhrases(deps, viewer, {
          sellerId: onlySellerOr(input.sellerId ?? null, viewer),
          category: input.category,
          phrases: input.phrases,
        }),
      ),
  }),
)
