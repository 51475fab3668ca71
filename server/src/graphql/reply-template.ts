import { createTemplate, deleteTemplate, updateTemplate } from '#actions/change-templates.ts'
import { BadInput, Conflict, NotFound } from '#domain/errors.ts'
import type { Channel as ChannelWord, Intent as IntentWord } from '#domain/interaction.ts'
import { builder } from './builder.ts'
import { changing } from './context.ts'
import { sellerById } from './found.ts'
import { encodeId, idDescription, idOf } from './ids.ts'
import { Channel, Intent } from './interaction-words.ts'
import { ReplyTemplate, Seller } from './refs.ts'
import { knownWord } from './words.ts'

ReplyTemplate.implement({
  description: 'A text kept to be used again, with places for what differs from item to item.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({ description: idDescription, resolve: ({ id }) => encodeId('ReplyTemplate', id) }),
    title: t.exposeString('title', { description: 'What the team calls it.' }),
    shortcut: t.exposeString('shortcut', {
      description: 'The word that brings it up after a slash, in small letters.',
    }),
    text: t.exposeString('text', {
      description:
        'The text. `{имя}`, `{товар}`, `{артикул}` and `{магазин}` stand for the buyer’s first name, the product, its article and the shop.',
    }),
    channels: t.expose('channels', { type: [Channel], description: 'Channels it is offered in; at least one.' }),
    intent: t.field({
      type: Intent,
      nullable: true,
      description: 'What buyers it is for want; null for all of them.',
      resolve: ({ intent }) => (intent === null ? null : knownWord(Intent.words, intent, 'other')),
    }),
    ratingMin: t.exposeInt('ratingMin', { nullable: true, description: 'The lowest rating it is for; null for any.' }),
    ratingMax: t.exposeInt('ratingMax', { nullable: true, description: 'The highest rating it is for; null for any.' }),
    isActive: t.exposeBoolean('isActive', { description: 'Whether it is offered.' }),
    uses: t.exposeInt('uses', { description: 'How many replies were written with it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it changed last.' }),
  }),
})

type Kept = { templateId: string; sellerId: string }

const CreateTemplateSuccess = builder.objectRef<Kept>('CreateTemplateSuccess').implement({
  description: 'The template is kept.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller with its templates.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const UpdateTemplateSuccess = builder.objectRef<Kept>('UpdateTemplateSuccess').implement({
  description: 'The template is written anew.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller with its templates.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const DeleteTemplateSuccess = builder.objectRef<{ sellerId: string }>('DeleteTemplateSuccess').implement({
  description: 'The template is gone.',
  fields: (t) => ({
    seller: t.field({
      type: Seller,
      description: 'The seller with the templates that are left.',
      resolve: async ({ sellerId }, _args, context) => await sellerById(context, sellerId),
    }),
  }),
})

const TemplateFields = builder.inputType('TemplateFields', {
  description: 'What a template says and where it is offered.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'What the team calls it, 1 to 80 characters.' }),
    shortcut: t.string({
      required: true,
      description:
        'The word that brings it up after a slash: letters and digits, at most 32. No two templates share one.',
    }),
    text: t.string({ required: true, description: 'The text with its variables, 1 to 5000 characters.' }),
    channels: t.field({ type: [Channel], required: true, description: 'Channels it is offered in; at least one.' }),
    intent: t.field({ type: Intent, description: 'What buyers it is for want; all of them when absent.' }),
    ratingMin: t.int({ description: 'The lowest rating it is for, 1 to 5; any when absent.' }),
    ratingMax: t.int({ description: 'The highest rating it is for, 1 to 5; any when absent.' }),
    isActive: t.boolean({ defaultValue: true, description: 'Whether it is offered.' }),
  }),
})

const CreateTemplateInput = builder.inputType('CreateTemplateInput', {
  description: 'A new template.',
  fields: (t) => ({
    sellerId: t.id({ required: true, description: 'Whose it is.' }),
    template: t.field({ type: TemplateFields, required: true, description: 'The template.' }),
  }),
})

const UpdateTemplateInput = builder.inputType('UpdateTemplateInput', {
  description: 'A template to be written anew.',
  fields: (t) => ({
    templateId: t.id({ required: true, description: 'Which.' }),
    template: t.field({ type: TemplateFields, required: true, description: 'All of it, as it is to be.' }),
  }),
})

const DeleteTemplateInput = builder.inputType('DeleteTemplateInput', {
  description: 'A template to be deleted.',
  fields: (t) => ({ templateId: t.id({ required: true, description: 'Which.' }) }),
})

type Given = {
  title: string
  shortcut: string
  text: string
  channels: ChannelWord[]
  intent?: IntentWord | 'other' | null | undefined
  ratingMin?: number | null | undefined
  ratingMax?: number | null | undefined
  isActive?: boolean | null | undefined
}

function fieldsOf({ title, shortcut, text, channels, intent, ratingMin, ratingMax, isActive }: Given) {
  return {
    title,
    shortcut,
    text,
    channels,
    intent: intent ?? null,
    ratingMin: ratingMin ?? null,
    ratingMax: ratingMax ?? null,
    isActive: isActive ?? true,
  }
}

builder.mutationField('createTemplate', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: CreateTemplateSuccess,
    description: 'Keeps a text to be used again.',
    errors: { types: [NotFound, BadInput, Conflict] },
    args: { input: t.arg({ type: CreateTemplateInput, required: true, description: 'The template.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        createTemplate(deps, viewer, { sellerId: idOf('Seller', input.sellerId), ...fieldsOf(input.template) }),
      ),
  }),
)

builder.mutationField('updateTemplate', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: UpdateTemplateSuccess,
    description: 'Writes a template anew. Replies written with it stay as they are.',
    errors: { types: [NotFound, BadInput, Conflict] },
    args: { input: t.arg({ type: UpdateTemplateInput, required: true, description: 'The template.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        updateTemplate(deps, viewer, {
          templateId: idOf('ReplyTemplate', input.templateId),
          ...fieldsOf(input.template),
        }),
      ),
  }),
)

builder.mutationField('deleteTemplate', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: DeleteTemplateSuccess,
    description: 'Deletes a template for good. Replies written with it stay as they are.',
    errors: { types: [NotFound] },
    args: { input: t.arg({ type: DeleteTemplateInput, required: true, description: 'The template.' }) },
    resolve: async (_root, { input }, context) =>
      await changing(context, ({ deps, viewer }) =>
        deleteTemplate(deps, viewer, { templateId: idOf('ReplyTemplate', input.templateId) }),
      ),
  }),
)
