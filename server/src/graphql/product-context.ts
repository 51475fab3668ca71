import { listLine } from '#domain/list-line.ts'
import { type ProductContext as Context, contextDays, type Frequent } from '#domain/product-context.ts'
import type { InteractionRow } from '#storage/interaction-row.ts'
import type { ProductMention as Mention } from '#storage/product-mentions.ts'
import { builder } from './builder.ts'
import type { Context as RequestContext } from './context.ts'
import { interactionById } from './found.ts'
import { Channel, Intent, Source } from './interaction-words.ts'
import { Interaction } from './refs.ts'
import { knownWord } from './words.ts'

const IntentCount = builder.objectRef<Frequent>('IntentCount').implement({
  description: 'How many items are about something.',
  fields: (t) => ({
    intent: t.field({
      type: Intent,
      description: 'What they are about.',
      resolve: ({ intent }) => knownWord(Intent.words, intent, 'other'),
    }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
})

const ProductChannelCount = builder.objectRef<Context['channels'][number]>('ProductChannelCount').implement({
  description: 'How much buyers wrote about a product in one channel.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    total: t.exposeInt('total', { description: 'How many items there are.' }),
    unanswered: t.exposeInt('unanswered', { description: 'How many of them wait for an answer.' }),
  }),
})

const ProductMention = builder.objectRef<Mention>('ProductMention').implement({
  description: 'A review or a question about a product, with what was answered.',
  fields: (t) => ({
    interaction: t.field({
      type: Interaction,
      description: 'The item.',
      resolve: async ({ id }, _args, context) => await interactionById(context, id),
    }),
    textPreview: t.string({
      description: 'The buyer’s words in one line, at most 300 characters, personal data masked.',
      resolve: ({ text }) => listLine(text),
    }),
    answer: t.exposeString('answer', {
      nullable: true,
      description: 'The seller’s answer, whole; null while there is none.',
    }),
  }),
})

type Around = Context & Pick<InteractionRow, 'id' | 'source'>

export const ProductContext = builder.objectRef<Around>('ProductContext').implement({
  description: 'What buyers write about a product.',
  fields: (t) => ({
    days: t.int({
      description: 'The figures are about so many days, today among them, in the seller’s zone.',
      resolve: () => contextDays,
    }),
    source: t.expose('source', { type: Source, description: 'Where the figures come from.' }),
    channels: t.expose('channels', { type: [ProductChannelCount], description: 'How much they write, by channel.' }),
    averageRating: t.exposeFloat('averageRating', {
      nullable: true,
      description: 'The mean of the stars, 1 to 5; null when nobody gave any.',
    }),
    ratedCount: t.exposeInt('ratedCount', { description: 'How many reviews with stars the mean is of.' }),
    complaints: t.expose('complaints', {
      type: [IntentCount],
      description: 'What they complain about in reviews and chats, the most frequent first, at most three.',
    }),
    questions: t.expose('questions', {
      type: [IntentCount],
      description: 'What they ask, the most frequent first, at most three.',
    }),
    recent: t.field({
      type: [ProductMention],
      complexity: { field: 5, multiplier: 3 },
      description: 'The newest reviews and questions about it, however old, with the answers given: at most three.',
      resolve: async ({ id }, _args, { load }) => (await load.productMentions(id)) ?? [],
    }),
  }),
})

/** What buyers write about the product of an item; null where the marketplace names none. */
export async function productContextAround(
  { id, nmId, source }: InteractionRow,
  { load }: RequestContext,
): Promise<Around | null> {
  const context = nmId === null ? null : await load.productContext(id)
  return context && { ...context, id, source }
}
